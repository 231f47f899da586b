import { ArgumentError } from '../core/errors.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { Outcome } from '../mdp/outcome.js';
import type { Abstraction, StateSpace } from '../mdp/stateSpace.js';
import { type LoggedTransitions, loggedTransitions, timesOf } from './loggedTransitions.js';
import type { TransitionColumns } from './transitionCounts.js';

/** The log's transitions over the coarse space, ends entering its end states: absorption `direct`. */
export function directColumns(log: Trajectories | LoggedTransitions, { map }: Abstraction): TransitionColumns {
  return {
    state: Int32Array.from(log.state, (s) => map[s]),
    action: log.action,
    reward: log.reward,
    nextState: Int32Array.from(log.nextState, (s) => map[s]),
    ...('count' in log && { count: log.count }),
  };
}

/**
 * The log's transitions over the coarse space, ends entering the coarse state of their variables, and the counts that
 * absorption `published` adds: see `FitOptions`.
 *
 * @throws ArgumentError if the log's space does not tell which states are ends
 */
export function publishedColumns(
  log: Trajectories | LoggedTransitions,
  { from, to, interior }: Abstraction,
  outcomes: readonly Outcome[],
  endState: readonly (number | undefined)[],
): TransitionColumns {
  if (from === to || from.outcome.every((outcome) => outcome === 0))
    throw new ArgumentError(
      `fit: published absorption needs the recorded end states of a finer space, got a log over '${from.name}' for a model over '${to.name}' - use absorption direct, or a log over the recorded space`,
    );
  const logged = loggedTransitions(log);
  const columns = {
    state: Array.from(logged.state, (s) => interior[s]),
    action: Array.from(logged.action),
    reward: Array.from(logged.reward),
    nextState: Array.from(logged.nextState, (s) => interior[s]),
  };
  const count = Array.from(logged.state, (_, i) => timesOf(logged, i));
  const added = new Set<number>();
  for (let i = 0; i < logged.state.length; i++) {
    if (logged.ended[i] === 0) continue;
    const end = logged.nextState[i];
    // The reward of the end is earned on the way from the coarse state to the end state, not on the way into the
    // former.
    columns.reward[i] -= count[i] * outcomes[from.outcome[end]].reward;
    added.add(end);
  }
  // In the order of the states, whatever the order of the log.
  for (const end of [...added].sort((a, b) => a - b)) {
    for (let a = 0; a < logged.nActions; a++) {
      columns.state.push(interior[end]);
      columns.action.push(a);
      columns.reward.push(outcomes[from.outcome[end]].reward);
      count.push(1);
      columns.nextState.push(endState[from.outcome[end]] ?? interior[end]);
    }
  }
  return { ...columns, ...('count' in log && { count }) };
}

/** For each outcome the one state of the space that stands for it, if there is exactly one. */
export function endStates(space: StateSpace, outcomes: readonly Outcome[]): (number | undefined)[] {
  return outcomes.map((_, outcome) => {
    const first = space.outcome.indexOf(outcome);
    return outcome > 0 && first >= 0 && first === space.outcome.lastIndexOf(outcome) ? first : undefined;
  });
}
