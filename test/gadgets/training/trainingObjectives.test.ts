import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { trainingObjectives } from '../../../src/gadgets/training/trainingObjectives.js';
import { gumbelMaxCoupling } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { normals, objectiveOf, probabilities } from '../kernels/scenarios.js';

const K = 4;
const rng = createRng(1);
const scores = [normals(rng, K), normals(rng, K)];
const [p, q] = [probabilities(rng, K, false), probabilities(rng, K, false)];
const coupling = gumbelMaxCoupling(p, q);

/** The mean of f(h, x, y) over scores, and over the coupling or one of its rows. */
function expectation(f: (h: Float64Array, x: number, y: number) => number, observed?: number): number {
  return coupling.reduce((sum, mass, cell) => {
    const [x, y] = [Math.floor(cell / K), cell % K];
    if (observed !== undefined && x !== observed) return sum;
    const share = observed === undefined ? mass : mass / p[observed];
    return sum + (share * scores.reduce((total, h) => total + f(h, x, y), 0)) / scores.length;
  }, 0);
}

/** The mean over the objectives for that coupling. */
function value(...args: Parameters<typeof trainingObjectives>): number {
  const objectives = trainingObjectives(...args);
  return objectives.reduce((sum, objective) => sum + objectiveOf(objective, coupling), 0) / objectives.length;
}

describe('trainingObjectives', () => {
  test.each([undefined, 2])('second moments of scores, given %s', (observed) => {
    expect(value({ scores }, { observed })).toBeAllClose(expectation((h, x, y) => (h[x] - h[y]) ** 2, observed));
  });

  test.each([undefined, 2])('variances of scores, given %s', (observed) => {
    const variances = scores.map((score) => {
      const of = (f: (x: number, y: number) => number): number =>
        expectation((h, x, y) => (h === score ? scores.length * f(x, y) : 0), observed);
      const mean = of((x, y) => score[x] - score[y]);
      return of((x, y) => (score[x] - score[y] - mean) ** 2);
    });
    expect(value({ scores }, { measure: 'variance', observed })).toBeAllClose((variances[0] + variances[1]) / 2);
  });

  test.each([undefined, 2])('a matrix, given %s', (observed) => {
    const matrix = normals(rng, K * K);
    expect(value({ matrix }, { observed })).toBeAllClose(expectation((_, x, y) => matrix[K * x + y], observed));
  });

  test('refuses a variance without scores', () => {
    expect(() => trainingObjectives({ matrix: new Float64Array(4) }, { measure: 'variance' })).toThrow(/needs scores/);
    expect(() => trainingObjectives({ scores: [] })).toThrow(/at least one score/);
  });
});
