import type { StepChunk } from '../../../aggregates/source/stepSource.js';
import type { TrajectoriesSource } from '../../../trajectories/trajectories.js';
import type { ColumnNames } from '../../trajectories/columns/logColumn.js';

/** How the files of a log are read. */
export interface StepFileOptions {
  /** Names of columns that are called something else in the files. */
  readonly columns?: ColumnNames | undefined;
  /** What a file that does not say it has. */
  readonly nStates?: number | undefined;
  readonly nActions?: number | undefined;
}

/** What is known of a file of a log before its rows are read. */
export interface StepFile {
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  readonly source: TrajectoriesSource;
  readonly hasPropensity: boolean;
  /** Rows of each piece that can be read apart: groups of rows of Parquet, or text as one. */
  readonly pieces: readonly number[];
  /** Reads from here on. */
  open: () => StepPieces | Promise<StepPieces>;
}

export interface StepPieces {
  chunks: (piece: number) => Iterable<StepChunk> | AsyncIterable<StepChunk>;
  /** To be called when no more is wanted, whatever happened. */
  close?: () => Promise<void>;
}
