import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import {
  gumbelMaxAgreement,
  gumbelMaxCoupling,
  gumbelMaxRow,
} from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { createGumbelMaxPair, prepareGumbelMax } from '../../../src/mechanisms/kernels/gumbelMaxPair.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';
import { exactGumbelMax } from './gumbelMaxOracle.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);

/** Multiples of 1/16 that sum to 1, from K weights. */
const dyadicPair = fc
  .array(fc.tuple(fc.nat(16), fc.nat(16)), { minLength: 2, maxLength: 8, size: 'max' })
  .map((weights) => [toSixteenths(weights.map(([a]) => a)), toSixteenths(weights.map(([, b]) => b))] as const);

function toSixteenths(weights: number[]): Float64Array {
  const units = new Float64Array(weights.length);
  const total = weights.reduce((a, b) => a + b, 0);
  let placed = 0;
  for (let k = 0; k < weights.length; k++) {
    units[k] = total === 0 ? 0 : Math.floor((16 * weights[k]) / total);
    placed += units[k];
  }
  units[0] += 16 - placed;
  return units.map((unit) => unit / 16);
}

describe('gumbelMaxCoupling by hand', () => {
  test('two outcomes', () => {
    // r = (2/3, 2). D(2/3) = .5 + .5 = 1 and D(2) = 1.5 + .5 = 2; so J[0,0] = .5 / 1 and J[1,1] = .5 / 2.
    expect(gumbelMaxCoupling(floats(0.5, 0.5), floats(0.75, 0.25))).toBeAllClose([0.5, 0, 0.25, 0.25]);
  });

  test('an outcome that becomes impossible, one that becomes possible', () => {
    // r = (0, 1, ∞), all of D from 1 up: J[1,1] = .5 / D(1) = .5 / 1.5, the rest of row 2 goes to 0 and 1.
    expect(gumbelMaxCoupling(floats(0, 0.5, 0.5), floats(0.5, 0.5, 0))).toBeAllClose([
      0,
      0,
      0,
      1 / 6,
      1 / 3,
      0,
      1 / 3,
      1 / 6,
      0,
    ]);
  });

  test('the same outcome if nothing changes, the new outcome if all is certain', () => {
    expect(gumbelMaxCoupling(floats(0.25, 0.75), floats(0.25, 0.75))).toBeAllClose([0.25, 0, 0, 0.75]);
    expect(Array.from(gumbelMaxCoupling(floats(1, 0), floats(0, 1)))).toEqual([0, 1, 0, 0]);
  });
});

describe('gumbelMaxCoupling against the definition in exact fractions', () => {
  test.prop([dyadicPair], { numRuns: 300 })('agrees to 1e-13, zeros and ties included', ([p, q]) => {
    const coupling = gumbelMaxCoupling(p, q);
    const exact = exactGumbelMax(p, q);
    expect(coupling).toBeAllClose(exact, { rtol: 1e-13, atol: 0 });
  });
});

