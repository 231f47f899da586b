import type { Mdp } from '../mdp/mdp.js';
import { type Policy, checkPolicyFits } from '../mdp/policy.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { counterfactualRows } from './counterfactualRows.js';
import { type CounterfactualOptions, checkTrajectoriesFit, checkedHorizon } from './evaluateCounterfactual.js';
import { observedSteps } from './observedSteps.js';
import { emptyChainState, propagate, startAt } from './propagate.js';

/**
 * Where each of the given episodes would have been at every step, exactly.
 *
 * @param episodes indices of episodes
 * @returns shape (episodes × (H + 1) × S): P(s~_t = s), a run that ended staying where it ended
 * @throws as `evaluateCounterfactual`
 */
export function counterfactualMarginals(
  trajectories: Trajectories,
  episodes: readonly number[],
  mdp: Mdp,
  policy: Policy,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): Float64Array {
  const horizon = checkedHorizon(trajectories, options);
  checkPolicyFits('counterfactual', policy, mdp);
  checkTrajectoriesFit(trajectories, mdp);
  const rows = counterfactualRows(mdp, mechanism);
  const marginals = new Float64Array(episodes.length * (horizon + 1) * mdp.nStates);
  let now = emptyChainState(mdp.nStates);
  let next = emptyChainState(mdp.nStates);
  episodes.forEach((episode, i) => {
    const steps = observedSteps(mdp, trajectories, episode);
    startAt(now, trajectories.state[trajectories.episodeStart[episode]]);
    for (let t = 0; t <= horizon; t++) {
      marginals.set(now.mass, (i * (horizon + 1) + t) * mdp.nStates);
      propagate(rows, mdp, policy, steps.at(t), 1, now, next);
      [now, next] = [next, now];
    }
  });
  return marginals;
}
