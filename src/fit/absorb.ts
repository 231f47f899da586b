import { ArgumentError } from '../core/errors.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { Outcome } from '../mdp/outcome.js';
import type { Abstraction, StateSpace } from '../mdp/stateSpace.js';
import type { TransitionColumns } from './transitionCounts.js';

/** The log's transitions over the coarse space, ends entering its end states: absorption `direct`. */
export function directColumns(trajectories: Trajectories, { map }: Abstraction): TransitionColumns {
  return {
    state: trajectories.state.map((s) => map[s]),
    action: trajectories.action,
    reward: trajectories.reward,
    nextState: trajectories.nextState.map((s) => map[s]),
  };
}

/**
 * The log's transitions over the coarse space, ends entering the coarse state of their variables, and the counts that
 * absorption `published` adds: see `FitOptions`.
 *
 * @throws ArgumentError if the log's space does not tell which states are ends
 */
export function publishedColumns(
  trajectories: Trajectories,
  { from, to, interior }: Abstraction,
  outcomes: readonly Outcome[],
  endState: readonly (number | undefined)[],
): TransitionColumns {
  if (from === to || from.outcome.every((outcome) => outcome === 0))
    throw new ArgumentError(
      `fit: published absorption needs the recorded end states of a finer space, got a log over '${from.name}' for a model over '${to.name}' - use absorption direct, or a log over the recorded space`,
    );
  const columns = {
    state: Array.from(trajectories.state, (s) => interior[s]),
    action: Array.from(trajectories.action),
    reward: Array.from(trajectories.reward),
    nextState: Array.from(trajectories.nextState, (s) => interior[s]),
  };
  const added = new Set<number>();
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    if (trajectories.terminated[e] === 0) continue;
    const last = trajectories.episodeStart[e + 1] - 1;
    const end = trajectories.nextState[last];
    // The reward of the end is earned on the way from the coarse state to the end state, not on the way into the
    // former.
    columns.reward[last] -= outcomes[from.outcome[end]].reward;
    added.add(end);
  }
  for (const end of added) {
    for (let a = 0; a < trajectories.nActions; a++) {
      columns.state.push(interior[end]);
      columns.action.push(a);
      columns.reward.push(outcomes[from.outcome[end]].reward);
      columns.nextState.push(endState[from.outcome[end]] ?? interior[end]);
    }
  }
  return columns;
}

/** For each outcome the one state of the space that stands for it, if there is exactly one. */
export function endStates(space: StateSpace, outcomes: readonly Outcome[]): (number | undefined)[] {
  return outcomes.map((_, outcome) => {
    const first = space.outcome.indexOf(outcome);
    return outcome > 0 && first >= 0 && first === space.outcome.lastIndexOf(outcome) ? first : undefined;
  });
}
