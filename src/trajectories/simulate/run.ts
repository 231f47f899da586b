import type { Progress } from '../../core/progress.js';
import { checkPolicyDefined } from '../../mdp/checkPolicyActs.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { TrajectoriesBuilder } from '../trajectoriesBuilder.js';

/** What is to be run: as of `SimulateOptions`, with all defaults. */
export interface Run {
  readonly episodes: number;
  readonly firstEpisode: number;
  readonly horizon: number;
  readonly progress: Progress;
}

/** Rows of a policy from one step to the next: none for a stationary one. */
export function rowsPerStep(policy: MarkovPolicy): number {
  return isOverTime(policy) ? policy.nStates : 0;
}

/** @throws ArgumentError that the policy does not say what to do in this state at step t */
export function refuseUndefined(policy: MarkovPolicy, state: number, t: number): void {
  const when = isOverTime(policy) ? ` at step ${t}` : '';
  checkPolicyDefined('simulate', policyAtStep(policy, t), [state], `which a run reaches${when}`);
}

/** A hundred reports at most, and one at the end. */
export function reportAfter(e: number, { episodes, progress }: Run): void {
  if ((e + 1) % Math.ceil(episodes / 100) === 0 || e + 1 === episodes) progress(e + 1, episodes);
}

/** From how many episodes on the number of steps of all of them is told from a part, and from which part. */
const PART = 1 / 32;
const LEAST_PART = 4096;
/** Spare room beyond what the part makes expect: a few of its standard errors. */
const SPARE = 1 / 32;

/** After how many episodes there is to be made room for all. */
export function tellingEpisodes({ episodes }: Run): number {
  const part = Math.max(LEAST_PART, Math.ceil(episodes * PART));
  return part <= episodes / 2 ? part : Infinity;
}

/**
 * Makes room for all steps, whose number it tells from those of the first episodes.
 *
 * @param steps of `tellingEpisodes` episodes
 */
export function makeRoom(builder: TrajectoriesBuilder, steps: number, run: Run): void {
  const { episodes, horizon } = run;
  const expected = Math.ceil((steps / tellingEpisodes(run)) * episodes * (1 + SPARE));
  builder.reserve({ steps: Math.min(expected, episodes * horizon), episodes });
}
