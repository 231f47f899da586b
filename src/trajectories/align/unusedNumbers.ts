import type { Trajectories } from '../trajectories.js';

/** Numbers below nStates and nActions that a log never uses, in increasing order. */
export interface UnusedNumbers {
  readonly states: readonly number[];
  readonly actions: readonly number[];
}

/**
 * States in which no step of a log begins or ends and that are no end known by name, and actions that are never taken.
 * A log that counts from one never uses 0.
 *
 * Cost O(steps + S + A).
 */
export function unusedNumbers({ nStates, nActions, state, nextState, action, source }: Trajectories): UnusedNumbers {
  const states = new Uint8Array(nStates);
  const actions = new Uint8Array(nActions);
  for (const s of state) states[s] = 1;
  for (const s of nextState) states[s] = 1;
  for (const end of source.ends ?? []) states[end.state] = 1;
  for (const a of action) actions[a] = 1;
  return { states: zeros(states), actions: zeros(actions) };
}

function zeros(used: Uint8Array): number[] {
  const unused: number[] = [];
  used.forEach((one, number) => one === 0 && unused.push(number));
  return unused;
}
