import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../../src/core/errors.js';
import { createRng } from '../../../../src/core/random/rng.js';
import { gumbelMaxLoss } from '../../../../src/gadgets/kernels/race/gumbelMaxLoss.js';
import type { Objective } from '../../../../src/gadgets/kernels/race/objective.js';
import { createRaceLoss } from '../../../../src/gadgets/kernels/race/raceLoss.js';
import { squaredDifferenceCost } from '../../../../src/gadgets/kernels/race/squaredDifferenceCost.js';
import { gumbelMaxCoupling } from '../../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { centralDifference } from '../centralDifference.js';
import { denseCost, normals, objectiveOf, objectives, probabilities, ratiosApart, weights } from '../scenarios.js';

interface Result {
  readonly loss: number;
  readonly p: Float64Array;
  readonly q: Float64Array;
}

function run(p: Float64Array, q: Float64Array, objective: Objective): Result {
  const gradient = { p: new Float64Array(p.length).fill(NaN), q: new Float64Array(p.length).fill(NaN) };
  const workspace = createRaceLoss(p.length, 'diagonal');
  // What is left from another pair must not matter.
  for (const part of [workspace.race, workspace.race.pair]) {
    for (const value of Object.values(part) as unknown[]) if (value instanceof Float64Array) value.fill(NaN);
  }
  const loss = gumbelMaxLoss(workspace, { p, q, objective }, gradient);
  return { loss, ...gradient };
}

const scene = fc.record({ seed: fc.nat(), K: fc.integer({ min: 2, max: 8 }), zeros: fc.boolean() });

