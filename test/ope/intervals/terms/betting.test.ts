import { describe, expect, it } from 'vitest';
import { betting } from '../../../../src/ope/intervals/terms/betting.js';

describe('betting', () => {
  it('is as by hand for one term', () => {
    // alpha = 1/2: each gambler has to get to 4. The one for more does at 1 − m = 3 / sqrt(8 ln 4); the one for less
    // loses and never does.
    const { lower, upper } = betting(Float64Array.of(30), { level: 0.5, range: [10, 30] });
    expect([lower, upper]).toBeAllClose([30 - 20 * (3 / Math.sqrt(8 * Math.log(4))), 30]);
  });

  it('is a guarantee for the mean, to which it comes near', () => {
    const terms = Float64Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 10) / 10);
    const { lower, upper, warnings } = betting(terms, { level: 0.95, range: [0, 1] });
    expect(lower).toBeLessThan(0.45);
    expect(upper).toBeGreaterThan(0.45);
    expect(upper - lower).toBeLessThan(0.02);
    expect(warnings).toBeUndefined();
  });

  it('exchanges ends that crossed, and says so', () => {
    const sorted = Float64Array.from({ length: 400 }, (_, i) => Number(i < 200));
    const { lower, upper, warnings } = betting(sorted, { level: 0.95, range: [0, 1] });
    expect(lower).toBeLessThan(upper);
    expect(warnings).toEqual([
      'no single mean fits the terms in file order: the ends crossed and were exchanged - is the log sorted?',
    ]);
  });
});
