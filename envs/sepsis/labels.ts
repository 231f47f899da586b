import { type Treatments, treatmentsOf } from './treatments.js';
import type { Variables } from './variables.js';

const WORDS = {
  diabetic: ['not diabetic', 'diabetic'],
  hr: ['hr low', 'hr normal', 'hr high'],
  sysbp: ['sysbp low', 'sysbp normal', 'sysbp high'],
  o2: ['o2 low', 'o2 normal'],
  glucose: ['glucose very low', 'glucose low', 'glucose normal', 'glucose high', 'glucose very high'],
} as const;

/**
 * A state in words: the variables named, then the treatments that are on, always in the order A (antibiotics),
 * E (ventilation), V (vasopressors), with - for one that is off.
 *
 * @param shown which variables, in this order
 *
 * @example
 * stateLabel(variablesOf(582), ['hr', 'sysbp', 'o2', 'glucose']) // 'hr high, sysbp normal, o2 low, glucose normal | A-V'
 */
export function stateLabel(variables: Variables, shown: readonly (keyof typeof WORDS)[]): string {
  const words = shown.map((name) => WORDS[name][variables[name]]);
  return `${words.join(', ')} | ${letters(variables, '-')}`;
}

/** An action as the letters of its treatments, `-` for none: `-`, `V`, `E`, `EV`, `A`, `AV`, `AE`, `AEV`. */
export function actionLabel(action: number): string {
  return letters(treatmentsOf(action), '') || '-';
}

/**
 * A state in words for people: the variables named, then the treatments that are on.
 *
 * @param shown which variables, in this order
 *
 * @example
 * stateWords(variablesOf(582), ['hr', 'sysbp', 'o2']) // 'heart rate high, blood pressure normal, oxygen low, on antibiotics and vasopressors'
 */
export function stateWords(variables: Variables, shown: readonly (keyof typeof WORDS)[]): string {
  const words = shown.map((name) =>
    WORDS[name][variables[name]].replace('hr', 'heart rate').replace('sysbp', 'blood pressure').replace('o2', 'oxygen'),
  );
  const on = given(variables);
  return `${words.join(', ')}, ${on === undefined ? 'untreated' : `on ${on}`}`;
}

/** An action in words for people: the treatments given, or none. */
export function actionWords(action: number): string {
  return given(treatmentsOf(action)) ?? 'no treatment';
}

/** The treatments that are on, by name; undefined for none. */
function given(treatments: Treatments): string | undefined {
  const names = (['antibiotics', 'ventilation', 'vasopressors'] as const).filter((name) => treatments[name] === 1);
  return names.length === 0 ? undefined : new Intl.ListFormat('en-GB').format(names);
}

function letters({ antibiotics, ventilation, vasopressors }: Treatments, off: string): string {
  return (antibiotics ? 'A' : off) + (ventilation ? 'E' : off) + (vasopressors ? 'V' : off);
}
