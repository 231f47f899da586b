import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Acting, goesByStep } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { returnMoments } from '../chain/returnMoments.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { entryCounts } from '../evaluate/counterfactualRun.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { extremesOf } from './apart/extremesOf.js';
import type { BoundedLog } from './plainExtremes.js';

/**
 * All that is made ready before the first episode of a log is bounded.
 *
 * @throws as `counterfactualBounds`
 */
export function boundedLog(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  assumptions: readonly Assumption[],
  options: CounterfactualOptions,
): BoundedLog {
  const { discount = 1 } = options;
  const horizon = checkedHorizon('counterfactual', trajectories, options, { endless: !goesByStep(acting) });
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const rowBytes = checkedRowBytes(options);
  const after = returnMoments(mdp, observed.policyAfter, horizon, discount, entryCounts(observed, mdp)).mean;
  return { trajectories, acting, observed, assumptions, horizon, discount, after, rowBytes };
}

/**
 * Bounds episodes, from the first up to `to` − 1: nothing depends on which are bounded together.
 *
 * @param ends shape (n × assumptions × 2), the least and the greatest, to which they are written
 */
export function boundEpisodes(
  log: BoundedLog,
  ends: Float64Array,
): (from: number, to: number, progress?: Progress) => void {
  const extremes = extremesOf(log);
  const width = 2 * log.assumptions.length;
  return (from, to, progress) => {
    for (let e = from; e < to; e++) {
      extremes(e, ends.subarray(e * width, (e + 1) * width));
      if ((e - from) % Math.ceil((to - from) / 100) === 0) progress?.(e - from, to - from);
    }
  };
}
