import type { Experiment, Plan } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { benchmarkReport } from './benchmarkReport.js';
import { type BenchmarkSpecification, benchmarkSpecification } from './benchmarkSpecification.js';
import { type BenchmarkResult, type BenchmarkTrial, benchmarkTrial } from './benchmarkTrial.js';

/**
 * Bias, spread, error and interval coverage of off-policy estimators over repeated data sets, against exact values.
 *
 * It has no published figures; `specifications` are those of sepsis, and `benchmarkSpecification` has the others.
 */
export const benchmark: Experiment<BenchmarkSpecification, BenchmarkTrial, BenchmarkResult> = {
  name: 'benchmark',
  specifications: { full: benchmarkSpecification('sepsis'), quick: benchmarkSpecification('sepsis', { quick: true }) },
  trials,
  run: benchmarkTrial,
  report: benchmarkReport,
};

/** Blocks of data sets; repeats are data sets. */
function trials(
  specification: BenchmarkSpecification,
  { seed, repeats = specification.dataSets }: Plan,
): BenchmarkTrial[] {
  const { block } = specification;
  const dataSets = seedsOf(0, repeats);
  return specification.episodes.flatMap((episodes) =>
    dataSets
      .filter((first) => first % block === 0)
      .map((first) => {
        const count = Math.min(block, repeats - first);
        return { name: `n-${episodes}-sets-${first}-to-${first + count - 1}`, episodes, first, count, seed };
      }),
  );
}
