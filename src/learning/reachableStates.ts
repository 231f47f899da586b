import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import type { Trajectories } from '../trajectories/trajectories.js';

/**
 * The states that a counterfactual of the log can meet, increasing: those that a logged pair leads to, or a pair that
 * the target policy can take anywhere, since another mechanism may lead where this one does not.
 */
export function reachableStates(mdp: Mdp, log: Trajectories, policy: Policy): number[] {
  const { nActions, rowStart, nextState, terminal } = mdp;
  const rows = new Set(log.state.map((s, i) => s * nActions + log.action[i]));
  policy.probability.forEach((share, row) => {
    if (share > 0 && terminal[Math.floor(row / nActions)] === 0) rows.add(row);
  });
  // What the model lacks may follow, too: see `observedModel`.
  const states = new Set<number>(log.nextState);
  for (const row of rows) for (let k = rowStart[row]; k < rowStart[row + 1]; k++) states.add(nextState[k]);
  return [...states].sort((a, b) => a - b);
}
