import { describe, expect, it } from 'vitest';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { dkwBound, hoeffdingBound, kolmogorovDistance } from '../../support/statistics.js';

describe('streams next to each other', () => {
  const root = createRng(2);
  const n = 20_000;
  // Each case makes n pairs of words of which no two share a word, so the pairs are independent if streams are.
  const cases: readonly [string, (i: number) => [Rng, Rng]][] = [
    ['neighbouring seeds', (i) => [createRng(2 * i), createRng(2 * i + 1)]],
    ['seeds that differ in a high bit', (i) => [createRng(i), createRng(i + 2 ** 40)]],
    ['neighbouring forks', (i) => [root.fork('simulate', 2 * i), root.fork('simulate', 2 * i + 1)]],
    ['forks by a string and a number', (i) => [root.fork(i), root.fork(String(i))]],
    ['forks of neighbouring forks', (i) => [root.fork(2 * i).fork('row'), root.fork(2 * i + 1).fork('row')]],
    ['forks for two purposes', (i) => [root.fork('state', i), root.fork('action', i)]],
    ['a stream and its fork', (i) => [root.fork('own', i), root.fork('own', i).fork('own', i)]],
  ];

  it.each(cases)('have bits that agree half of the time: %s', (_name, pair) => {
    // Finds a bit of the first word that agrees with its partner in more than 54.4 % or fewer than 45.6 % of the pairs.
    const bound = hoeffdingBound(n, 1, 1e-6, 32 * cases.length);
    const differ = new Float64Array(32);
    for (let i = 0; i < n; i++) {
      const [left, right] = pair(i).map((rng) => rng.int32());
      for (let bit = 0; bit < 32; bit++) differ[bit] += (((left ^ right) >>> bit) & 1) / n;
    }
    expect(differ).toBeAllClose(new Float64Array(32).fill(0.5), { rtol: 0, atol: bound });
  });

  it.each(cases)('have first draws that are uniform: %s', (_name, pair) => {
    // Finds a distribution function of the first draws that is off by 0.029 anywhere, such as first draws near 1 for
    // all small seeds.
    const first = Float64Array.from({ length: n }, (_, i) => pair(i)[0].uniform());
    expect(kolmogorovDistance(first, (x) => x)).toBeLessThan(dkwBound(n, 1e-6 / cases.length));
  });
});

describe('draws in a row', () => {
  const n = 200_000;
  const sample = (draw: (rng: Rng) => number): Float64Array => {
    const rng = createRng(4).fork('sample');
    return Float64Array.from({ length: n }, () => draw(rng));
  };

  it.each<[string, (rng: Rng) => number, (x: number) => number]>([
    ['uniform', (rng) => rng.uniform(), (x) => x],
    ['openUniform', (rng) => rng.openUniform(), (x) => x],
    ['exponential', (rng) => rng.exponential(), (x) => 1 - Math.exp(-x)],
    ['normal', (rng) => rng.normal(), normalCdf],
  ])('follow the distribution of %s', (_name, draw, cdf) => {
    // Finds a distribution function that is off by 0.013 anywhere.
    expect(kolmogorovDistance(sample(draw), cdf)).toBeLessThan(dkwBound(n, 1e-6 / 4));
  });

  it('have the mean and variance of a normal', () => {
    // The mean is N(0, 1/n) exactly, and the sum of squares chi-square with n degrees of freedom, whose tails are
    // e^-x beyond n + 2 sqrt(n x) + 2 x and below n - 2 sqrt(n x) (Laurent & Massart 2000, lemma 1).
    // Finds a mean off by 0.025 and a variance off by 0.035.
    const x = Math.log(4 / 1e-6);
    const z = sample((rng) => rng.normal());
    const mean = z.reduce((sum, value) => sum + value / n, 0);
    const square = z.reduce((sum, value) => sum + value ** 2 / n, 0);
    expect(mean).toBeAllClose(0, { atol: Math.sqrt((2 * x) / n) });
    expect(square).toBeAllClose(1, { rtol: 0, atol: 2 * Math.sqrt(x / n) + (2 * x) / n });
  });

  it('do not follow from the draw before', () => {
    // Finds a correlation of 0.035: products of disjoint pairs, centred, are from -1/4 to 1/4 and have mean rho/12.
    const u = sample((rng) => rng.uniform());
    let product = 0;
    for (let i = 0; i < n; i += 2) product += ((u[i] - 0.5) * (u[i + 1] - 0.5)) / (n / 2);
    expect(product).toBeAllClose(0, { atol: hoeffdingBound(n / 2, 0.5, 1e-6) });
  });

  /** The series of Marsaglia, "Evaluating the normal distribution", 2004: 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...). */
  function normalCdf(x: number): number {
    let [term, sum] = [x, x];
    for (let odd = 3; sum + term !== sum; odd += 2) sum += term *= (x * x) / odd;
    return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  }
});
