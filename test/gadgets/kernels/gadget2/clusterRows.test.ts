import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import {
  type ClusterRows,
  type ClusterRowsInput,
  clusterRows,
  createClusterRows,
} from '../../../../src/gadgets/kernels/gadget2/clusterRows.js';
import { clusterRowsGradient } from '../../../../src/gadgets/kernels/gadget2/clusterRowsGradient.js';
import { centralDifference } from '../centralDifference.js';
import { extremeLogits, extremeProbabilities, normalized, normals, probabilities, sideOfKink } from '../scenarios.js';

const steps = fc.constantFrom(0, 1, 3, 10);
const scene = fc.record({
  seed: fc.nat(),
  Z: fc.integer({ min: 1, max: 5 }),
  K: fc.integer({ min: 2, max: 8 }),
  T: steps,
  zeros: fc.boolean(),
});

function run(input: ClusterRowsInput, nSteps: number): ClusterRows {
  const workspace = createClusterRows(input.prior.length, input.p.length, nSteps);
  // What is left from another pair must not matter.
  for (const value of Object.values(workspace) as unknown[]) if (value instanceof Float64Array) value.fill(NaN);
  clusterRows(workspace, input);
  return workspace;
}

/** sum over z of prior[z] rows[z, x]. */
function marginal({ rows, nOutcomes }: ClusterRows, prior: Float64Array): Float64Array {
  const sums = new Float64Array(nOutcomes);
  rows.forEach((mass, at) => (sums[at % nOutcomes] += prior[Math.floor(at / nOutcomes)] * mass));
  return sums;
}

function sumsOfRows({ rows, nOutcomes, nClusters }: ClusterRows): number[] {
  return Array.from({ length: nClusters }, (_, z) =>
    rows.subarray(z * nOutcomes, (z + 1) * nOutcomes).reduce((a, b) => a + b),
  );
}

/** The definition word for word, on dense matrices: Π and c*. */
function definition({ logits, p, prior }: ClusterRowsInput, nSteps: number): { rows: Float64Array; c: number } {
  const [Z, K] = [prior.length, p.length];
  let A = Float64Array.from(logits, (l, at) => (p[at % K] > 0 ? Math.exp(l) : 0));
  const columnSum = (x: number): number => A.reduce((sum, a, at) => sum + (at % K === x ? a : 0), 0);
  const rowSum = (z: number): number => A.subarray(z * K, (z + 1) * K).reduce((a, b) => a + b);
  const scaleColumns = (): void => {
    const sums = Array.from({ length: K }, (_, x) => columnSum(x));
    A = A.map((a, at) => (a === 0 ? 0 : (a * p[at % K]) / sums[at % K]));
  };
  const scaleRows = (): void => {
    const sums = Array.from({ length: Z }, (_, z) => rowSum(z));
    A = A.map((a, at) => (a * prior[Math.floor(at / K)]) / sums[Math.floor(at / K)]);
  };
  for (let t = 0; t < nSteps; t++) {
    scaleColumns();
    scaleRows();
  }
  if (nSteps === 0) scaleRows();
  const c = Float64Array.from(p, (mass, x) => (mass > 0 ? mass / columnSum(x) : 0));
  const largest = Math.max(...c);
  const d = Array.from(prior, (weight, z) => c.reduce((sum, cx, x) => sum + A[z * K + x] * cx, 0) / weight);
  const rows = A.map((a, at) => {
    const [z, x] = [Math.floor(at / K), at % K];
    return (c[x] * a) / (largest * prior[z]) + (1 - d[z] / largest) * p[x];
  });
  return { rows, c: largest };
}

