import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Rng, createRng } from '../../../../src/core/random/rng.js';
import { clusterRows, createClusterRows } from '../../../../src/gadgets/kernels/gadget2/clusterRows.js';
import {
  type Gadget2Pair,
  gadget2Coupling,
  gadget2Row,
} from '../../../../src/gadgets/kernels/gadget2/gadget2Coupling.js';
import { sampleCluster, sampleGadget2 } from '../../../../src/gadgets/kernels/gadget2/sampleGadget2.js';
import { createRace } from '../../../../src/gadgets/kernels/race/race.js';
import { gumbelMaxCoupling } from '../../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { hoeffdingBound } from '../../../support/statistics.js';
import { extremeLogits, extremeProbabilities, normalized, normals, probabilities, rowSums } from '../scenarios.js';

const scene = fc.record({
  seed: fc.nat(),
  Z: fc.integer({ min: 1, max: 5 }),
  K: fc.integer({ min: 2, max: 8 }),
  T: fc.constantFrom(0, 1, 10),
  zeros: fc.boolean(),
});

function rowsOf(logits: Float64Array, p: Float64Array, prior: Float64Array, nSteps: number): Float64Array {
  const workspace = createClusterRows(prior.length, p.length, nSteps);
  clusterRows(workspace, { logits, p, prior });
  return workspace.rows;
}

function anyPair(rng: Rng, p: Float64Array, q: Float64Array, Z: number, nSteps: number): Gadget2Pair {
  const prior = probabilities(rng, Z, true);
  const logits = (): Float64Array => normals(rng, Z * p.length, 2);
  return { prior, rowsP: rowsOf(logits(), p, prior, nSteps), rowsQ: rowsOf(logits(), q, prior, nSteps) };
}

describe('gadget2Coupling', () => {
  test.prop([scene])('has the marginals p and q, and no negative entry', ({ seed, Z, K, T, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const coupling = gadget2Coupling(createRace(K, 'diagonal'), anyPair(rng, p, q, Z, T));
    expect(rowSums(coupling)).toBeAllClose(p);
    expect(rowSums(coupling, true)).toBeAllClose(q);
    expect(coupling.every((mass) => mass >= 0)).toBe(true);
  });

  test.prop([fc.nat(), fc.constantFrom(2, 3, 10, 146), fc.constantFrom(0, 1, 10)], { numRuns: 60 })(
    'has them for extreme logits and probabilities',
    (seed, K, T) => {
      const rng = createRng(seed);
      const [p, q, prior] = [extremeProbabilities(rng, K), extremeProbabilities(rng, K), probabilities(rng, 7, false)];
      const rowsP = rowsOf(extremeLogits(rng, 7 * K), p, prior, T);
      const rowsQ = rowsOf(extremeLogits(rng, 7 * K), q, prior, T);
      const coupling = gadget2Coupling(createRace(K, 'diagonal'), { prior, rowsP, rowsQ });
      expect(rowSums(coupling)).toBeAllClose(p);
      expect(rowSums(coupling, true)).toBeAllClose(q);
    },
  );

  test.prop([scene])('is Gumbel-max for one cluster', ({ seed, K, T, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const coupling = gadget2Coupling(createRace(K, 'diagonal'), anyPair(rng, p, q, 1, T));
    expect(coupling).toBeAllClose(gumbelMaxCoupling(p, q));
  });

  test.prop([scene])('is diagonal where p = q: it is one function', ({ seed, Z, K, T }) => {
    const rng = createRng(seed);
    const [p, prior] = [probabilities(rng, K, true), probabilities(rng, Z, false)];
    const rows = rowsOf(normals(rng, Z * K), p, prior, T);
    const coupling = gadget2Coupling(createRace(K, 'diagonal'), { prior, rowsP: rows, rowsQ: rows });
    expect(coupling).toBeAllClose(coupling.map((_, at) => (at % (K + 1) === 0 ? p[at % K] : 0)));
  });
});

describe('gadget2Row', () => {
  test.prop([scene])('is the row of the coupling divided by p[x]', ({ seed, Z, K, T, zeros }) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, zeros), probabilities(rng, K, zeros)];
    const pair = anyPair(rng, p, q, Z, T);
    const race = createRace(K, 'diagonal');
    const coupling = gadget2Coupling(race, pair);
    for (let x = 0; x < K; x++) {
      if (p[x] === 0) continue;
      expect(gadget2Row(race, pair, x)).toBeAllClose(normalized(coupling.slice(x * K, (x + 1) * K)));
    }
  });

  test.prop([fc.nat(), fc.constantFrom(2, 3, 10, 40)])('sums to 1 for extreme logits and probabilities', (seed, K) => {
    const rng = createRng(seed);
    const [p, q, prior] = [extremeProbabilities(rng, K), extremeProbabilities(rng, K), probabilities(rng, 5, false)];
    const rowsP = rowsOf(extremeLogits(rng, 5 * K), p, prior, 10);
    const rowsQ = rowsOf(extremeLogits(rng, 5 * K), q, prior, 10);
    const race = createRace(K, 'diagonal');
    for (let x = 0; x < K; x++)
      expect(gadget2Row(race, { prior, rowsP, rowsQ }, x).reduce((a, b) => a + b)).toBeAllClose(1);
  });
});

describe('gadget 2, sampled', () => {
  const rng = createRng(21);
  const [K, Z] = [3, 4];
  const pair = anyPair(rng, Float64Array.of(0.5, 0.2, 0.3), Float64Array.of(0.1, 0.6, 0.3), Z, 2);
  const n = 40_000;

  it('the joint of the definition', () => {
    const first = (noise: number[], weights: Float64Array, z: number): number => {
      const times = noise.map((e, k) => e / weights[z * noise.length + k]);
      return times.indexOf(Math.min(...times));
    };
    const exponentials = (length: number): number[] => Array.from({ length }, () => rng.exponential());
    const counts = new Float64Array(K * K);
    for (let i = 0; i < n; i++) {
      const z = first(exponentials(Z), pair.prior, 0);
      const noise = exponentials(K);
      counts[first(noise, pair.rowsP, z) * K + first(noise, pair.rowsQ, z)] += 1 / n;
    }
    // All entries together to 0.0145; an entry wrong by twice that would show.
    const coupling = gadget2Coupling(createRace(K, 'diagonal'), pair);
    expect(counts).toBeAllClose(coupling, { rtol: 0, atol: hoeffdingBound(n, 1, 1e-6, K * K) });
  });

  it.each([0, 1, 2])('the row and the clusters of X = %d', (x) => {
    const drawn = new Float64Array(K);
    const clusters = new Float64Array(Z);
    for (let i = 0; i < n; i++) {
      drawn[sampleGadget2(rng, pair, x)] += 1 / n;
      clusters[sampleCluster(rng, pair, x)] += 1 / n;
    }
    const tolerance = { rtol: 0, atol: hoeffdingBound(n, 1, 1e-6, 3 * (K + Z)) };
    expect(drawn).toBeAllClose(gadget2Row(createRace(K, 'diagonal'), pair, x), tolerance);
    expect(clusters).toBeAllClose(normalized(pair.prior.map((w, z) => w * pair.rowsP[z * K + x])), tolerance);
  });
});
