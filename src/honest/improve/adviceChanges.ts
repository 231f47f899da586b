import { type Advice, adviceRow } from '../../mdp/advice/advice.js';
import type { ChoiceRecord } from './choiceRecord.js';

/** A choice that an advice does not leave alone. */
export interface AdviceChange {
  readonly state: number;
  readonly choice: number;
  /** Visits of the state, and how many of them saw this choice. */
  readonly visits: number;
  readonly cases: number;
  /** The most frequent choice in this state, the first among ties, and its cases. */
  readonly usual: number;
  readonly usualCases: number;
  /** Probability that the choice is kept all the same. */
  readonly kept: number;
  /** What is done instead, the likeliest first; with `kept` the probabilities sum to 1. */
  readonly instead: readonly { readonly action: number; readonly probability: number }[];
}

export interface AdviceChanges {
  /** Choices seen in the log, those first that would have been replaced most often. */
  readonly changes: readonly AdviceChange[];
  /** Decisions in the log, and how many of them would have been replaced, in expectation. */
  readonly decisions: number;
  readonly replaced: number;
  /** Pairs of a state that was visited and a choice never seen there that the advice would replace. */
  readonly neverSeen: number;
}

/**
 * What an advice would have changed about the choices of a log.
 *
 * Cost O(S·A²).
 */
export function adviceChanges({ visits, cases }: ChoiceRecord, advice: Advice): AdviceChanges {
  const { nStates, nActions, probability } = advice;
  const changes: AdviceChange[] = [];
  let [decisions, replaced, neverSeen] = [0, 0, 0];
  for (let s = 0; s < nStates; s++) {
    decisions += visits[s];
    if (visits[s] === 0) continue;
    const made = cases.subarray(s * nActions, (s + 1) * nActions);
    const usualCases = made.reduce((most, n) => Math.max(most, n));
    for (let i = 0; i < nActions; i++) {
      const row = probability.subarray(adviceRow(advice, s, i), adviceRow(advice, s, i + 1));
      if (row[i] === 1) continue;
      const n = made[i];
      if (n === 0) {
        neverSeen += 1;
        continue;
      }
      replaced += n * (1 - row[i]);
      changes.push({
        state: s,
        choice: i,
        visits: visits[s],
        cases: n,
        usual: made.indexOf(usualCases),
        usualCases,
        kept: row[i],
        instead: Array.from(row, (p, action) => ({ action, probability: p }))
          .filter(({ action, probability: p }) => action !== i && p > 0)
          .sort((a, b) => b.probability - a.probability),
      });
    }
  }
  const often = ({ cases: n, kept }: AdviceChange): number => n * (1 - kept);
  return { changes: changes.sort((a, b) => often(b) - often(a)), decisions, replaced, neverSeen };
}
