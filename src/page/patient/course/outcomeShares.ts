import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { OutcomeWords } from '../../../report/report.js';
import { NO_ROW, rowMass } from './lane.js';

/** What becomes of the runs, step by step. */
export interface OutcomeShare {
  readonly words: OutcomeWords;
  /** Shape (H + 1): P(in a state of that outcome at t). */
  readonly share: Float64Array;
}

const FROM_BELOW = ['bad', 'other', 'going', 'good'] as const;

/**
 * The outcomes in the order that they are stacked in, what is bad at the bottom. Where all states are of one, the share
 * of runs that go on; nothing where no run ever ends.
 */
export function outcomeShares(
  { outcome, terminal, outcomes }: Mdp,
  words: readonly OutcomeWords[],
  { marginals }: WhatIf,
): readonly OutcomeShare[] {
  if (outcome.every((o) => o === outcome[0])) {
    if (!terminal.includes(1)) return [];
    const going = Array.from(terminal, (ended) => (ended === 1 ? NO_ROW : 0));
    return [{ words: words[0], share: rowMass(marginals, going, 1) }];
  }
  const all = rowMass(marginals, outcome, outcomes.length);
  return outcomes
    .map((_, o) => ({ words: words[o], share: all.filter((__, i) => i % outcomes.length === o) }))
    .sort((a, b) => FROM_BELOW.indexOf(a.words.tone) - FROM_BELOW.indexOf(b.words.tone));
}
