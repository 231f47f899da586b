import type { NamedEnd } from '../../mdp/mdp.js';
import type { Trajectories } from '../trajectories.js';
import { EndsSurvey } from './endsSurvey.js';
import { enterEnds } from './enterEnds.js';

export { NO_STATE } from './noState.js';

export interface EndsOptions {
  /** States in which runs end, by the name of the end. */
  readonly ends?: readonly NamedEnd[];
  /** Whether a run that stops in a state in which others end has ended too; default false. */
  readonly endsTerminate?: boolean;
  /**
   * Ends to add after the largest state, and for each run the index of the one that it enters; −1 where it is cut off.
   */
  readonly outcomes?: { readonly names: readonly string[]; readonly entered: ArrayLike<number> };
}

export interface ResolvedEnds {
  /** Its columns are fresh where they differ. */
  readonly log: Trajectories;
  /** What was added or taken to have ended, a sentence each. */
  readonly said: readonly string[];
}

/**
 * Where the runs of a log from elsewhere end, so that fitting a model and estimating see the same states.
 *
 * After `terminated` what a log holds as the next state is often not a state of its own: nothing, the state before, the
 * first state of the next run. A next state in which no run goes on stays the end that it is. One that some run leaves,
 * or none at all, means nothing: all such runs enter one end that is added after the largest state. Likewise a run that
 * is cut off without a next state stops in one added state, which no step leaves. Outcomes add an end each, before
 * these.
 *
 * @param where opens the messages of errors: the file
 * @param log of no known environment, its sizes checked by `checkSizes`; the last next state of an episode may be
 *   `NO_STATE`
 * @throws DataError if a named end is no state, is left by a run, or is where a run stops without having ended
 *
 * Cost O(steps + S).
 */
export function resolveEnds(where: string, log: Trajectories, options: EndsOptions = {}): ResolvedEnds {
  const { endsTerminate = false, outcomes, ends = [] } = options;
  const survey = new EndsSurvey();
  survey.add(log, outcomes?.entered);
  const rules = survey.finish(where, log.nStates, { ends, endsTerminate, outcomes: outcomes?.names ?? [] });
  const copy = { ...log, nextState: log.nextState.slice(), terminated: log.terminated.slice() };
  return { log: enterEnds(where, copy, rules, outcomes?.entered), said: rules.said };
}
