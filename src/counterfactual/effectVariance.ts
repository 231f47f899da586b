import type { Mdp } from '../mdp/mdp.js';
import { leastConditionalVariance } from '../mechanisms/leastConditionalVariance.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import { treatmentEffect } from '../mechanisms/treatmentEffect.js';
import { union } from './counterfactualRows.js';
import type { VisitedPair } from './visitedPairs.js';

/** Variance of the treatment effect h(X) − h(Y), averaged over pairs by their weight. */
export interface EffectVariance {
  /** Before the outcome is known: (X, Y) by the coupling. */
  readonly joint: number;
  /** Given the outcome that was observed: Y by the counterfactual row. */
  readonly given: number;
}

/**
 * How variable a mechanism makes the effect of single decisions. The less, the more it says about one patient; the mean effect
 * of a pair is the same for every mechanism.
 *
 * @param pairs at least one, with positive weights, not checked
 * @param score h of each state, shape (S)
 *
 * Cost: a coupling and a row for each pair.
 */
export function effectVariance(
  mdp: Mdp,
  pairs: readonly VisitedPair[],
  mechanism: CompleteMechanism,
  score: Float64Array,
): EffectVariance {
  return averaged(pairs, ({ observedRow, observed, targetRow }) => {
    const { p, q, outcomes, x } = union(mdp, observedRow, observed, targetRow);
    return {
      joint: treatmentEffect(mechanism, p, q, { score, outcomes }).variance,
      given: treatmentEffect(mechanism, p, q, { score, outcomes, observed: x }).variance,
    };
  });
}

/**
 * The least that any coupling reaches: for `joint` the optimal transport plan of each pair, for `given` the best row for each
 * pair and outcome by itself. The two are not reached by one coupling.
 *
 * @param transport the optimal coupling for the squared difference of the score: `rewardCdf` with that score is one
 */
export function leastEffectVariance(
  mdp: Mdp,
  pairs: readonly VisitedPair[],
  transport: CompleteMechanism,
  score: Float64Array,
): EffectVariance {
  return averaged(pairs, ({ observedRow, observed, targetRow }) => {
    const { p, q, outcomes, x } = union(mdp, observedRow, observed, targetRow);
    const h = Float64Array.from(outcomes, (state) => score[state]);
    return {
      joint: treatmentEffect(transport, p, q, { score, outcomes }).variance,
      given: leastConditionalVariance(p[x], q, h).value,
    };
  });
}

function averaged(pairs: readonly VisitedPair[], of: (pair: VisitedPair) => EffectVariance): EffectVariance {
  let joint = 0;
  let given = 0;
  let total = 0;
  for (const pair of pairs) {
    const one = of(pair);
    joint += pair.weight * one.joint;
    given += pair.weight * one.given;
    total += pair.weight;
  }
  return { joint: joint / total, given: given / total };
}
