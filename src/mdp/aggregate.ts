import { ArgumentError } from '../core/errors.js';
import type { Mdp } from './mdp.js';
import { listedVariables } from './parts/listedVariables.js';
import type { Abstraction } from './stateSpace.js';

/**
 * The model over a coarse space that `fit` with direct absorption approaches as the log grows: rows averaged over the
 * fine states that share a coarse one, in proportion to how often a behaviour policy visits them.
 *
 * The coarse process is not Markov in general; this is its best stationary Markov description for that behaviour.
 *
 * @param visits shape (S·A): how often each fine pair is visited, as from `occupancy`
 * @returns model over `abstraction.to`; pairs never visited have `observed` 0 and stay in their state
 * @throws ArgumentError if the model is not over `abstraction.from`
 */
export function aggregate(mdp: Mdp, { from, to, map }: Abstraction, visits: Float64Array): Mdp {
  if (mdp.nStates !== from.nStates)
    throw new ArgumentError(
      `aggregate: model must have the ${from.nStates} states of space '${from.name}', got ${mdp.nStates}`,
    );
  const { nActions } = mdp;
  const nRows = to.nStates * nActions;
  const rows = Array.from({ length: nRows }, () => new Map<number, { mass: number; reward: number }>());
  const total = new Float64Array(nRows);
  for (let row = 0; row < visits.length; row++) {
    if (visits[row] === 0) continue;
    const s = Math.floor(row / nActions);
    const coarse = map[s] * nActions + (row % nActions);
    total[coarse] += visits[row];
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      const next = map[mdp.nextState[k]];
      const cell = rows[coarse].get(next) ?? { mass: 0, reward: 0 };
      cell.mass += visits[row] * mdp.probability[k];
      cell.reward += visits[row] * mdp.probability[k] * mdp.reward[k];
      rows[coarse].set(next, cell);
    }
  }
  const rowStart = new Uint32Array(nRows + 1);
  const nextState: number[] = [];
  const probability: number[] = [];
  const reward: number[] = [];
  rows.forEach((cells, row) => {
    const self = Math.floor(row / nActions);
    const entries = total[row] > 0 ? [...cells].sort(([a], [b]) => a - b) : [[self, { mass: 1, reward: 0 }] as const];
    for (const [next, cell] of entries) {
      nextState.push(next);
      probability.push(total[row] > 0 ? cell.mass / total[row] : 1);
      reward.push(cell.reward / cell.mass);
    }
    rowStart[row + 1] = nextState.length;
  });
  const variables = listedVariables(to);
  const initial = new Float64Array(to.nStates);
  mdp.initial.forEach((mass, s) => (initial[map[s]] += mass));
  return {
    nStates: to.nStates,
    nActions,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial,
    terminal: to.outcome.map((outcome) => (outcome > 0 ? 1 : 0)),
    outcomes: mdp.outcomes,
    outcome: to.outcome,
    observed: Uint8Array.from(total, (n) => (n > 0 ? 1 : 0)),
    stateLabels: Array.from({ length: to.nStates }, (_, s) => to.label(s)),
    ...(mdp.actionLabels && { actionLabels: mdp.actionLabels }),
    ...(mdp.actionParts && { actionParts: mdp.actionParts }),
    ...(variables && { variables }),
    source: { ...mdp.source, space: to.name, absorption: 'direct' },
  };
}
