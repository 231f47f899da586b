import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Rng, createRng } from '../../../../src/core/random/rng.js';
import { gadget1Cells } from '../../../../src/gadgets/kernels/gadget1/gadget1Cells.js';
import { gadget1Coupling, gadget1Row } from '../../../../src/gadgets/kernels/gadget1/gadget1Coupling.js';
import { gadget1Noise, sampleGadget1 } from '../../../../src/gadgets/kernels/gadget1/gadget1Noise.js';
import type { Gadget1Pair } from '../../../../src/gadgets/kernels/gadget1/gadget1Race.js';
import { createRace } from '../../../../src/gadgets/kernels/race/race.js';
import { gumbelMaxCoupling } from '../../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { northWestCoupling } from '../../../../src/mechanisms/kernels/northWestCorner.js';
import { hoeffdingBound } from '../../../support/statistics.js';
import {
  extremeLogits,
  extremeProbabilities,
  normalized,
  normals,
  probabilities,
  rowSums,
  weights,
} from '../scenarios.js';

const scene = fc.record({ seed: fc.nat(), K: fc.integer({ min: 2, max: 8 }), zeros: fc.boolean() });

function anyPair(rng: Rng, p: Float64Array, q: Float64Array): Gadget1Pair {
  const cells = p.length * p.length;
  return { cellsP: gadget1Cells(p, normals(rng, cells, 2)), cellsQ: gadget1Cells(q, normals(rng, cells, 2)) };
}

function transposed(matrix: Float64Array): Float64Array {
  const K = Math.sqrt(matrix.length);
  return matrix.map((_, cell) => matrix[(cell % K) * K + Math.floor(cell / K)]);
}

const diagonal = (p: Float64Array): Float64Array =>
  new Float64Array(p.length * p.length).map((_, cell) =>
    cell % (p.length + 1) === 0 ? p[Math.floor(cell / p.length)] : 0,
  );

describe('gadget1Coupling', () => {
  test.prop([scene])('has the marginals p and q, and no negative entry', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const coupling = gadget1Coupling(createRace(K, 'square'), anyPair(rng, p, q));
    expect(rowSums(coupling)).toBeAllClose(p);
    expect(rowSums(coupling, true)).toBeAllClose(q);
    expect(coupling.every((mass) => mass >= 0)).toBe(true);
  });

  test.prop([fc.nat(), fc.constantFrom(2, 3, 10, 40)])('has them for extreme logits and probabilities', (seed, K) => {
    const rng = createRng(seed);
    const [p, q] = [extremeProbabilities(rng, K), extremeProbabilities(rng, K)];
    const pair = {
      cellsP: gadget1Cells(p, extremeLogits(rng, K * K)),
      cellsQ: gadget1Cells(q, extremeLogits(rng, K * K)),
    };
    const coupling = gadget1Coupling(createRace(K, 'square'), pair);
    expect(rowSums(coupling)).toBeAllClose(p, { atol: 1e-300 });
    expect(rowSums(coupling, true)).toBeAllClose(q, { atol: 1e-300 });
  });

  it('has them for the 146 outcomes of a large support', () => {
    const rng = createRng(3);
    const [p, q] = [extremeProbabilities(rng, 146), probabilities(rng, 146, true)];
    const pair = {
      cellsP: gadget1Cells(p, extremeLogits(rng, 146 * 146)),
      cellsQ: gadget1Cells(q, normals(rng, 146 * 146)),
    };
    const coupling = gadget1Coupling(createRace(146, 'square'), pair);
    expect(rowSums(coupling)).toBeAllClose(p, { atol: 1e-300 });
    expect(rowSums(coupling, true)).toBeAllClose(q, { atol: 1e-300 });
  });

  test.prop([fc.record({ seed: fc.nat(), K: fc.integer({ min: 2, max: 5 }) })], { numRuns: 30 })(
    'is the sum over cells of the Gumbel-max coupling of all cells',
    ({ seed, K }) => {
      const rng = createRng(seed);
      const pair = anyPair(rng, weights(rng, K, true), weights(rng, K, true));
      const overCells = gumbelMaxCoupling(pair.cellsP, transposed(pair.cellsQ));
      const expected = new Float64Array(K * K);
      overCells.forEach((mass, at) => {
        const [c, d] = [Math.floor(at / (K * K)), at % (K * K)];
        expected[Math.floor(c / K) * K + (d % K)] += mass;
      });
      expect(gadget1Coupling(createRace(K, 'square'), pair)).toBeAllClose(expected);
    },
  );

  test.prop([scene])('is Gumbel-max for diagonal cells', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const pair = { cellsP: diagonal(p), cellsQ: diagonal(q) };
    expect(gadget1Coupling(createRace(K, 'square'), pair)).toBeAllClose(gumbelMaxCoupling(p, q));
  });

  test.prop([scene])('is any coupling that is given as both matrices', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    // The monotone coupling: optimal for a squared difference of increasing scores.
    const optimal = northWestCoupling(p, q, Uint32Array.from(p.keys()));
    const arbitrary = normalized(weights(rng, K * K, true));
    for (const J of [optimal, arbitrary])
      expect(gadget1Coupling(createRace(K, 'square'), { cellsP: J, cellsQ: transposed(J) })).toBeAllClose(J);
  });
});

