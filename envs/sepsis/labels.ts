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

function letters({ antibiotics, ventilation, vasopressors }: Treatments, off: string): string {
  return (antibiotics ? 'A' : off) + (ventilation ? 'E' : off) + (vasopressors ? 'V' : off);
}
