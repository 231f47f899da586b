import { expect, it } from 'vitest';
import { summarizeEstimates } from '../../../src/experiments/benchmark/benchmarkSummary.js';

const stub = [
  { value: 1, intervals: { t: { lower: 0, upper: 2 }, bca: { reason: 'no' } } },
  { value: 2, intervals: { t: { lower: 1.5, upper: 2.5 }, bca: { reason: 'never' } } },
  { fault: 'no weight' },
  { value: 3, intervals: { t: { lower: 1, upper: 5 }, bca: { lower: 2, upper: 4 } } },
  { value: 6, intervals: { t: { reason: 'one term' }, bca: { lower: -1, upper: 0.5 } } },
  { fault: 'no weight, either' },
];

it('counts by hand what is defined, what covers and what is missing', () => {
  const { bias, intervals, ...rest } = summarizeEstimates('is', 1, stub, ['t', 'bca']);
  expect(rest).toMatchObject({ estimator: 'is', truth: 1, n: 4, nUndefined: 2, mean: 3, fault: 'no weight' });
  // Errors 0, 1, 2, 5: squares about their mean 2 are 4 + 1 + 0 + 9 = 14, about 0 they are 30.
  expect([bias!.mean, bias!.standardError!]).toBeAllClose([2, Math.sqrt(14 / 3 / 4)]);
  expect([rest.standardDeviation!, rest.rmse!]).toBeAllClose([Math.sqrt(14 / 3), Math.sqrt(30 / 4)]);

  // An end that meets the truth, 1, holds it: [0, 2] and [1, 5] do, [1.5, 2.5] does not.
  const { coverage, standardError, meanWidth, ...t } = intervals.t;
  expect(t).toEqual({ n: 3, missing: 1, reason: 'one term' });
  expect([coverage!, standardError!, meanWidth!]).toBeAllClose([2 / 3, Math.sqrt(2 / 27), 7 / 3]);
  expect(intervals.bca).toEqual({ n: 2, missing: 2, coverage: 0, standardError: 0, meanWidth: 1.75, reason: 'no' });
});

it('has no figures where nothing is defined', () => {
  expect(summarizeEstimates('is', 1, [{ fault: 'none' }], ['t'])).toEqual({
    estimator: 'is',
    truth: 1,
    n: 0,
    nUndefined: 1,
    fault: 'none',
    intervals: { t: { n: 0, missing: 0 } },
  });
});

it('takes an end that misses the truth by rounding for one that holds it', () => {
  const at = (lower: number, upper: number): number | undefined =>
    summarizeEstimates('dm', 0.3, [{ value: 0.3, intervals: { t: { lower, upper } } }], ['t']).intervals.t.coverage;
  expect(at(0.1 + 0.2, 0.1 + 0.2)).toBe(1);
  expect([at(0.3 + 1e-9, 1), at(0, 0.3 - 1e-9)]).toEqual([0, 0]);
});
