import { availableParallelism } from 'node:os';
import { ArgumentError } from '../../core/errors.js';
import type { Experiment } from '../../experiments/experiment.js';

/**
 * How many trials of an experiment run at once here.
 *
 * @param asked default one a core, or one alone where time is measured
 * @throws ArgumentError for a number that cannot be
 */
export function workersFor({ name, timed = false }: Experiment, asked: number | undefined): number {
  const workers = asked ?? (timed ? 1 : availableParallelism());
  if (!Number.isInteger(workers) || workers < 1)
    throw new ArgumentError(`--workers: must be a whole number from 1, got ${workers}`);
  if (timed && workers > 1)
    throw new ArgumentError(
      `--workers: experiment ${name} measures time, so one trial runs at a time, got ${workers} - leave it out`,
    );
  return workers;
}
