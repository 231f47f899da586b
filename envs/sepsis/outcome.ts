import type { OutcomeWords } from '../../src/mdp/env.js';
import type { Outcome } from '../../src/mdp/outcome.js';
import type { Variables } from './variables.js';

/** Indices into `outcomes`. */
export const ALIVE = 0;
export const DEATH = 1;
export const DISCHARGE = 2;

export const outcomes: readonly Outcome[] = [
  { name: 'alive', reward: 0 },
  { name: 'death', reward: -1 },
  { name: 'discharge', reward: 1 },
];

const WORDS: readonly OutcomeWords[] = [
  { was: 'was still in care', share: 'in care' },
  { was: 'died', share: 'dead' },
  { was: 'was discharged', share: 'discharged' },
];

/** An outcome in words for people. */
export function outcomeWords(outcome: number): OutcomeWords {
  return WORDS[outcome];
}

/**
 * How a state ends an episode, if it does: death with three or more of hr, sysbp, o2 and glucose abnormal, discharge
 * with none abnormal and no treatment on.
 *
 * @returns index into `outcomes`
 */
export function outcomeOf(variables: Variables): number {
  const { hr, sysbp, o2, glucose, antibiotics, vasopressors, ventilation } = variables;
  const nAbnormal = [hr !== 1, sysbp !== 1, o2 !== 1, glucose !== 2].filter(Boolean).length;
  if (nAbnormal >= 3) return DEATH;
  return nAbnormal === 0 && antibiotics + vasopressors + ventilation === 0 ? DISCHARGE : ALIVE;
}
