import type { StepChunk } from '../../../aggregates/source/stepSource.js';
import type { TrajectoriesSource } from '../../../trajectories/trajectories.js';

/** A file of a log, in pieces that can be read apart: groups of rows of Parquet, or text as one. */
export interface StepFile {
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  readonly source: TrajectoriesSource;
  readonly hasPropensity: boolean;
  /** Rows of each piece. */
  readonly pieces: readonly number[];
  chunks: (piece: number) => AsyncIterable<StepChunk>;
}