describe('laws of the kernel', () => {
  test.prop([worlds(200)])('marginals within 1e-12, from 2 to 200 outcomes, zeros, 1e-300 to 1', ({ p, q }) => {
    const coupling = gumbelMaxCoupling(p, q);
    const [rows, columns] = marginals(coupling, p.length);
    expect(Math.min(...coupling)).toBeGreaterThanOrEqual(0);
    expect(rows).toBeAllClose(p, { rtol: 1e-12, atol: 0 });
    expect(columns).toBeAllClose(q, { rtol: 1e-12, atol: 0 });
  });

  test.prop([worlds(60)])('a row is the row of the coupling divided by p, and sums to 1', ({ p, q }) => {
    const coupling = gumbelMaxCoupling(p, q);
    for (const [x, px] of p.entries()) {
      if (px === 0) continue;
      const row = gumbelMaxRow(p, q, x);
      expect(row.map((value) => value * px)).toBeAllClose(coupling.subarray(x * p.length, (x + 1) * p.length));
      expect(row.reduce((a, b) => a + b)).toBeAllClose(1);
    }
  });

  test.prop([worlds(60)])('P(X = Y) is the trace, and min(p, q) / 2 <= J[i,i] <= min(p, q)', ({ p, q }) => {
    const coupling = gumbelMaxCoupling(p, q);
    const diagonal = p.map((_, k) => coupling[k * (p.length + 1)]);
    expect(gumbelMaxAgreement(p, q)).toBeAllClose(diagonal.reduce((a, b) => a + b));
    diagonal.forEach((value, k) => {
      const least = Math.min(p[k], q[k]);
      expect(value).toBeGreaterThanOrEqual((least / 2) * (1 - 1e-13));
      expect(value).toBeLessThanOrEqual(least * (1 + 1e-13));
    });
  });

  test.prop([worlds(12)])('P(X = Y = i) = 1 / sum of max(p / p[i], q / q[i]): proposition 1', ({ p, q }) => {
    const coupling = gumbelMaxCoupling(p, q);
    for (let i = 0; i < p.length; i++) {
      // The formula itself overflows below this.
      if (p[i] < 1e-150 || q[i] < 1e-150) continue;
      const sum = p.reduce((total, _, k) => total + Math.max(p[k] / p[i], q[k] / q[i]), 0);
      expect(coupling[i * (p.length + 1)]).toBeAllClose(1 / sum, { rtol: 1e-13, atol: 0 });
    }
  });

  test.prop([
    worlds(20),
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  ])('weights need no normalisation: degree 0 in p and in q', ({ p, q }, a, b) => {
    const scaled = [p.map((value) => a * value), q.map((value) => b * value)] as const;
    expect(gumbelMaxCoupling(...scaled)).toBeAllClose(gumbelMaxCoupling(p, q));
    expect(gumbelMaxAgreement(...scaled)).toBeAllClose(gumbelMaxAgreement(p, q));
    const x = p.findIndex((value) => value > 0);
    expect(gumbelMaxRow(...scaled, x)).toBeAllClose(gumbelMaxRow(p, q, x));
  });

  test.prop([worlds(40)])('N lies in [1, 2] and everything prepared is finite', ({ p, q }) => {
    const pair = prepareGumbelMax(createGumbelMaxPair(p.length), p, q);
    for (let k = 0; k < pair.n; k++) {
      expect(pair.N[k]).toBeGreaterThanOrEqual(1 - 1e-13);
      expect(pair.N[k]).toBeLessThanOrEqual(2 + 1e-13);
      expect(Number.isFinite(pair.e[k] + pair.f[k] + pair.A[k] + pair.B[k])).toBe(true);
      if (k + 1 < pair.n) expect(pair.delta[k]).toBeGreaterThanOrEqual(0);
      // e = 1 / D(r) and f = r / D(r): D by its definition, where r is finite.
      const k0 = pair.order[k];
      if (q[k0] < 1e-150) continue;
      const r = p[k0] / q[k0];
      const D = p.reduce((sum, pk, l) => sum + Math.max(pk, r * q[l]), 0);
      if (D < 1e150) expect(pair.e[k]).toBeAllClose(1 / D, { rtol: 1e-12, atol: 0 });
    }
    expect(pair.total).toBeAllClose(1);
  });
});

describe('working space', () => {
  test('results do not depend on what was computed before, nor on what the output held', () => {
    const [p, q] = [floats(0.5, 0.5, 0), floats(0.75, 0, 0.25)];
    const fresh = gumbelMaxCoupling(p, q);
    const big = Float64Array.from({ length: 100 }, (_, k) => (k + 1) / 5050);
    gumbelMaxCoupling(big, big.slice().reverse());
    expect(gumbelMaxCoupling(p, q, new Float64Array(9).fill(7))).toEqual(fresh);
    expect(gumbelMaxRow(p, q, 1, new Float64Array(3).fill(7))).toEqual(gumbelMaxRow(p, q, 1));
  });
});

describe('statistics', () => {
  // n = 1e6 draws, 36 cells: Hoeffding with 1e-6 shared out gives .0035; a cell that is off by .007 would be seen.
  test('a million draws of Gumbel noise', () => {
    const rng = createRng(20);
    const p = floats(0.05, 0.3, 0.15, 0, 0.4, 0.1);
    const q = floats(0.25, 0.1, 0.15, 0.2, 0.3, 0);
    const [logP, logQ] = [p.map(Math.log), q.map(Math.log)];
    const n = 1_000_000;
    const counts = new Float64Array(36);
    const gumbel = new Float64Array(6);
    for (let draw = 0; draw < n; draw++) {
      for (let k = 0; k < 6; k++) gumbel[k] = -Math.log(rng.exponential());
      counts[6 * argmax(gumbel, logP) + argmax(gumbel, logQ)] += 1;
    }
    const bound = Math.sqrt(Math.log((2 * 36) / 1e-6) / (2 * n));
    expect(counts.map((count) => count / n)).toBeAllClose(gumbelMaxCoupling(p, q), { rtol: 0, atol: bound });
  });
});

function argmax(gumbel: Float64Array, logits: Float64Array): number {
  let best = 0;
  for (let k = 1; k < logits.length; k++) if (gumbel[k] + logits[k] > gumbel[best] + logits[best]) best = k;
  return best;
}

function marginals(coupling: Float64Array, nOutcomes: number): [Float64Array, Float64Array] {
  const rows = new Float64Array(nOutcomes);
  const columns = new Float64Array(nOutcomes);
  coupling.forEach((value, cell) => {
    rows[Math.floor(cell / nOutcomes)] += value;
    columns[cell % nOutcomes] += value;
  });
  return [rows, columns];
}
