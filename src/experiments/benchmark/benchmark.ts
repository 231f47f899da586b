import type { Experiment, Grouping, Plan } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { benchmarkReport } from './benchmarkReport.js';
import { type BenchmarkSpecification, benchmarkSpecification } from './benchmarkSpecification.js';
import { type BenchmarkResult, type BenchmarkTrial, benchmarkTrial } from './benchmarkTrial.js';

/** Where there are as many data sets: enough for the cores of a machine, or the shards of a cluster. */
const LEAST_TRIALS = 64;

const grouping: Grouping<BenchmarkTrial, BenchmarkResult> = {
  items: ({ episodes, first, count, seed }) =>
    Array.from({ length: count }, (_, i) => blockOf(episodes, first + i, 1, seed)),
  cut: ({ dataSets }) => dataSets.map((dataSet) => ({ dataSets: [dataSet] })),
  join: (results) => ({ dataSets: results.flatMap(({ dataSets }) => dataSets) }),
};

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
  grouping,
  report: benchmarkReport,
};

/** Blocks of data sets, the larger the more there are; repeats are data sets. */
function trials(
  { episodes: sizes, block, dataSets }: BenchmarkSpecification,
  { seed, repeats = dataSets }: Plan,
): BenchmarkTrial[] {
  const length = Math.max(1, Math.min(block, Math.floor((sizes.length * repeats) / LEAST_TRIALS)));
  const firsts = seedsOf(0, repeats).filter((first) => first % length === 0);
  return sizes.flatMap((episodes) =>
    firsts.map((first) => blockOf(episodes, first, Math.min(length, repeats - first), seed)),
  );
}

function blockOf(episodes: number, first: number, count: number, seed: number): BenchmarkTrial {
  const sets = count === 1 ? `set-${first}` : `sets-${first}-to-${first + count - 1}`;
  return { name: `n-${episodes}-${sets}`, episodes, first, count, seed };
}
