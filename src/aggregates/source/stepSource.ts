import type { TrajectoriesSource } from '../../trajectories/trajectories.js';

/**
 * Some successive rows of a log as columns. The rows of an episode are adjacent and in order, but a chunk may begin and
 * end anywhere. Whoever reads it is done with it before the next is asked for.
 */
export interface StepChunk {
  /** The file or table that the rows come from, for messages. No episode goes on in another. */
  readonly file: string;
  /** Names of the episodes, one for each run of rows of the same. */
  readonly names: readonly string[];
  /** Shape (runs + 1): rows start[k] to start[k + 1] − 1 are of episode names[k]. */
  readonly start: ArrayLike<number>;
  /** Shape (rows), as are the others: step within the episode, from 0. */
  readonly t: Int32Array;
  readonly state: Int32Array;
  readonly action: Int32Array;
  readonly reward: Float64Array;
  readonly nextState: Int32Array;
  /** 1 on the last row of an episode whose process ended, else 0. */
  readonly terminated: Uint8Array;
  /** The behaviour policy's probability of the action taken. */
  readonly propensity?: Float64Array;
}

/** A log of any length: in memory, in files, or what a database answers. */
export interface StepSource {
  /** Opens messages. */
  readonly name: string;
  /** Undefined where only the rows will tell. */
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  readonly source: TrajectoriesSource;
  /** Whether its chunks have propensities. */
  readonly hasPropensity: boolean;
  /** The rows from the first on, each time it is called. */
  chunks(): Iterable<StepChunk> | AsyncIterable<StepChunk>;
}
