import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { checkPolicyFits } from '../../mdp/checkPolicyFits.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { counterfactualRows } from '../rows/counterfactualRows.js';
import {
  type CounterfactualOptions,
  checkTrajectoriesFit,
  checkedHorizon,
} from '../evaluate/evaluateCounterfactual.js';
import { observedSteps } from '../chain/observedSteps.js';
import { emptyChainState, propagate, startAt } from '../chain/propagate.js';

/** A coupling that counterfactual trajectories of a log need. */
export interface VisitedPair {
  /** Row of the model that was observed to be taken: p = P(. | s, a). */
  readonly observedRow: number;
  /** Entry of that row that came out. */
  readonly observed: number;
  /** Row that the counterfactual takes at the same time: q = P(. | s~, a~). */
  readonly targetRow: number;
  /** Expected number of times, over all episodes. */
  readonly weight: number;
}

/**
 * The pairs (p, q) that the counterfactual trajectories of a log visit, with how often: what a mechanism meets in use, and so
 * what one is worth training on. Pairs of a row with itself are left out: every coupling of theirs is the diagonal.
 *
 * @param mechanism under which the counterfactual moves between the pairs
 * @returns one entry for each distinct (row, outcome, row), in order of their first visit
 * @throws as `evaluateCounterfactual`
 */
export function visitedPairs(
  trajectories: Trajectories,
  mdp: Mdp,
  policy: Policy,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): VisitedPair[] {
  checkedHorizon(trajectories, options);
  checkPolicyFits(policy, mdp, 'visitedPairs');
  checkTrajectoriesFit(trajectories, mdp);
  checkPolicyActs('visitedPairs', policy, mdp, trajectories.state);
  const { nActions, rowStart, terminal } = mdp;
  const nRows = mdp.nStates * nActions;
  const rows = counterfactualRows(mdp, mechanism);
  const weights = new Map<number, number>();
  let now = emptyChainState(mdp.nStates);
  let next = emptyChainState(mdp.nStates);
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    startAt(now, trajectories.state[trajectories.episodeStart[e]]);
    for (const step of observedSteps(mdp, trajectories, e)) {
      for (let i = 0; i < now.size; i++) {
        const s = now.support[i];
        for (let a = 0; a < nActions && terminal[s] === 0; a++) {
          const mass = now.mass[s] * policy.probability[s * nActions + a];
          if (mass === 0 || s * nActions + a === step.row) continue;
          const key = (rowStart[step.row] + step.entry) * nRows + s * nActions + a;
          weights.set(key, (weights.get(key) ?? 0) + mass);
        }
      }
      propagate(rows, mdp, policy, step, 1, now, next);
      [now, next] = [next, now];
    }
  }
  return Array.from(weights, ([key, weight]) => pairOf(mdp, key, weight));
}

function pairOf({ rowStart, nStates, nActions }: Mdp, key: number, weight: number): VisitedPair {
  const nRows = nStates * nActions;
  const entry = Math.floor(key / nRows);
  // The row that holds the entry: the last one to start at or before it.
  let [low, high] = [0, nRows - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rowStart[middle] <= entry) low = middle;
    else high = middle - 1;
  }
  return { observedRow: low, observed: entry - rowStart[low], targetRow: key % nRows, weight };
}
