import { expect, it } from 'vitest';
import { BenchmarkCoveragePicture } from '../../../src/cli/pictures/BenchmarkCoveragePicture.js';
import { BenchmarkErrorPicture } from '../../../src/cli/pictures/BenchmarkErrorPicture.js';
import { coverageRange } from '../../../src/cli/pictures/coverageRange.js';
import type { BenchmarkCell } from '../../../src/experiments/benchmark/benchmarkReport.js';
import { benchmarkSpecification } from '../../../src/experiments/benchmark/benchmarkSpecification.js';
import type { EstimatorSummary } from '../../../src/experiments/benchmark/benchmarkSummary.js';
import { dotsOf, drawingOf, placeOfText } from './drawing.js';

const estimators: readonly EstimatorSummary[] = [
  {
    ...{ estimator: 'is', truth: 1, n: 20, nUndefined: 0, rmse: 10, bias: { n: 20, mean: -1, standardError: 0.4 } },
    intervals: { t: { n: 20, missing: 0, coverage: 0.5, standardError: 0.1, meanWidth: 1 } },
  },
  {
    ...{ estimator: 'dm', truth: 1, n: 15, nUndefined: 5, rmse: 0.1, bias: { n: 15, mean: 0.05, standardError: 0.03 } },
    intervals: { t: { n: 10, missing: 5, coverage: 1, standardError: 0, meanWidth: 1 } },
  },
  { estimator: 'none', truth: 1, n: 0, nUndefined: 20, intervals: { t: { n: 0, missing: 0 } } },
];
const cells: readonly BenchmarkCell[] = [10, 1000, 5000].map((episodes) => ({
  ...{ episodes, behaviour: 'known', dataSets: 20, estimators },
}));
const specification = benchmarkSpecification('model-win', { intervals: ['t'], episodes: [10, 1000, 5000] });

it('has errors on a logarithmic axis, and the bias where chance alone would hardly make it', () => {
  const drawing = drawingOf(BenchmarkErrorPicture({ specification, cells }));
  const [tenth, one, ten] = ['0.1', '1', '10'].map((text) => placeOfText(drawing, text));
  // Of `is` the bias is 2.5 errors from 0, of `dm` 1.7.
  expect(dotsOf(drawing).slice(0, 3)).toEqual([one, ten, tenth]);
  expect(dotsOf(drawing)).toHaveLength(9);
  expect(drawing.description).toContain(
    '20 data sets of 1,000 trajectories, behaviour known: is: rmse 10.00, bias \u22121.0000; dm: rmse 0.1000 in 15 of 20, bias +0.0500; none: rmse undefined.',
  );
});

it('has coverage with where it lies beside the level, and says which is too low', () => {
  const drawing = drawingOf(BenchmarkCoveragePicture({ specification, cells }));
  const [none, all] = [`0\u00a0%`, `100\u00a0%`].map((text) => placeOfText(drawing, text));
  const x = (share: number): number => none + share * (all - none);
  // The first has a cross in place of its dot.
  expect(dotsOf(drawing)).toHaveLength(cells.length);
  expect(dotsOf(drawing)[0]).toBe(all);
  const ranges = Array.from(
    drawing.file.matchAll(/<path d="M([\d.]+),[\d.]+H([\d.]+)"[^>]*stroke-width="2"/g),
    ([, from, to]) => [Number(from), Number(to)],
  );
  const { lower, upper } = coverageRange(0.5, 20);
  expect(ranges[0]).toBeAllClose([x(lower), x(upper)], { atol: 0.11 });
  expect(ranges[1]).toBeAllClose([x(coverageRange(1, 10).lower), all], { atol: 0.11 });
  expect(drawing.texts.filter((text) => text === 'too seldom')).toHaveLength(3);
  expect(drawing.description).toContain(
    `Intervals by t, 20 data sets of 10 trajectories, behaviour known: is: share 50.0\u00a0%, too seldom; dm: share 100.0\u00a0% of 10; none: share no interval; promised 95\u00a0%.`,
  );
});

it('has the interval of a share that its score test leaves', () => {
  // Both ends solve (share − p)² = z² p (1 − p) / n.
  const z = 1.959963984540054;
  for (const [share, n] of [
    [0.5, 20],
    [1, 10],
    [0, 3],
  ]) {
    const { lower, upper } = coverageRange(share, n);
    for (const p of [lower, upper]) expect((share - p) ** 2).toBeAllClose((z * z * p * (1 - p)) / n, { atol: 1e-9 });
    expect(lower <= share && share <= upper && lower < upper).toBe(true);
  }
});
