import { didYouMean } from '../core/didYouMean.js';
import { ArgumentError } from '../core/errors.js';
import { benchmark } from './benchmark/benchmark.js';
import type { Experiment } from './experiment.js';
import { figure1 } from './figure1/figure1.js';
import { figure2 } from './figure2/figure2.js';
import { learningCurves } from './learningCurves/learningCurves.js';
import { oberstSontag } from './oberstSontag/oberstSontag.js';
import { policyBenchmark } from './policies/policyBenchmark.js';
import { table1 } from './table1/table1.js';

/** The published experiments that can be run again, and what they leave to be asked. */
export const experiments: readonly Experiment[] = [oberstSontag, table1, figure1, figure2, learningCurves];

/** Those, and what only looks like one: trials that a worker is to find. */
const all: readonly Experiment[] = [...experiments, benchmark, policyBenchmark];

/**
 * The experiment of a name.
 *
 * @throws ArgumentError for an unknown name, listing the names
 */
export function findExperiment(name: string): Experiment {
  const found = all.find((experiment) => experiment.name === name);
  if (found) return found;
  throw new ArgumentError(
    `findExperiment: name must be one of ${all.map((experiment) => experiment.name).join(', ')}, got '${name}'${didYouMean(
      name,
      all.map((experiment) => experiment.name),
    )}`,
  );
}
