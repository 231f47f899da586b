import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import { leastConditionalVariance } from '../../mechanisms/fixed/leastConditionalVariance.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { treatmentEffect } from '../../mechanisms/treatmentEffect.js';
import { type Union, union } from '../rows/union.js';
import type { VisitedPair } from './visitedPairs.js';

/**
 * Variance of the treatment effect h(X) − h(Y), averaged over pairs by their weight, and over scores if there are
 * several.
 */
export interface EffectVariance {
  /** Before the outcome is known: (X, Y) by the coupling. */
  readonly joint: number;
  /** Given the outcome that was observed: Y by the counterfactual row. */
  readonly given: number;
}

/**
 * How variable a mechanism makes the effect of single decisions. The less, the more it says about one patient; the mean
 * effect of a pair is the same for every mechanism.
 *
 * @param pairs at least one, with positive weights, not checked
 * @param scores h of each state, shape (S), or at least one of them
 *
 * Cost: a coupling and a row for each pair, however many scores.
 */
export function effectVariance(
  mdp: Mdp,
  pairs: readonly VisitedPair[],
  mechanism: CompleteMechanism,
  scores: Float64Array | readonly Float64Array[],
  progress?: Progress,
): EffectVariance {
  return averaged(mdp, pairs, scores, progress, ({ p, q, outcomes, x }, mean) => {
    const [coupling, row] = [mechanism.coupling(p, q, outcomes), mechanism.counterfactual(p, q, x, outcomes)];
    const answered = { ...mechanism, coupling: () => coupling, counterfactual: () => row };
    return {
      joint: mean((score) => treatmentEffect(answered, p, q, { score, outcomes }).variance),
      given: mean((score) => treatmentEffect(answered, p, q, { score, outcomes, observed: x }).variance),
    };
  });
}

/**
 * The least that any coupling reaches: for `joint` the optimal transport plan of each pair, for `given` the best row
 * for each pair and outcome by itself. The two are not reached by one coupling; and for several scores `given` has the
 * best row for each of them, so that it may be below what any row reaches.
 *
 * @param transport the optimal coupling for the squared difference of the score, or for its mean over several:
 *   `rewardCdf` for one score, `optimalTransport` for any number
 */
export function leastEffectVariance(
  mdp: Mdp,
  pairs: readonly VisitedPair[],
  transport: CompleteMechanism,
  scores: Float64Array | readonly Float64Array[],
  progress?: Progress,
): EffectVariance {
  return averaged(mdp, pairs, scores, progress, ({ p, q, outcomes, x }, mean) => {
    const coupling = transport.coupling(p, q, outcomes);
    const answered = { ...transport, coupling: () => coupling };
    return {
      joint: mean((score) => treatmentEffect(answered, p, q, { score, outcomes }).variance),
      given: mean((score) => {
        const h = Float64Array.from(outcomes, (state) => score[state]);
        return leastConditionalVariance(p[x], q, h).value;
      }),
    };
  });
}

/** @param of a pair's, given the mean over scores of a function of one */
function averaged(
  mdp: Mdp,
  pairs: readonly VisitedPair[],
  scores: Float64Array | readonly Float64Array[],
  progress: Progress | undefined,
  of: (pair: Union, mean: (value: (score: Float64Array) => number) => number) => EffectVariance,
): EffectVariance {
  const all = scores instanceof Float64Array ? [scores] : scores;
  const mean = (value: (score: Float64Array) => number): number =>
    all.reduce((sum, score) => sum + value(score), 0) / all.length;
  let joint = 0;
  let given = 0;
  let total = 0;
  for (const [i, pair] of pairs.entries()) {
    if (i % Math.ceil(pairs.length / 100) === 0) progress?.(i, pairs.length);
    const one = of(union(mdp, pair.observedRow, pair.observed, pair.targetRow), mean);
    joint += pair.weight * one.joint;
    given += pair.weight * one.given;
    total += pair.weight;
  }
  return { joint: joint / total, given: given / total };
}
