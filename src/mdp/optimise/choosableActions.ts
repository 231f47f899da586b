import type { Mdp } from '../mdp.js';

/**
 * Which actions an optimal policy chooses among: `seen`, those with a logged case in the state (a state without any: all), or
 * `all`. A model without `observed` is exact, and all its actions count as seen.
 */
export type ActionChoice = 'seen' | 'all';

export interface ChoosableActions {
  /** Shape (S·A), 0 or 1: the pairs to choose among; none in terminal states. */
  readonly choosable: Uint8Array;
  /** States, in order, in which no action was seen, so that all are choosable. Empty for `all` and for exact models. */
  readonly unseenStates: readonly number[];
}

/**
 * The pairs that a policy may choose. A pair that is not possible in the model, whose row is empty, never is one.
 *
 * Cost O(S·A).
 */
export function choosableActions(
  {
    nStates,
    nActions,
    rowStart,
    terminal,
    observed,
  }: Pick<Mdp, 'nStates' | 'nActions' | 'rowStart' | 'terminal' | 'observed'>,
  actions: ActionChoice,
): ChoosableActions {
  const choosable = new Uint8Array(nStates * nActions);
  const unseenStates: number[] = [];
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    const [first, end] = [s * nActions, (s + 1) * nActions];
    const seen = actions === 'seen' ? observed?.subarray(first, end) : undefined;
    if (seen?.includes(1)) choosable.set(seen, first);
    else {
      choosable.fill(1, first, end);
      if (seen) unseenStates.push(s);
    }
    for (let row = first; row < end; row++) if (rowStart[row] === rowStart[row + 1]) choosable[row] = 0;
  }
  return { choosable, unseenStates };
}
