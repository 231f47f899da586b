import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { emptyChainState, startAt } from './chainState.js';
import { chainSteps } from './chainSteps.js';

/**
 * Where an episode would have been at every step, exactly.
 *
 * @returns for an episode's index, shape ((H + 1) × S): P(s~_t = s), a run that ended staying where it ended. Rows
 *   computed for one episode serve the next
 * @throws as `evaluateCounterfactual`, here or in use
 */
export function counterfactualMarginals(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): (episode: number) => Float64Array {
  const horizon = checkedHorizon('counterfactual', trajectories, options);
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const stepOn = chainSteps(observed, mechanism, checkedRowBytes(options));
  return (episode) => {
    const marginals = new Float64Array((horizon + 1) * mdp.nStates);
    const steps = observed.steps(episode);
    let now = emptyChainState(mdp.nStates);
    let next = emptyChainState(mdp.nStates);
    startAt(now, trajectories.state[trajectories.episodeStart[episode]]);
    for (let t = 0; t <= horizon; t++) {
      marginals.set(now.mass, t * mdp.nStates);
      if (t < horizon) stepOn(episode, t, steps.at(t), 1, now, next);
      [now, next] = [next, now];
    }
    return marginals;
  };
}
