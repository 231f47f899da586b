import type { Mdp } from '../../mdp/mdp.js';

/**
 * A fitted model with a state more, which pays the same at every step, whatever is done, and is never left. No run
 * begins there, and no log has its pairs; they count as seen all the same, as what they do is known.
 *
 * Cost O(S·A + nnz).
 */
export function addFloor(mdp: Mdp, reward: number): Mdp {
  const { nStates, nActions, observed, visits, stateLabels, variables } = mdp;
  const nEntries = mdp.nextState.length;
  return {
    ...mdp,
    nStates: nStates + 1,
    rowStart: extended(
      mdp.rowStart,
      Array.from({ length: nActions }, (_, a) => nEntries + a + 1),
    ),
    nextState: extended(mdp.nextState, new Array<number>(nActions).fill(nStates)),
    probability: extended(mdp.probability, new Array<number>(nActions).fill(1)),
    reward: extended(mdp.reward, new Array<number>(nActions).fill(reward)),
    initial: extended(mdp.initial, [0]),
    terminal: extended(mdp.terminal, [0]),
    outcome: extended(mdp.outcome, [0]),
    ...(observed && { observed: extended(observed, new Array<number>(nActions).fill(1)) }),
    ...(visits && { visits: extended(visits, new Array<number>(nActions).fill(0)) }),
    ...(stateLabels && { stateLabels: [...stateLabels, 'floor'] }),
    ...(variables && { variables: variables.map((one) => ({ ...one, level: [...one.level, null] })) }),
  };
}

/** A model without its last state, which nothing leads to any more. */
export function dropFloor(mdp: Mdp): Mdp {
  const { nActions, observed, visits, stateLabels, variables } = mdp;
  const nStates = mdp.nStates - 1;
  const nRows = nStates * nActions;
  const nEntries = mdp.rowStart[nRows];
  return {
    ...mdp,
    nStates,
    rowStart: mdp.rowStart.slice(0, nRows + 1),
    nextState: mdp.nextState.slice(0, nEntries),
    probability: mdp.probability.slice(0, nEntries),
    reward: mdp.reward.slice(0, nEntries),
    initial: mdp.initial.slice(0, nStates),
    terminal: mdp.terminal.slice(0, nStates),
    outcome: mdp.outcome.slice(0, nStates),
    ...(observed && { observed: observed.slice(0, nRows) }),
    ...(visits && { visits: visits.slice(0, nRows) }),
    ...(stateLabels && { stateLabels: stateLabels.slice(0, nStates) }),
    ...(variables && { variables: variables.map((one) => ({ ...one, level: one.level.slice(0, nStates) })) }),
  };
}

function extended<T extends Uint8Array | Uint32Array | Float64Array>(array: T, more: readonly number[]): T {
  const Typed = array.constructor as new (length: number) => T;
  const longer = new Typed(array.length + more.length);
  longer.set(array);
  longer.set(more, array.length);
  return longer;
}
