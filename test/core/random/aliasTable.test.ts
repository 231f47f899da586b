import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type AliasTables, aliasTables, sampleAlias } from '../../../src/core/random/aliasTable.js';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { dyadicVector, probabilityVector } from '../../support/generators.js';
import { hoeffdingBound } from '../../support/statistics.js';

/** Distributions stored end to end, as in an Mdp; a length of 0 is an empty row. */
function stored(rows: readonly Float64Array[]): { start: Uint32Array; probability: Float64Array } {
  const start = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (start[i + 1] = start[i] + row.length));
  return { start, probability: Float64Array.from(rows.flatMap((row) => [...row])) };
}

/** The probability that the tables give to each outcome of a row. */
function implied(tables: AliasTables, row: number): Float64Array {
  const [first, end] = [tables.start[row], tables.start[row + 1]];
  const p = new Float64Array(end - first);
  for (let cell = 0; cell < p.length; cell++) {
    p[cell] += tables.threshold[first + cell] / p.length;
    p[tables.alias[first + cell]] += (1 - tables.threshold[first + cell]) / p.length;
  }
  return p;
}

const rows = fc.array(
  fc.integer({ min: 0, max: 9 }).chain((n) => (n === 0 ? fc.constant(new Float64Array()) : probabilityVector(n))),
  { maxLength: 6 },
);

const at = (u: number): Rng => ({ uniform: () => u }) as Rng;

describe('aliasTables', () => {
  test.prop([rows, fc.constantFrom(1, 3, 1e-3, 1e200)])('hold every distribution exactly', (ps, scale) => {
    const { start, probability } = stored(ps);
    const tables = aliasTables(
      start,
      probability.map((p) => p * scale),
    );
    ps.forEach((p, row) => {
      const q = implied(tables, row);
      expect(q).toBeAllClose(p);
      p.forEach((value, k) => {
        if (value === 0) expect(q[k]).toBe(0);
      });
    });
    expect(tables.threshold.every((t) => t >= 0 && t <= 1)).toBe(true);
  });

  test.prop([fc.integer({ min: 500, max: 3000 }), fc.noShrink(fc.nat())])(
    'hold a long one, most of it in few outcomes',
    (n, seed) => {
      const rng = createRng(seed);
      const weights = Float64Array.from({ length: n }, (_, k) => (k % 3 === 0 ? 0 : rng.exponential() ** 8));
      const sum = weights.reduce((a, b) => a + b);
      const q = implied(aliasTables(Uint32Array.of(0, n), weights), 0);
      expect(q).toBeAllClose(weights.map((w) => w / sum));
      expect(q.every((value, k) => value > 0 === weights[k] > 0)).toBe(true);
    },
  );

  it('splits cells by hand', () => {
    // 1/8 fills half of its cell, and 7/8 the rest of both.
    const { threshold, alias } = aliasTables(Uint32Array.of(0, 1, 3), Float64Array.of(1, 0.25, 0.75));
    expect(threshold).toEqual(Float64Array.of(1, 0.5, 1));
    expect(alias[1]).toBe(1);
  });

  it('neither keeps nor changes its input', () => {
    const probability = Float64Array.of(0.25, 0.75);
    const tables = aliasTables(Uint32Array.of(0, 2), probability);
    expect(probability).toEqual(Float64Array.of(0.25, 0.75));
    expect(tables.threshold.buffer).not.toBe(probability.buffer);
  });
});

describe('sampleAlias', () => {
  test.prop([fc.array(fc.integer({ min: 1, max: 7 }).chain(dyadicVector), { minLength: 1, maxLength: 3 })])(
    'gives each outcome its share of the unit interval',
    (ps) => {
      // Thresholds of these vectors are multiples of 1/16, so the midpoints of 16 parts a cell measure them exactly.
      const { start, probability } = stored(ps);
      const tables = aliasTables(start, probability);
      ps.forEach((p, row) => {
        const points = 16 * p.length;
        const count = new Float64Array(p.length);
        for (let i = 0; i < points; i++) count[sampleAlias(at((i + 0.5) / points), tables, row)]++;
        expect(count).toEqual(p.map((value) => value * points));
      });
    },
  );

  it('stays in its row at the ends of the unit interval', () => {
    const last = 1 - 2 ** -53;
    for (let n = 1; n <= 3000; n++) {
      const uniform = aliasTables(Uint32Array.of(0, n), new Float64Array(n).fill(1));
      expect(sampleAlias(at(0), uniform, 0)).toBe(0);
      expect(sampleAlias(at(last), uniform, 0)).toBe(n - 1);
    }
  });

  it('draws with the frequencies asked for', () => {
    // Finds any outcome whose probability is off by 0.014.
    const p = Float64Array.of(0.4, 0, 0.3, 0.05, 0.25, 0);
    const tables = aliasTables(Uint32Array.of(0, 2, 8), Float64Array.of(0.5, 0.5, ...p));
    const n = 200_000;
    const frequency = new Float64Array(p.length);
    const rng = createRng(11);
    for (let i = 0; i < n; i++) frequency[sampleAlias(rng, tables, 1)] += 1 / n;
    expect(frequency).toBeAllClose(p, { rtol: 0, atol: hoeffdingBound(n, 1, 1e-6, p.length) });
    expect([frequency[1], frequency[5]]).toEqual([0, 0]);
  });
});
