import type { Mdp } from '../mdp.js';

/**
 * Which actions an optimal policy chooses among: `seen`, those with a logged case in the state (a state without any:
 * all that have one somewhere), or `all`. A model without `observed` is exact, and all its actions count as seen.
 */
export type ActionChoice = 'seen' | 'all';

export interface ChoosableActions {
  /** Shape (S·A), 0 or 1: the pairs to choose among; none in terminal states. */
  readonly choosable: Uint8Array;
  /**
   * States, in order, in which no action was seen, so that all are choosable that were seen elsewhere. Empty for `all`
   * and for exact models.
   */
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
  // An action that occurs nowhere is no action: a log that counts from one has none that is 0.
  const elsewhere = new Uint8Array(nActions);
  observed?.forEach((one, row) => (elsewhere[row % nActions] |= one));
  const fallback = actions === 'seen' && elsewhere.includes(1) ? elsewhere : elsewhere.fill(1);
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    const [first, end] = [s * nActions, (s + 1) * nActions];
    const seen = actions === 'seen' ? observed?.subarray(first, end) : undefined;
    if (seen?.includes(1)) choosable.set(seen, first);
    else {
      choosable.set(fallback, first);
      if (seen) unseenStates.push(s);
    }
    for (let row = first; row < end; row++) if (rowStart[row] === rowStart[row + 1]) choosable[row] = 0;
    if (choosable.subarray(first, end).includes(1)) continue;
    // What was seen elsewhere is not possible here: then what is.
    for (let row = first; row < end; row++) if (rowStart[row] < rowStart[row + 1]) choosable[row] = 1;
  }
  return { choosable, unseenStates };
}
