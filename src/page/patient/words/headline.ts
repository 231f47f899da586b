import { percent } from '../../../report/numbers.js';
import type { OutcomeWords } from '../../../report/report.js';
import type { View } from '../../state/view.js';
import { capital } from './capital.js';

/** `Died after 13 steps.` */
export function whatHappened({ was }: OutcomeWords, steps: number): string {
  return `${capital(was.replace(/^was /, ''))} after ${stepCount(steps)}.`;
}

export function stepCount(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`;
}

/** Whether anything but the policy from the start on is supposed. */
export function hasPlan({ takeOver, edits }: Pick<View, 'takeOver' | 'edits'>): boolean {
  return takeOver > 0 || Object.keys(edits).length > 0;
}

const GOOD_FIRST = ['good', 'going', 'other', 'bad'] as const;

/**
 * `98 % discharged, 2 % in care, <1 % dead`: the shares of all outcomes that there can be, the good first.
 *
 * @param probability shape (outcomes)
 */
export function outcomeList(words: readonly OutcomeWords[], probability: ArrayLike<number>): string {
  return words
    .map(({ share, tone }, o) => ({ text: `${percent(probability[o])} ${share}`, tone, p: probability[o] }))
    .filter(({ p }) => percent(p) !== percent(0))
    .sort((a, b) => GOOD_FIRST.indexOf(a.tone) - GOOD_FIRST.indexOf(b.tone))
    .map(({ text }) => text)
    .join(', ');
}
