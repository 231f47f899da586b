import type { ReturnMoments } from './momentTables.js';
import { inducedChain } from '../../mdp/evaluate/markovChain.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { endlessMoments } from './endlessMoments.js';
import { perPolicy } from './perPolicy.js';

/**
 * Backward recursion over the remaining steps: V' = r + discount P V,
 * M' = sum P (r² + 2 discount r V + discount² M), and the outcome probabilities and lengths alike. Without a
 * horizon see `endlessMoments`.
 *
 * @param acting a policy, or one for each step t of a run that ends at the horizon: with h steps to go acts that of step
 *   H − h. Without a horizon there is but one, that of step 0
 * @param horizon an integer ≥ 0, or Infinity: then the tables have the one row of what follows for ever
 * @param starts shape (S), positive where runs start: without a horizon only what can be reached from there needs to
 *   have a value
 * @throws NumericalError as `policyValue`, without a horizon
 *
 * Cost O(H·nnz), memory O(H·S·outcomes).
 */
export function returnMoments(
  mdp: Mdp,
  acting: Policy | ((t: number) => Policy),
  horizon: number,
  discount: number,
  starts?: Float64Array,
): ReturnMoments {
  const policyAt = typeof acting === 'function' ? acting : (): Policy => acting;
  if (horizon === Infinity) return endlessMoments(mdp, policyAt(0), discount, starts);
  const { nStates, nActions, terminal } = mdp;
  const nOutcomes = mdp.outcomes.length;
  const mean = new Float64Array((horizon + 1) * nStates);
  const secondMoment = new Float64Array((horizon + 1) * nStates);
  const outcome = new Float64Array((horizon + 1) * nStates * nOutcomes);
  const length = new Float64Array((horizon + 1) * nStates);
  const rewardOf = perPolicy((policy) => inducedChain(mdp, policy).reward);
  for (let s = 0; s < nStates; s++) outcome[s * nOutcomes + mdp.outcome[s]] = 1;
  for (let h = 1; h <= horizon; h++) {
    const [now, later] = [h * nStates, (h - 1) * nStates];
    const policy = policyAt(horizon - h);
    const reward = rewardOf(policy);
    for (let s = 0; s < nStates; s++) {
      if (terminal[s] === 1) {
        outcome[(now + s) * nOutcomes + mdp.outcome[s]] = 1;
        continue;
      }
      mean[now + s] = reward[s];
      length[now + s] = 1;
      for (let a = 0; a < nActions; a++) {
        const share = policy.probability[s * nActions + a];
        if (share === 0) continue;
        const row = s * nActions + a;
        for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
          const next = later + mdp.nextState[k];
          const mass = share * mdp.probability[k];
          const r = mdp.reward[k];
          mean[now + s] += mass * discount * mean[next];
          length[now + s] += mass * length[next];
          secondMoment[now + s] +=
            mass * (r * r + 2 * discount * r * mean[next] + discount * discount * secondMoment[next]);
          for (let o = 0; o < nOutcomes; o++)
            outcome[(now + s) * nOutcomes + o] += mass * outcome[next * nOutcomes + o];
        }
      }
    }
  }
  return { nStates, mean, secondMoment, outcome, length };
}