describe('clusterRows', () => {
  test.prop([scene])('is the definition', ({ seed, Z, K, T, zeros }) => {
    const rng = createRng(seed);
    const input = {
      logits: normals(rng, Z * K),
      p: probabilities(rng, K, zeros),
      prior: probabilities(rng, Z, false),
    };
    const workspace = run(input, T);
    const expected = definition(input, T);
    expect(workspace.rows).toBeAllClose(expected.rows);
    expect(workspace.correction).toBeAllClose(expected.c);
  });

  test.prop([fc.nat(), fc.constantFrom(1, 2, 5, 20), fc.constantFrom(2, 3, 10, 146), fc.constantFrom(0, 1, 2, 10, 50)])(
    'has exact marginals for extreme logits and probabilities',
    (seed, Z, K, T) => {
      const rng = createRng(seed);
      const impossible = K > 2 ? K - 1 : K;
      const p = normalized(extremeProbabilities(rng, K).map((mass, x) => (x === impossible ? 0 : mass)));
      const input = { logits: extremeLogits(rng, Z * K), p, prior: probabilities(rng, Z, false) };
      const workspace = run(input, T);
      expect(workspace.rows.every((mass) => mass >= 0)).toBe(true);
      expect(sumsOfRows(workspace)).toBeAllClose(new Float64Array(Z).fill(1));
      expect(marginal(workspace, input.prior)).toBeAllClose(p, { atol: 1e-300 });
      expect(workspace.correction).toBeGreaterThan(1 - 1e-12);
    },
  );

  it('has them after 1,000 steps', () => {
    for (let seed = 0; seed < 10; seed++) {
      const rng = createRng(seed);
      const input = {
        logits: extremeLogits(rng, 60),
        p: extremeProbabilities(rng, 6),
        prior: probabilities(rng, 10, false),
      };
      const workspace = run(input, 1000);
      expect(sumsOfRows(workspace)).toBeAllClose(new Float64Array(10).fill(1));
      expect(marginal(workspace, input.prior)).toBeAllClose(input.p, { atol: 1e-300 });
    }
  });

  test.prop([scene])('accepts clusters of prior zero or nearly so', ({ seed, K, T }) => {
    const rng = createRng(seed);
    const [p, prior] = [probabilities(rng, K, false), Float64Array.of(0, 0.5, 1e-300, 0.5)];
    const workspace = run({ logits: normals(rng, 4 * K, 5), p, prior }, T);
    expect(sumsOfRows(workspace)).toBeAllClose([1, 1, 1, 1]);
    expect(marginal(workspace, prior)).toBeAllClose(p);
  });

  it('is p for one cluster, and reports the correction', () => {
    const input = { logits: Float64Array.of(3, -1), p: Float64Array.of(0.25, 0.75), prior: Float64Array.of(1) };
    expect(run(input, 10).rows).toBeAllClose([0.25, 0.75]);
    expect(run(input, 10).correction).toBeAllClose(1);
    // Without steps A is the softmax, [e^4, 1] / (1 + e^4), so c* = 0.75 (1 + e^4).
    expect(run(input, 0).correction).toBeAllClose(0.75 * (1 + Math.exp(4)));
  });

  test.prop([scene])('does not depend on an offset of a column, or of a row without steps', (drawn) => {
    const { seed, Z, K, T } = drawn;
    const rng = createRng(seed);
    const [logits, p, prior] = [normals(rng, Z * K), probabilities(rng, K, false), probabilities(rng, Z, false)];
    const offsets = normals(rng, Math.max(Z, K), 500);
    const moved = logits.map((l, at) => l + offsets[T > 0 ? at % K : Math.floor(at / K)]);
    expect(run({ logits: moved, p, prior }, T).rows).toBeAllClose(run({ logits, p, prior }, T).rows, { rtol: 1e-9 });
  });
});

describe('clusterRowsGradient', () => {
  test.prop([scene], { numRuns: 150 })('has the gradient that differences show', ({ seed, Z, K, T, zeros }) => {
    const rng = createRng(seed);
    const input = {
      logits: normals(rng, Z * K),
      p: probabilities(rng, K, zeros),
      prior: probabilities(rng, Z, false),
    };
    const gradRows = normals(rng, Z * K);
    const workspace = run(input, T);
    const gradient = {
      logits: new Float64Array(Z * K).fill(NaN),
      prior: new Float64Array(Z).fill(NaN),
      p: new Float64Array(K).fill(NaN),
    };
    clusterRowsGradient(workspace, gradRows, gradient);
    for (const name of ['logits', 'prior', 'p'] as const) {
      const seen = new Set<number>();
      const value = (x: Float64Array): number => {
        const near = run({ ...input, [name]: x }, T);
        seen.add(sideOfKink(near));
        return near.rows.reduce((sum, mass, at) => sum + mass * gradRows[at], 0);
      };
      const differences = centralDifference(value, input[name]);
      fc.pre(seen.size === 1);
      // An outcome that is impossible has no gradient here: it takes no part.
      if (name === 'p') differences.forEach((_, x) => (differences[x] *= Number(input.p[x] > 0)));
      expect(gradient[name]).toBeAllClose(differences, { rtol: 1e-7, atol: 1e-7 });
    }
  });

  test.prop([fc.nat(), fc.constantFrom(1, 2, 5, 20), fc.constantFrom(2, 3, 10, 146), steps])(
    'is finite for extreme logits and probabilities',
    (seed, Z, K, T) => {
      const rng = createRng(seed);
      const input = {
        logits: extremeLogits(rng, Z * K),
        p: extremeProbabilities(rng, K),
        prior: probabilities(rng, Z, false),
      };
      const gradient = { logits: new Float64Array(Z * K), prior: new Float64Array(Z) };
      clusterRowsGradient(run(input, T), normals(rng, Z * K), gradient);
      expect(gradient.logits.every(Number.isFinite)).toBe(true);
      expect(gradient.prior.every(Number.isFinite)).toBe(true);
    },
  );

  it('gives no gradient to logits that were cut', () => {
    const input = {
      logits: Float64Array.of(0, -700, 0, 1),
      p: Float64Array.of(0.5, 0.5),
      prior: Float64Array.of(0.5, 0.5),
    };
    const gradient = { logits: new Float64Array(4) };
    clusterRowsGradient(run(input, 10), Float64Array.of(1, 2, 3, 5), gradient);
    expect(gradient.logits[1]).toBe(0);
    expect(gradient.logits[0]).not.toBe(0);
  });
});
