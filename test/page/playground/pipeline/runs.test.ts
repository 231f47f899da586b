import { expect, it } from 'vitest';
import { runsCsv, withRun } from '../../../../src/page/playground/pipeline/runs.js';
import type { Results, Worth } from '../../../../src/page/playground/pipeline/results.js';
import { FIRST } from '../../../../src/page/playground/pipeline/settings.js';

const worth = (value: number): Worth => ({ value, outcomes: [0, 0, 1] });
const results: Results = {
  promise: { promise: worth(0.75), truth: worth(-0.5), physician: worth(0) },
  verdict: { level: 'weak', reasons: [], remarks: [] },
};

it('takes a run in when its verdict is there, and once', () => {
  const runs = withRun([], FIRST, results);
  expect(runs).toEqual([{ ...FIRST, promise: 0.75, truth: -0.5, verdict: 'weak' }]);
  expect(withRun([], FIRST, { promise: results.promise! })).toEqual([]);
  expect(withRun(runs, FIRST, results)).toBe(runs);
  expect(withRun(runs, { ...FIRST, seed: 2 }, results)).toHaveLength(2);
});

it('writes a row a run, with every digit', () => {
  expect(runsCsv(withRun([], { ...FIRST, worst: 0.1 }, results))).toBe(
    `patients,seed,space,worst,plan,discount,horizon,judged_at,promise,truth,promise_minus_truth,verdict
1000,1,projected,0.1,forever,0.99,20,1,0.75,-0.5,1.25,weak
`,
  );
});
