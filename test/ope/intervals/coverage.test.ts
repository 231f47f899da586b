import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { accelerated } from '../../../src/ope/intervals/bootstrap/bca.js';
import { bernstein } from '../../../src/ope/intervals/terms/bernstein.js';
import { betting } from '../../../src/ope/intervals/terms/betting.js';
import { bettingWeights } from '../../../src/ope/intervals/terms/bettingWeights.js';
import { percentile } from '../../../src/ope/intervals/bootstrap/bootstrap.js';
import {
  type CountedStatistics,
  bootstrapReplicates,
} from '../../../src/ope/intervals/bootstrap/bootstrapReplicates.js';
import { hoeffding } from '../../../src/ope/intervals/terms/hoeffding.js';
import type { Interval } from '../../../src/ope/intervals/interval.js';
import { jackknife } from '../../../src/ope/intervals/bootstrap/jackknife.js';

const root = createRng(11);

function misses({ lower, upper }: Interval, value: number): number {
  return Number(lower > value || upper < value);
}

/** How far above its expectation a mean of `runs` values may be by chance, with probability 1e-6. */
function slack(runs: number, valueRange: number): number {
  return valueRange * Math.sqrt(Math.log(1e6) / (2 * runs));
}

describe('the guaranteed intervals cover', () => {
  const runs = 3000;
  const options = { level: 0.8, range: [0, 1] } as const;

  it.each([
    ['hoeffding', hoeffding],
    ['bernstein', bernstein],
    ['betting', betting],
  ] as const)('a Bernoulli mean: %s', (name, method) => {
    // Finds a coverage of 0.704 or less for 0.8, as that of betting with alpha for each gambler instead of alpha / 2.
    for (const p of [0.5, 0.1]) {
      let missed = 0;
      for (let run = 0; run < runs; run++) {
        const rng = root.fork('bernoulli', p, run);
        const terms = Float64Array.from({ length: 50 }, () => Number(rng.uniform() < p));
        missed += misses(method(terms, options), p) / runs;
      }
      expect(missed, `${name} at ${p}`).toBeLessThan(0.2 + slack(runs, 1));
    }
  });

  it('the value of a policy seen through large weights: betting-weights', () => {
    // Action 1 is logged in 1/5 of the trajectories and taken in 9/10: weights 4.5 and 1/8. Finds a coverage of 0.704
    // or less for 0.8.
    const value = 0.9 * 0.7 + 0.1 * 0.2;
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      const rng = root.fork('bandit', run);
      const weights = new Float64Array(50);
      const returns = weights.map((_, i) => {
        const rare = rng.uniform() < 0.2;
        weights[i] = rare ? 4.5 : 1 / 8;
        return Number(rng.uniform() < (rare ? 0.7 : 0.2));
      });
      missed += misses(bettingWeights({ weights, returns }, options), value) / runs;
    }
    expect(missed).toBeLessThan(0.2 + slack(runs, 1));
  });
});

describe('the bootstrap of a variance', () => {
  it('misses above less often with bca than with percentiles, as its distribution is skewed', () => {
    // A variance of 20 normals is chi-square and biased downwards. The upper end is to miss in 0.05; percentiles miss
    // in about 0.25. Finds a difference between the two of 0.167 or more for sure.
    const [runs, n] = [4000, 20];
    let difference = 0;
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      const rng = root.fork('normal', run);
      const x = Float64Array.from({ length: n }, () => rng.normal());
      const statistics = varianceOf(x);
      const { values } = bootstrapReplicates(rng, statistics, { n, nStatistics: 1, replicates: 200 });
      const point = new Float64Array(1);
      statistics(new Float64Array(n).fill(1), point, 0);
      const jackknifed = jackknife(statistics, { n, nStatistics: 1 }).values;
      const plain = percentile(values, { level: 0.9 }).upper < 1;
      const corrected = accelerated(values, { level: 0.9, point: point[0], jackknifed }).upper < 1;
      difference += (Number(plain) - Number(corrected)) / runs;
      missed += Number(corrected) / runs;
    }
    expect(difference).toBeGreaterThan(slack(runs, 2));
    expect(missed).toBeGreaterThan(0.05);
  });

  function varianceOf(x: Float64Array): CountedStatistics {
    return (counts, out) => {
      let [total, sum, squares] = [0, 0, 0];
      for (let i = 0; i < x.length; i++) {
        total += counts[i];
        sum += counts[i] * x[i];
        squares += counts[i] * x[i] * x[i];
      }
      out[0] = squares / total - (sum / total) ** 2;
      return true;
    };
  }
});
