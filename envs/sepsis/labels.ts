import type { StateVariable } from '../../src/mdp/parts/stateVariable.js';
import { type Treatments, treatmentsOf } from './treatments.js';
import type { Variables } from './variables.js';

type Shown = 'diabetic' | 'hr' | 'sysbp' | 'o2' | 'glucose';

/** What people call the variables of a patient's state, their levels, and which of those is normal, if one is. */
const TOLD: Readonly<Record<Shown, Omit<StateVariable, 'levelOf'>>> = {
  diabetic: { name: 'diabetes', levels: ['no', 'yes'] },
  hr: { name: 'heart rate', levels: ['low', 'normal', 'high'], normal: 1 },
  sysbp: { name: 'blood pressure', levels: ['low', 'normal', 'high'], normal: 1 },
  o2: { name: 'oxygen', levels: ['low', 'normal'], normal: 1 },
  glucose: { name: 'glucose', levels: ['very low', 'low', 'normal', 'high', 'very high'], normal: 2 },
};

/**
 * Variables as records.
 *
 * @param shown which, in this order
 * @param variablesAt undefined for a state that tells of none
 */
export function namedVariables(
  shown: readonly Shown[],
  variablesAt: (state: number) => Variables | undefined,
): readonly StateVariable[] {
  return shown.map((variable) => ({ ...TOLD[variable], levelOf: (state) => variablesAt(state)?.[variable] }));
}

/**
 * A state in words: the variables named, then the treatments that are on, always in the order A (antibiotics),
 * E (ventilation), V (vasopressors), with - for one that is off.
 *
 * @param shown which variables, in this order
 *
 * @example
 * stateLabel(variablesOf(582), ['hr', 'sysbp', 'o2', 'glucose']) // 'hr high, sysbp normal, o2 low, glucose normal | A-V'
 */
export function stateLabel(variables: Variables, shown: readonly Shown[]): string {
  const words = shown.map((variable) => levelText(variable, variables, variable));
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
export function stateWords(variables: Variables, shown: readonly Shown[]): string {
  const words = shown.map((variable) => levelText(variable, variables, TOLD[variable].name));
  const on = given(variables);
  return `${words.join(', ')}, ${on === undefined ? 'untreated' : `on ${on}`}`;
}

/** An action in words for people: the treatments given, or none. */
export function actionWords(action: number): string {
  return given(treatmentsOf(action)) ?? 'no treatment';
}

function levelText(variable: Shown, variables: Variables, name: string): string {
  const level = variables[variable];
  if (variable === 'diabetic') return level === 1 ? 'diabetic' : 'not diabetic';
  return `${name} ${TOLD[variable].levels[level]}`;
}

/** The treatments that are on, by name; undefined for none. */
function given(treatments: Treatments): string | undefined {
  const names = (['antibiotics', 'ventilation', 'vasopressors'] as const).filter((name) => treatments[name] === 1);
  return names.length === 0 ? undefined : new Intl.ListFormat('en-GB').format(names);
}

function letters({ antibiotics, ventilation, vasopressors }: Treatments, off: string): string {
  return (antibiotics ? 'A' : off) + (ventilation ? 'E' : off) + (vasopressors ? 'V' : off);
}
