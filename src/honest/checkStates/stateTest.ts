import type { Rng } from '../../core/random/rng.js';
import type { StepColumns } from './stepColumns.js';

export type StateTestName = 'B0' | 'B1' | 'B2' | 'D1' | 'D2' | 'D4' | 'D5';

/** A test of whether the states hide something. */
export interface StateTest {
  readonly name: StateTestName;
  /** The question, for people; a yes is a rejection. */
  readonly question: string;
  /** @returns what was found, or in words why the log does not let it run */
  readonly run: (
    rng: Rng,
    columns: StepColumns,
    options: { readonly permutations: number },
  ) => StateTestFigures | string;
}

/** What a test found. */
export interface StateTestFigures {
  /** Chance of a statistic as large where the states hide nothing. */
  readonly p: number;
  /** Statistic less its mean where nothing is hidden, over its standard deviation there; B0 has none. */
  readonly z?: number;
  /** Steps that could tell: those where both sides of the comparison vary. */
  readonly nSteps: number;
  /** B0: two steps whose probabilities contradict a function of state and action. */
  readonly counterexample?: readonly [step: number, step: number];
}
