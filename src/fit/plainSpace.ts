import { DataError } from '../core/errors.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { FitSpace } from './fitSpace.js';
import { type LoggedTransitions, loggedTransitions, timesOf } from './loggedTransitions.js';
import type { Outcome } from '../mdp/outcome.js';
import type { StateSpace } from '../mdp/stateSpace.js';

/** The outcome of ends that have no name. */
const ENDED = 'ended';

/**
 * The space of a log without a known environment: every state stands for itself, and a state that some run ended in is
 * an end. Where the log knows its ends by name (`source.ends`) each name is an outcome, in their order, whose reward is
 * the mean logged reward of entering it (0 if no run did); other ends have the outcome `ended`.
 *
 * @throws DataError if a run passes through a state in which another ended
 */
export function plainSpace(log: Trajectories | LoggedTransitions): FitSpace {
  const logged = loggedTransitions(log);
  const { nStates, source } = logged;
  const outcome = endsByName(logged);
  checkEnds(logged, outcome);
  const names = [...new Set((source.ends ?? []).map(({ name }) => name))];
  const unnamed = outcome.includes(names.length + 1) || names.length === 0;
  const outcomes: Outcome[] = [
    { name: 'ongoing', reward: 0 },
    ...names.map((name, i) => ({ name, reward: meanLastReward(logged, outcome, i + 1) })),
    ...(unnamed ? [{ name: ENDED, reward: 0 }] : []),
  ];
  const ofEnd = new Map(source.ends?.map(({ state, name }) => [state, name]));
  const plain: StateSpace = {
    name: source.space ?? 'states',
    nStates,
    outcome,
    label: (state) => ofEnd.get(state) ?? source.states?.[state] ?? String(state),
  };
  const identity = Uint32Array.from({ length: nStates }, (_, s) => s);
  return {
    abstraction: { from: plain, to: plain, map: identity, interior: identity },
    outcomes,
    ofLog: true,
    ...(source.actions && { actionLabels: source.actions }),
  };
}

/**
 * Shape (S): 0 for states that go on, 1 and up for the named ends in the order of their names, one more for any other
 * end.
 */
function endsByName({ nStates, nextState, ended, source }: LoggedTransitions): Uint8Array {
  const ends = source.ends ?? [];
  const names = [...new Set(ends.map(({ name }) => name))];
  const outcome = new Uint8Array(nStates);
  for (let i = 0; i < nextState.length; i++) if (ended[i] === 1) outcome[nextState[i]] = names.length + 1;
  for (const { name, state } of ends) outcome[state] = names.indexOf(name) + 1;
  return outcome;
}

function checkEnds({ state, nextState, ended, rowName }: LoggedTransitions, outcome: Uint8Array): void {
  for (let i = 0; i < state.length; i++)
    if (outcome[state[i]] > 0)
      throw new DataError(
        `fit: a state in which runs end must not be one that runs pass through, got state ${state[i]} in ${rowName(i)} - record ends as states of their own`,
      );
  // No run goes on from there, so that each stops.
  for (let i = 0; i < state.length; i++)
    if (ended[i] === 0 && outcome[nextState[i]] > 0)
      throw new DataError(
        `fit: ${rowName(i)} must have ended, as it stops in state ${nextState[i]}, in which other runs end - set terminated, or say --ends-terminate`,
      );
}

/** Mean reward of the steps that end a run with this outcome; 0 if none does. */
function meanLastReward(logged: LoggedTransitions, outcome: Uint8Array, wanted: number): number {
  const { nextState, reward } = logged;
  let [sum, n] = [0, 0];
  // None but the last steps of runs lead to an end.
  for (let i = 0; i < nextState.length; i++) {
    if (outcome[nextState[i]] !== wanted) continue;
    sum += reward[i];
    n += timesOf(logged, i);
  }
  return n > 0 ? sum / n : 0;
}