describe('gadget1Row', () => {
  test.prop([scene])('is the row of the coupling divided by p[x]', ({ seed, K, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [weights(rng, K, zeros), weights(rng, K, zeros)];
    const pair = anyPair(rng, p, q);
    const race = createRace(K, 'square');
    const coupling = gadget1Coupling(race, pair);
    for (let x = 0; x < K; x++) {
      if (p[x] === 0) continue;
      const row = coupling.slice(x * K, (x + 1) * K);
      expect(gadget1Row(race, pair, x)).toBeAllClose(normalized(row));
    }
  });

  test.prop([fc.nat(), fc.constantFrom(2, 3, 10, 40)])('sums to 1 for extreme logits and probabilities', (seed, K) => {
    const rng = createRng(seed);
    const [p, q] = [extremeProbabilities(rng, K), extremeProbabilities(rng, K)];
    const pair = {
      cellsP: gadget1Cells(p, extremeLogits(rng, K * K)),
      cellsQ: gadget1Cells(q, extremeLogits(rng, K * K)),
    };
    const race = createRace(K, 'square');
    for (let x = 0; x < K; x++) expect(gadget1Row(race, pair, x).reduce((a, b) => a + b)).toBeAllClose(1);
  });
});

describe('gadget 1, sampled', () => {
  const rng = createRng(20);
  const K = 3;
  const pair = anyPair(rng, Float64Array.of(0.5, 0.2, 0.3), Float64Array.of(0.1, 0.6, 0.3));
  const coupling = gadget1Coupling(createRace(K, 'square'), pair);
  const n = 40_000;

  /** The first arrivals of one matrix of exponentials, by P and, transposed, by Q: the definition. */
  const arrivals = (noise: Float64Array): [x: number, y: number] => {
    const first = (cells: Float64Array, cellOf: (x: number, z: number) => number): number => {
      const times = Array.from(cells, (weight, c) => noise[cellOf(Math.floor(c / K), c % K)] / weight);
      return Math.floor(times.indexOf(Math.min(...times)) / K);
    };
    return [first(pair.cellsP, (x, z) => x * K + z), first(pair.cellsQ, (y, z) => z * K + y)];
  };

  it('the joint of the definition', () => {
    const counts = new Float64Array(K * K);
    for (let i = 0; i < n; i++) {
      const [x, y] = arrivals(Float64Array.from({ length: K * K }, () => rng.exponential()));
      counts[x * K + y] += 1 / n;
    }
    // All entries together to 0.0145; an entry wrong by twice that would show.
    expect(counts).toBeAllClose(coupling, { rtol: 0, atol: hoeffdingBound(n, 1, 1e-6, K * K) });
  });

  it.each([0, 1, 2])('the row of X = %d, drawn and through its noise', (x) => {
    const row = gadget1Row(createRace(K, 'square'), pair, x);
    const drawn = new Float64Array(K);
    const throughNoise = new Float64Array(K);
    for (let i = 0; i < n; i++) {
      drawn[sampleGadget1(rng, pair, x)] += 1 / n;
      const [again, y] = arrivals(gadget1Noise(rng, pair.cellsP, x));
      if (again !== x) throw new Error(`the noise gives X = ${again}`);
      throughNoise[y] += 1 / n;
    }
    const tolerance = { rtol: 0, atol: hoeffdingBound(n, 1, 1e-6, 6 * K) };
    expect(drawn).toBeAllClose(row, tolerance);
    expect(throughNoise).toBeAllClose(row, tolerance);
  });

  it('never draws an outcome without weight', () => {
    const zeros: Gadget1Pair = {
      cellsP: diagonal(Float64Array.of(0.5, 0, 0.5)),
      cellsQ: diagonal(Float64Array.of(0, 0.5, 0.5)),
    };
    for (let i = 0; i < 1000; i++) expect(sampleGadget1(rng, zeros, 2 * (i % 2))).not.toBe(0);
  });
});
