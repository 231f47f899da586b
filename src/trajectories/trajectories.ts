import type { Absorption, NamedEnd } from '../mdp/mdp.js';
import type { FeatureStates } from '../states/featureStates.js';

/**
 * Logged runs as columns. Step i of all steps belongs to episode e if episodeStart[e] ≤ i < episodeStart[e + 1];
 * within an episode nextState[i] = state[i + 1]. Episodes may have any length from 1.
 */
export interface Trajectories {
  readonly nEpisodes: number;
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (n + 1). */
  readonly episodeStart: Uint32Array;
  /** Shape (steps). */
  readonly state: Int32Array;
  /** Shape (steps). */
  readonly action: Int32Array;
  /** Shape (steps). */
  readonly reward: Float64Array;
  /** Shape (steps). */
  readonly nextState: Int32Array;
  /** Shape (n): 1 if the process ended with the last step, 0 if the log stops there while the process went on. */
  readonly terminated: Uint8Array;
  /** Shape (steps): the behaviour policy's probability of the action taken, in (0, 1]. */
  readonly propensity?: Float64Array;
  /** Shape (steps × A): the behaviour policy's probabilities of all actions. */
  readonly propensities?: Float64Array;
  /** Shape (n): what the recorded states leave out, constant within an episode. */
  readonly hidden?: Int32Array;
  /** Shape (n): the log's own names of the episodes, where they are not 0 to n − 1. */
  readonly episodeId?: readonly string[];
  readonly source: TrajectoriesSource;
}

/** What the states mean; needed to match the log with models and policies. */
export interface TrajectoriesSource {
  /** Registered name of the environment, where there is one. */
  readonly env?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Name of the state space. */
  readonly space?: string;
  /** The most steps an episode could have. */
  readonly horizon?: number;
  /** How the ends of a log that was projected are shown: see `projectTrajectories`. */
  readonly absorption?: Absorption;
  /** Shape (S): what the log called its states, where they were numbered as it was read. */
  readonly states?: readonly string[];
  /** Shape (A): likewise its actions. */
  readonly actions?: readonly string[];
  /** Ends that are known by name. */
  readonly ends?: readonly NamedEnd[];
  /** The features that its states were made of. */
  readonly features?: FeatureStates;
}

/** How the log names episode e. */
export function episodeName(trajectories: Trajectories, episode: number): string {
  return trajectories.episodeId?.[episode] ?? String(episode);
}
