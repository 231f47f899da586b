import { type Advice, adviceRow } from '../../mdp/advice/advice.js';
import { identityAdvice } from '../../mdp/advice/identityAdvice.js';
import { type ChoiceRecord, choiceShare } from './choiceRecord.js';

/** Visits that a state needs before a choice there counts as rare. */
export const LEAST_VISITS = 20;

/**
 * What a rare choice is replaced by: `mode`, the most frequent choice of the state; `common`, one of its choices that
 * are not rare, as often as they are made; `common + q`, the same, but only where it was followed by higher returns.
 */
export type Replacement = 'mode' | 'common' | 'common + q';

/**
 * The advice that sends rare choices back to the usual ones: where n(s) ≥ 20 and pî_b(i | s) ≤ share, do not do i. A
 * state in which every choice is rare is left alone. Needs no model and no values, but for `common + q`, which replaces
 * i only if
 *
 *     Σ_a p(a) Q(s, a) > Q(s, i),   p = pî_b(. | s) over the choices above `share`.
 *
 * It is no law that rare is wrong: whether it pays is for a log to say, see `improve`.
 *
 * @param share τ, up to which a choice is rare, in (0, 1)
 *
 * Cost O(S·A²).
 */
export function vetoAdvice(record: ChoiceRecord, share: number, replacement: Replacement): Advice {
  const { nStates, nActions, visits } = record;
  const advice = identityAdvice(nStates, nActions);
  for (let s = 0; s < nStates; s++) {
    if (visits[s] < LEAST_VISITS) continue;
    const shares = Float64Array.from({ length: nActions }, (_, a) => choiceShare(record, s, a));
    const instead = replacement === 'mode' ? mode(shares) : common(shares, share);
    if (!shares.some((p) => p > share)) continue;
    const worth = meanReturn(record, s, instead);
    for (let i = 0; i < nActions; i++) {
      if (shares[i] > share) continue;
      if (replacement === 'common + q' && !(worth > record.pairReturn[s * nActions + i])) continue;
      advice.probability.set(instead, adviceRow(advice, s, i));
    }
  }
  return advice;
}

/** 1 at the largest entry, the first among ties. */
function mode(shares: Float64Array): Float64Array {
  const most = shares.indexOf(shares.reduce((a, b) => Math.max(a, b)));
  return shares.map((_, a) => (a === most ? 1 : 0));
}

/** The shares above a threshold, as a distribution. */
function common(shares: Float64Array, threshold: number): Float64Array {
  const kept = shares.map((p) => (p > threshold ? p : 0));
  const total = kept.reduce((sum, p) => sum + p, 0);
  return kept.map((p) => p / total);
}

function meanReturn({ nActions, pairReturn }: ChoiceRecord, state: number, p: Float64Array): number {
  return p.reduce((sum, chance, a) => sum + chance * pairReturn[state * nActions + a], 0);
}
