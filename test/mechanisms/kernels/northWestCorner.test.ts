import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { northWestCoupling, northWestRow } from '../../../src/mechanisms/kernels/northWestCorner.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);

describe('northWestCoupling by hand', () => {
  test('overlaps of the intervals', () => {
    const [p, q] = [floats(0.5, 0.25, 0.25), floats(0.125, 0.625, 0.25)];
    const coupling = northWestCoupling(p, q, Uint32Array.of(0, 1, 2));
    expect(Array.from(coupling)).toEqual([0.125, 0.375, 0, 0, 0.25, 0, 0, 0, 0.25]);
  });

  test('in another order', () => {
    const coupling = northWestCoupling(floats(0.5, 0.5), floats(0.25, 0.75), Uint32Array.of(1, 0));
    expect(Array.from(coupling)).toEqual([0.25, 0.25, 0, 0.5]);
  });

  test('a row of probability 1e-300 keeps all its digits', () => {
    const row = northWestRow(floats(0.5, 1e-300, 0.5), floats(0.5, 5e-301, 0.5), Uint32Array.of(0, 1, 2), 1);
    expect(row).toBeAllClose([0, 0.5, 0.5]);
  });

  test('what rounding leaves over goes to the last possible outcome', () => {
    const row = northWestRow(floats(1, 1e-300, 0), floats(0.25, 0.75, 0), Uint32Array.of(0, 1, 2), 1);
    expect(Array.from(row)).toEqual([0, 1, 0]);
  });
});

describe('laws', () => {
  test.prop([worlds(200)], { numRuns: 50 })('marginals within 1e-12; rows exact, however small', ({ p, q, r }) => {
    const order = Uint32Array.from(p.keys()).sort((a, b) => r[a] - r[b]);
    const coupling = northWestCoupling(p, q, order);
    const columns = new Float64Array(q.length);
    for (let x = 0; x < p.length; x++) {
      const row = coupling.subarray(x * p.length, (x + 1) * p.length);
      expect(row.reduce((a, b) => a + b)).toBeAllClose(p[x], { rtol: 1e-12, atol: 0 });
      row.forEach((value, y) => (columns[y] += value));
      if (p[x] > 0) expect(northWestRow(p, q, order, x)).toBeAllClose(row.map((value) => value / p[x]));
    }
    expect(columns).toBeAllClose(q);
  });

  test.prop([worlds(30)])('each cell is the overlap of two intervals', ({ p, q }) => {
    const order = Uint32Array.from(p.keys());
    const coupling = northWestCoupling(p, q, order);
    const overlaps = new Float64Array(coupling.length);
    let x0 = 0;
    p.forEach((px, x) => {
      let y0 = 0;
      q.forEach((qy, y) => {
        const overlap = Math.max(0, Math.min(x0 + px, y0 + qy) - Math.max(x0, y0));
        overlaps[x * p.length + y] = overlap;
        y0 += qy;
      });
      x0 += px;
    });
    // Differences of cumulative sums carry their rounding, which is why they are not the method.
    expect(coupling).toBeAllClose(overlaps, { rtol: 0, atol: 1e-14 });
  });
});
