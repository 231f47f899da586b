import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { checkProblem } from '../checkProblem.js';
import { observedSteps } from '../chain/observedSteps.js';
import { addPair, createPairIndex, findPair } from '../rows/pairIndex.js';
import type { VisitedPair } from './visitedPairs.js';

/**
 * The pairs (p, q) of single decisions: what the logged action did in a state, against what the target policy's would
 * have done in the same state. Steps at which the two agree are left out.
 *
 * @returns one entry for each distinct (row, outcome, row), in order of appearance; its weight is the number of steps,
 *   times the target policy's probability of the action
 * @throws ArgumentError if log, model and policy do not fit; DataError for an observed transition that the model
 *   excludes
 */
export function decisionPairs(trajectories: Trajectories, mdp: Mdp, policy: Policy): VisitedPair[] {
  checkProblem('decisionPairs', trajectories, mdp, policy);
  const { nActions, rowStart } = mdp;
  const index = createPairIndex();
  const pairs: { -readonly [Key in keyof VisitedPair]: VisitedPair[Key] }[] = [];
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    for (const { row, entry } of observedSteps(mdp, trajectories, e)) {
      const state = Math.floor(row / nActions);
      for (let targetRow = state * nActions; targetRow < (state + 1) * nActions; targetRow++) {
        const weight = policy.probability[targetRow];
        if (weight === 0 || targetRow === row) continue;
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
