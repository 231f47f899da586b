import { describe, expect, it } from 'vitest';
import { jackknife } from '../../../../src/ope/intervals/bootstrap/jackknife.js';

const x = [1, 2, 6];
const mean = (counts: Float64Array, out: Float64Array): boolean => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  out[0] = counts.reduce((sum, count, i) => sum + count * x[i], 0) / total;
  out[1] = total;
  return true;
};

describe('jackknife', () => {
  it('leaves each out in turn', () => {
    expect(jackknife(mean, { n: 3, nStatistics: 2 }).values).toEqual(Float64Array.of(4, 2, 3.5, 2, 1.5, 2));
  });

  it('passes over those without which nothing is defined', () => {
    const needsSecond = (counts: Float64Array, out: Float64Array): boolean => mean(counts, out) && counts[1] > 0;
    const { values, undefinedCount } = jackknife(needsSecond, { n: 3, nStatistics: 2 });
    expect(values).toEqual(Float64Array.of(4, 2, 1.5, 2));
    expect(undefinedCount).toBe(1);
  });

  it('refuses a statistic that is not finite, and an empty log', () => {
    const wrong = (counts: Float64Array, out: Float64Array): boolean => {
      out[0] = 1 / counts[2];
      return true;
    };
    expect(() => jackknife(wrong, { n: 3, nStatistics: 1 })).toThrow(
      'jackknife: statistic 0 must be finite, got Infinity without trajectory 2',
    );
    expect(() => jackknife(mean, { n: 0, nStatistics: 1 })).toThrow('jackknife: n must be an integer ≥ 1, got 0');
  });
});