describe('gumbelMaxLoss', () => {
  it('agrees with values by hand', () => {
    // J = [0.5, 0, 0.5, 0]: the loss is p[1] / (p[0] + p[1]), and q[1] / (q[0] + q[1]) less for a little of q[1].
    const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(1, 0)];
    const result = run(p, q, { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) });
    expect(result.loss).toBeAllClose(0.5);
    expect(result.p).toBeAllClose([-0.5, 0.5]);
    expect(result.q).toBeAllClose([0, -1]);
  });

  test.prop([scene])('equals the objective of the exact coupling', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [weights(rng, K, zeros), weights(rng, K, zeros)];
    const coupling = gumbelMaxCoupling(p, q);
    for (const objective of objectives(seed, K))
      expect(run(p, q, objective).loss).toBeAllClose(objectiveOf(objective, coupling));
  });

  test.prop([scene])('has the gradient that differences of the coupling show', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [weights(rng, K, zeros), weights(rng, K, zeros)];
    for (let k = 0; k < K; k++) if (p[k] === 0 && q[k] === 0) p[k] = 0.5; // what is impossible twice has no derivative
    fc.pre(ratiosApart(p, q, 2.5e-3));
    for (const objective of objectives(seed, K)) {
      const { p: gradP, q: gradQ } = run(p, q, objective);
      const tolerance = { rtol: 1e-7, atol: 1e-7 };
      expect(gradP).toBeAllClose(
        centralDifference((w) => objectiveOf(objective, gumbelMaxCoupling(w, q)), p),
        tolerance,
      );
      expect(gradQ).toBeAllClose(
        centralDifference((w) => objectiveOf(objective, gumbelMaxCoupling(p, w)), q),
        tolerance,
      );
    }
  });

  test.prop([scene, fc.double({ min: 0.01, max: 100, noNaN: true })])(
    'depends on the ratios of the weights only',
    ({ seed, K, zeros }, factor) => {
      const rng = createRng(seed);
      const [p, q] = [weights(rng, K, zeros), weights(rng, K, zeros)];
      for (const objective of objectives(seed, K)) {
        const result = run(p, q, objective);
        expect(p.reduce((sum, w, k) => sum + w * result.p[k], 0)).toBeAllClose(0);
        expect(q.reduce((sum, w, k) => sum + w * result.q[k], 0)).toBeAllClose(0);
        const scaled = run(
          p.map((w) => w * factor),
          q,
          objective,
        );
        expect(scaled.loss).toBeAllClose(result.loss);
        expect(scaled.p.map((g) => g * factor)).toBeAllClose(result.p, { rtol: 1e-9, atol: 1e-10 });
        expect(scaled.q).toBeAllClose(result.q, { rtol: 1e-9, atol: 1e-10 });
      }
    },
  );

  test.prop([fc.nat(), fc.constantFrom(2, 5, 33, 146, 400)], { numRuns: 20 })(
    'is the same for a low-rank cost and its matrix',
    (seed, K) => {
      const rng = createRng(seed);
      const [p, q] = [probabilities(rng, K, true), probabilities(rng, K, true)];
      const objective = objectives(seed, K)[1] as Extract<Objective, { kind: 'low-rank' }>;
      const lowRank = run(p, q, objective);
      const dense = run(p, q, { kind: 'cost', cost: denseCost(objective, K) });
      expect(lowRank.loss).toBeAllClose(dense.loss);
      expect(lowRank.p).toBeAllClose(dense.p);
      expect(lowRank.q).toBeAllClose(dense.q);
    },
  );

  test.prop([scene])('is symmetric in X and Y', ({ seed, K }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, false), probabilities(rng, K, false)];
    fc.pre(ratiosApart(p, q, 1e-9));
    const cost = normals(rng, K * K);
    const transposed = cost.map((_, cell) => cost[(cell % K) * K + Math.floor(cell / K)]);
    const there = run(p, q, { kind: 'cost', cost });
    const back = run(q, p, { kind: 'cost', cost: transposed });
    expect(back.loss).toBeAllClose(there.loss);
    expect(back.p).toBeAllClose(there.q);
    expect(back.q).toBeAllClose(there.p);
  });

  test.prop([scene])('has at ties the derivative of the order of the indices', ({ seed, K }) => {
    const rng = createRng(seed);
    const p = probabilities(rng, K, false);
    for (const objective of objectives(seed, K)) {
      const tied = run(p, p, objective);
      // p / q grows by 1e-9 from one index to the next: the same order without ties.
      const apart = run(
        p,
        p.map((w, k) => w * (1 - 1e-9 * k)),
        objective,
      );
      expect(tied.p).toBeAllClose(apart.p, { rtol: 0, atol: 1e-6 });
      expect(tied.q).toBeAllClose(apart.q, { rtol: 0, atol: 1e-6 });
    }
  });

  it('is the one-sided derivative where two outcomes tie', () => {
    // p = q: the loss is 0 and any step away from it costs. The step that keeps the order of the indices has slope
    // gradient · step.
    const p = Float64Array.of(0.5, 0.5);
    const objective: Objective = { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) };
    const { loss, p: gradient } = run(p, p, objective);
    expect(loss).toBe(0);
    const slope = run(Float64Array.of(0.5, 0.5 + 1e-7), p, objective).loss / 1e-7;
    expect(gradient[1]).toBeAllClose(slope, { rtol: 1e-6 });
    expect(gradient[1]).toBeGreaterThan(0.1);
  });

  test.prop([scene, fc.double({ min: -28, max: -3, noNaN: true })])(
    'given an outcome of tiny probability, keeps its digits',
    ({ seed, K }, exponent) => {
      const rng = createRng(seed);
      const [p, q] = [weights(rng, K, false), weights(rng, K, false)];
      const cost = normals(rng, K);
      // Y depends on X = 0 through ratios with p[0], which all lie below the others already.
      p[0] = 10 ** exponent;
      const tiny = run(p, q, { kind: 'given', observed: 0, cost });
      const CF = gumbelMaxCoupling(p, q).subarray(0, K);
      expect(tiny.loss).toBeAllClose(
        CF.reduce((sum, mass, y) => sum + (mass / p[0]) * cost[y], 0) * p.reduce((a, b) => a + b),
        { rtol: 1e-9, atol: 1e-9 },
      );
      expect([...tiny.p, ...tiny.q].every(Number.isFinite)).toBe(true);
      expect(p.reduce((sum, w, k) => sum + w * tiny.p[k], 0)).toBeAllClose(0);
    },
  );

  it('says that an impossible outcome cannot be observed', () => {
    const [p, q] = [Float64Array.of(0, 1), Float64Array.of(0.5, 0.5)];
    expect(() => run(p, q, { kind: 'given', observed: 0, cost: q })).toThrow(NumericalError);
    expect(() => run(p, q, { kind: 'variance-given', observed: 0, score: q })).toThrow(
      'p[observed] must be at least 1e-30, got 0 at outcome 0',
    );
  });

  it('gives an outcome without weight the gradient zero', () => {
    const [p, q] = [Float64Array.of(0.5, 0, 0.5), Float64Array.of(0.25, 0, 0.75)];
    const result = run(p, q, { kind: 'cost', cost: normals(createRng(1), 9) });
    expect(result.p[1]).toBe(0);
    expect(result.q[1]).toBe(0);
  });
});

describe('squaredDifferenceCost', () => {
  test.prop([scene, fc.integer({ min: 1, max: 3 })])('has the entries that it says', ({ seed, K }, nScores) => {
    const rng = createRng(seed);
    const scores = Array.from({ length: nScores }, () => normals(rng, K).map((h) => h + 1000));
    const cost = denseCost(squaredDifferenceCost(scores), K);
    cost.forEach((entry, cell) => {
      const [x, y] = [Math.floor(cell / K), cell % K];
      expect(entry).toBeAllClose(scores.reduce((sum, h) => sum + (h[x] - h[y]) ** 2, 0));
    });
  });

  test.prop([scene])('differs from the variance by the squared difference of the means', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q, score] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros), normals(rng, K)];
    const difference = p.reduce((sum, _, k) => sum + (p[k] - q[k]) * score[k], 0);
    expect(run(p, q, squaredDifferenceCost([score])).loss).toBeAllClose(
      run(p, q, { kind: 'variance', score }).loss + difference ** 2,
    );
  });
});
