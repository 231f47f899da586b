import { describe, expect, it } from 'vitest';
import { sepsisReport } from '../support/report/reports.js';

describe('decisionFigures', () => {
  it('is never below the least possible', async () => {
    const { variances, least, nPairs } = (await sepsisReport()).policies[0].decisions!;
    expect(nPairs).toBeGreaterThan(0);
    for (const { joint, given } of variances) {
      expect(joint).toBeGreaterThanOrEqual(least.joint - 1e-12);
      expect(given).toBeGreaterThanOrEqual(least.given - 1e-12);
    }
  });

  it('has of its example couplings with the rows of the model as their margins, which differ', async () => {
    const { example } = (await sepsisReport()).policies[0].decisions!;
    const { couplings, p, q } = example!;
    const k = p.length;
    for (const coupling of couplings) {
      const rows = p.map((_, x) => coupling.subarray(x * k, (x + 1) * k).reduce((a, b) => a + b, 0));
      const columns = q.map((_, y) => coupling.filter((_, at) => at % k === y).reduce((a, b) => a + b, 0));
      expect(rows).toBeAllClose(p, { rtol: 1e-9, atol: 1e-12 });
      expect(columns).toBeAllClose(q, { rtol: 1e-9, atol: 1e-12 });
    }
    const apart = couplings[0].some((value, cell) => couplings.some((other) => Math.abs(other[cell] - value) > 1e-6));
    expect(apart).toBe(true);
  });
});
