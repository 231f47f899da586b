import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { gumbelMaxNoise, sampleGumbelMax } from '../../../src/mechanisms/kernels/gumbelMaxNoise.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';

/**
 * Gumbels given X = x from the largest down: the largest of g + log p is Gumbel at log sum(p), x has it, and the others
 * are Gumbels cut off above it, by inversion. An outcome with p = 0 keeps a plain Gumbel.
 */
function topDownGumbels(rng: Rng, p: Float64Array, x: number): Float64Array {
  const total = p.reduce((a, b) => a + b);
  const gumbel = (): number => -Math.log(-Math.log(rng.openUniform()));
  const largest = gumbel() + Math.log(total);
  return p.map((pk, k) => {
    if (k === x) return largest - Math.log(pk);
    const free = gumbel();
    if (pk === 0) return free;
    const cut = -Math.log(Math.exp(-largest) + Math.exp(-(free + Math.log(pk))));
    return cut - Math.log(pk);
  });
}

const p = Float64Array.of(0.1, 0.5, 0, 0.15, 0.25);
const q = Float64Array.of(0.3, 0.2, 0.1, 0.4, 0);

describe('gumbelMaxNoise', () => {
  test('x arrives first, always', () => {
    const rng = createRng(1);
    for (const x of [0, 1, 3, 4]) {
      for (let draw = 0; draw < 500; draw++) {
        const noise = gumbelMaxNoise(rng, p, x);
        const arrivals = noise.map((e, k) => (p[k] === 0 ? Infinity : e / p[k]));
        expect(arrivals.indexOf(Math.min(...arrivals))).toBe(x);
      }
    }
  });

  // n = 20,000 of each: by Dvoretzky, Kiefer and Wolfowitz each empirical distribution is within .0213 of its own, for
  // 20 comparisons at 1e-6 in all; two may differ by .0427. A shift of the noise by .12 of its spread would be seen.
  test('has the distribution of top-down Gumbels, coordinate by coordinate', () => {
    const rng = createRng(2);
    const n = 20_000;
    const bound = 2 * Math.sqrt(Math.log((2 * 40) / 1e-6) / (2 * n));
    for (const x of [0, 1, 3, 4]) {
      const race = Array.from({ length: n }, () => gumbelMaxNoise(rng, p, x).map((e) => -Math.log(e)));
      const topDown = Array.from({ length: n }, () => topDownGumbels(rng, p, x));
      for (let k = 0; k < p.length; k++)
        expect(
          distance(
            race.map((g) => g[k]),
            topDown.map((g) => g[k]),
          ),
        ).toBeLessThan(bound);
    }
  });
});

describe('sampleGumbelMax', () => {
  // n = 50,000 for each of 4 rows, 40 comparisons: Hoeffding .0135 at 1e-6; a probability that is off by .03 would be
  // seen.
  test('follows the exact row, and so do top-down Gumbels', () => {
    const rng = createRng(3);
    const n = 50_000;
    const bound = Math.sqrt(Math.log((2 * 40) / 1e-6) / (2 * n));
    for (const x of [0, 1, 3, 4]) {
      const drawn = new Float64Array(p.length);
      const topDown = new Float64Array(p.length);
      for (let draw = 0; draw < n; draw++) {
        drawn[sampleGumbelMax(rng, p, q, x)] += 1;
        const values = topDownGumbels(rng, p, x).map((g, k) => g + Math.log(q[k]));
        topDown[values.indexOf(Math.max(...values))] += 1;
      }
      const row = gumbelMaxRow(p, q, x);
      expect(drawn.map((count) => count / n)).toBeAllClose(row, { rtol: 0, atol: bound });
      expect(topDown.map((count) => count / n)).toBeAllClose(row, { rtol: 0, atol: bound });
    }
  });

  test.prop([worlds(8)], { numRuns: 300 })(
    'never gives what stability excludes, nor an impossible outcome',
    (world) => {
      const rng = createRng(4);
      for (const [x, px] of world.p.entries()) {
        if (px === 0) continue;
        for (let draw = 0; draw < 20; draw++) {
          const y = sampleGumbelMax(rng, world.p, world.q, x);
          expect(world.q[y]).toBeGreaterThan(0);
          if (y !== x && world.q[x] > 0) expect(world.p[y] / world.q[y]).toBeLessThan(px / world.q[x]);
          expect(sampleGumbelMax(rng, world.p, world.p, x)).toBe(x);
        }
      }
    },
  );
});

/** The largest difference of two empirical distribution functions. */
function distance(a: number[], b: number[]): number {
  a.sort((x, y) => x - y);
  b.sort((x, y) => x - y);
  let [i, j, worst] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] <= b[j]) i++;
    else j++;
    worst = Math.max(worst, Math.abs(i / a.length - j / b.length));
  }
  return worst;
}
