import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../../src/core/errors.js';
import { type Rng, createRng } from '../../../../src/core/random/rng.js';
import { gadget1Cells } from '../../../../src/gadgets/kernels/gadget1/gadget1Cells.js';
import { gadget1Coupling } from '../../../../src/gadgets/kernels/gadget1/gadget1Coupling.js';
import { createGadget1Workspace, gadget1LogitLoss } from '../../../../src/gadgets/kernels/gadget1/gadget1LogitLoss.js';
import { gadget1Loss } from '../../../../src/gadgets/kernels/gadget1/gadget1Loss.js';
import type { Gadget1Pair } from '../../../../src/gadgets/kernels/gadget1/gadget1Race.js';
import { gumbelMaxLoss } from '../../../../src/gadgets/kernels/race/gumbelMaxLoss.js';
import type { Objective } from '../../../../src/gadgets/kernels/race/objective.js';
import { createRace } from '../../../../src/gadgets/kernels/race/race.js';
import { createRaceLoss } from '../../../../src/gadgets/kernels/race/raceLoss.js';
import { centralDifference } from '../centralDifference.js';
import { denseCost, normals, objectiveOf, objectives, probabilities, ratiosApart, weights } from '../scenarios.js';

const scene = fc.record({ seed: fc.nat(), K: fc.integer({ min: 2, max: 8 }), zeros: fc.boolean() });
const smallScene = fc.record({ seed: fc.nat(), K: fc.integer({ min: 2, max: 4 }), zeros: fc.boolean() });

function anyPair(rng: Rng, K: number, zeros: boolean): Gadget1Pair {
  return { cellsP: weights(rng, K * K, zeros), cellsQ: weights(rng, K * K, zeros) };
}

/** Whether the cells' ratios are far enough apart for differences. */
function cellsApart({ cellsP, cellsQ }: Gadget1Pair, gap: number): boolean {
  const K = Math.sqrt(cellsP.length);
  const transposed = cellsQ.map((_, c) => cellsQ[(c % K) * K + Math.floor(c / K)]);
  return ratiosApart(cellsP, transposed, gap) && cellsP.every((weight, c) => weight + transposed[c] > 0);
}

function run(pair: Gadget1Pair, objective: Objective): Gadget1Pair & { loss: number } {
  const cells = pair.cellsP.length;
  const gradient = { cellsP: new Float64Array(cells).fill(NaN), cellsQ: new Float64Array(cells).fill(NaN) };
  const workspace = createRaceLoss(Math.sqrt(cells), 'square');
  // What is left from another pair must not matter.
  for (const part of [workspace.race, workspace.race.pair]) {
    for (const value of Object.values(part) as unknown[]) if (value instanceof Float64Array) value.fill(NaN);
  }
  const loss = gadget1Loss(workspace, { ...pair, objective }, gradient);
  return { loss, ...gradient };
}

describe('gadget1Loss', () => {
  test.prop([scene])('equals the objective of the exact coupling', ({ seed, K, zeros }) => {
    const pair = anyPair(createRng(seed), K, zeros);
    const coupling = gadget1Coupling(createRace(K, 'square'), pair);
    for (const objective of objectives(seed, K))
      expect(run(pair, objective).loss).toBeAllClose(objectiveOf(objective, coupling));
  });

  test.prop([smallScene], { numRuns: 40 })('has the gradient that differences of the coupling show', (drawn) => {
    const { seed, K, zeros } = drawn;
    const pair = anyPair(createRng(seed), K, zeros);
    fc.pre(cellsApart(pair, 2.5e-3));
    const race = createRace(K, 'square');
    for (const objective of objectives(seed, K)) {
      const gradient = run(pair, objective);
      for (const side of ['cellsP', 'cellsQ'] as const) {
        const value = (cells: Float64Array): number =>
          objectiveOf(objective, gadget1Coupling(race, { ...pair, [side]: cells }));
        const tolerance = { rtol: 1e-7, atol: 1e-7 };
        expect(gradient[side]).toBeAllClose(centralDifference(value, pair[side]), tolerance);
      }
    }
  });

  test.prop([fc.nat(), fc.constantFrom(2, 5, 10, 20)], { numRuns: 20 })(
    'is the same for a low-rank cost and its matrix',
    (seed, K) => {
      const pair = anyPair(createRng(seed), K, true);
      const objective = objectives(seed, K)[1] as Extract<Objective, { kind: 'low-rank' }>;
      const lowRank = run(pair, objective);
      const dense = run(pair, { kind: 'cost', cost: denseCost(objective, K) });
      expect(lowRank.loss).toBeAllClose(dense.loss);
      expect(lowRank.cellsP).toBeAllClose(dense.cellsP);
      expect(lowRank.cellsQ).toBeAllClose(dense.cellsQ);
    },
  );

  test.prop([scene])('is Gumbel-max for diagonal cells', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const onDiagonal = (w: Float64Array): Float64Array => {
      const cells = new Float64Array(K * K);
      w.forEach((weight, k) => (cells[k * (K + 1)] = weight));
      return cells;
    };
    for (const objective of objectives(seed, K)) {
      const plain = { p: new Float64Array(K), q: new Float64Array(K) };
      const loss = gumbelMaxLoss(createRaceLoss(K, 'diagonal'), { p, q, objective }, plain);
      const cells = run({ cellsP: onDiagonal(p), cellsQ: onDiagonal(q) }, objective);
      expect(cells.loss).toBeAllClose(loss);
      for (let k = 0; k < K; k++) {
        if (p[k] + q[k] === 0) continue;
        expect(cells.cellsP[k * (K + 1)]).toBeAllClose(plain.p[k]);
        expect(cells.cellsQ[k * (K + 1)]).toBeAllClose(plain.q[k]);
      }
    }
  });
});

