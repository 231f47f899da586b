import type { VerdictLevel } from '../../../honest/verdict/verdict.js';
import type { Results } from './results.js';
import type { Settings } from './settings.js';

/** A run of the pipeline that was tried in this sitting. */
export interface Run extends Settings {
  readonly promise: number;
  readonly truth: number;
  /** By the library, from the log alone. */
  readonly verdict: VerdictLevel;
}

/** The runs with one more; one of the same settings is the same run, and is there once. */
export function withRun(runs: readonly Run[], settings: Settings, { promise, verdict }: Results): readonly Run[] {
  if (!promise || !verdict || runs.some((run) => isOf(run, settings))) return runs;
  return [...runs, { ...settings, promise: promise.promise.value, truth: promise.truth.value, verdict: verdict.level }];
}

/** Comma-separated values: a row a run, every digit of its figures. */
export function runsCsv(runs: readonly Run[]): string {
  return [COLUMNS.join(','), ...runs.map((run) => COLUMNS.map((column) => COLUMN[column](run)).join(','))]
    .map((line) => `${line}\n`)
    .join('');
}

const COLUMN: Readonly<Record<string, (run: Run) => string | number>> = {
  patients: (run) => run.patients,
  seed: (run) => run.seed,
  space: (run) => run.space,
  worst: (run) => run.worst,
  plan: (run) => run.plan,
  discount: (run) => run.discount,
  horizon: (run) => run.horizon,
  judged_at: (run) => run.judgedAt,
  promise: (run) => run.promise,
  truth: (run) => run.truth,
  promise_minus_truth: (run) => run.promise - run.truth,
  verdict: (run) => run.verdict,
};

const COLUMNS = Object.keys(COLUMN);

function isOf(run: Run, settings: Settings): boolean {
  return (Object.keys(settings) as (keyof Settings)[]).every((name) => run[name] === settings[name]);
}
