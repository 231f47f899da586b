import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { observedProblem } from '../observedProblem.js';
import type { UnmodelledRule } from '../chain/observedModel.js';
import { modelRow } from '../rows/extendedMdp.js';
import { addPair, createPairIndex, findPair } from '../rows/pairIndex.js';
import type { VisitedPair } from './visitedPairs.js';

/**
 * The pairs (p, q) of single decisions: what the logged action did in a state, against what the target policy's would
 * have done in the same state. Steps at which the two agree are left out.
 *
 * @param unmodelled what to do about a logged transition of probability 0; default `refuse`. By `mix` its rows are those
 *   of `observedModel(mdp, trajectories).mdp`, in which the pairs then are; by `skip` it makes no pair
 * @returns one entry for each distinct (row, outcome, row), in order of appearance; its weight is the number of steps,
 *   times the target policy's probability of the action
 * @throws ArgumentError if log, model and policy do not fit; DataError as `observedModel`
 */
export function decisionPairs(
  trajectories: Trajectories,
  model: Mdp,
  policy: Policy,
  { unmodelled = 'refuse' }: { readonly unmodelled?: UnmodelledRule } = {},
): VisitedPair[] {
  const observed = observedProblem('decisionPairs', trajectories, model, policy, unmodelled);
  const { mdp } = observed;
  const { nActions, rowStart } = mdp;
  const index = createPairIndex();
  const pairs: { -readonly [Key in keyof VisitedPair]: VisitedPair[Key] }[] = [];
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    for (const step of observed.steps(e)) {
      if (step === undefined) continue;
      const { row, entry } = step;
      const logged = modelRow(mdp, row);
      const state = Math.floor(logged / nActions);
      for (let targetRow = state * nActions; targetRow < (state + 1) * nActions; targetRow++) {
        const weight = policy.probability[targetRow];
        if (weight === 0 || targetRow === logged) continue;
        const known = findPair(index, rowStart[row] + entry, targetRow);
        if (known >= 0) pairs[known].weight += weight;
        else {
          addPair(index, rowStart[row] + entry, targetRow, pairs.length);
          pairs.push({ observedRow: row, observed: entry, targetRow, weight });
        }
      }
    }
  }
  return pairs;
}