describe('gadget1LogitLoss', () => {
  const runLogits = (
    p: Float64Array,
    q: Float64Array,
    logitsP: Float64Array,
    logitsQ: Float64Array,
    objective: Objective,
  ): { loss: number; logitsP: Float64Array; logitsQ: Float64Array } => {
    const gradient = { logitsP: logitsP.map(() => NaN), logitsQ: logitsQ.map(() => NaN) };
    const loss = gadget1LogitLoss(createGadget1Workspace(p.length), { p, q, logitsP, logitsQ, objective }, gradient);
    return { loss, ...gradient };
  };

  test.prop([smallScene], { numRuns: 40 })('has the gradient that differences of the coupling show', (drawn) => {
    const { seed, K, zeros } = drawn;
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const logits = { logitsP: normals(rng, K * K), logitsQ: normals(rng, K * K) };
    const pairOf = ({ logitsP, logitsQ }: typeof logits): Gadget1Pair => ({
      cellsP: gadget1Cells(p, logitsP),
      cellsQ: gadget1Cells(q, logitsQ),
    });
    const { cellsP, cellsQ } = pairOf(logits);
    const transposed = cellsQ.map((_, c) => cellsQ[(c % K) * K + Math.floor(c / K)]);
    fc.pre(ratiosApart(cellsP, transposed, 1e-4));
    const race = createRace(K, 'square');
    for (const objective of objectives(seed, K)) {
      const gradient = runLogits(p, q, logits.logitsP, logits.logitsQ, objective);
      expect(gradient.loss).toBeAllClose(objectiveOf(objective, gadget1Coupling(race, pairOf(logits))));
      for (const side of ['logitsP', 'logitsQ'] as const) {
        const value = (l: Float64Array): number =>
          objectiveOf(objective, gadget1Coupling(race, pairOf({ ...logits, [side]: l })));
        expect(gradient[side]).toBeAllClose(centralDifference(value, logits[side]), { rtol: 1e-7, atol: 1e-8 });
      }
    }
  });

  it('takes and gives float32', () => {
    const K = 3;
    const [rng, p, q] = [createRng(5), Float64Array.of(0.2, 0.5, 0.3), Float64Array.of(0.6, 0, 0.4)];
    const [logitsP, logitsQ] = [Float32Array.from(normals(rng, 9)), Float32Array.from(normals(rng, 9))];
    const objective = objectives(5, K)[0];
    const single = { logitsP: new Float32Array(9), logitsQ: new Float32Array(9) };
    const loss = gadget1LogitLoss(createGadget1Workspace(K), { p, q, logitsP, logitsQ, objective }, single);
    const double = runLogits(p, q, Float64Array.from(logitsP), Float64Array.from(logitsQ), objective);
    expect(loss).toBe(double.loss);
    expect(single.logitsP).toEqual(Float32Array.from(double.logitsP));
    expect(single.logitsQ).toEqual(Float32Array.from(double.logitsQ));
    // Row 1 of Q has probability zero.
    expect(single.logitsQ.subarray(3, 6)).toEqual(new Float32Array(3));
  });

  test.prop([scene])('stays finite for an observed outcome of tiny probability', ({ seed, K }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, false), probabilities(rng, K, false)];
    p[0] = 1e-29;
    for (const objective of objectives(seed, K)) {
      const { logitsP, logitsQ } = runLogits(p, q, normals(rng, K * K), normals(rng, K * K), objective);
      expect([...logitsP, ...logitsQ].every((g) => Math.abs(g) < 100)).toBe(true);
    }
  });

  it('does not return a loss that is not finite', () => {
    const [p, logits] = [Float64Array.of(0.5, 0.5), Float64Array.of(0, NaN, 0, 0)];
    const objective = objectives(1, 2)[0];
    expect(() => runLogits(p, p, logits, logits, objective)).toThrow(NumericalError);
  });
});
