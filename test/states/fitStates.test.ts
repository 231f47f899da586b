import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { assignStates } from '../../src/states/assignStates.js';
import { featureSpaceName } from '../../src/states/featureStates.js';
import { type FeatureTable, fitStates } from '../../src/states/fitStates.js';

/** Rows around so many points, d numbers each. */
function clouds(seed: number, n: number, d: number): FeatureTable {
  const rng = createRng(seed);
  const values = Float64Array.from({ length: n * d }, (_, at) => 3 * (Math.floor(at / d) % 5) + rng.normal());
  return { columns: Array.from({ length: d }, (_, j) => `f${j}`), values };
}

const cases = fc.record({ seed: fc.nat(1000), n: fc.integer({ min: 12, max: 60 }), d: fc.integer({ min: 1, max: 4 }) });

describe('fitStates', () => {
  it('finds what lies apart, whatever the seed', () => {
    const table = { columns: ['hr'], values: Float64Array.of(60, 62, 118, 122) };
    for (const seed of [1, 2, 3]) {
      const { states, sizes, converged } = fitStates(createRng(seed), table, { k: 2 });
      const [a, b, c, d] = assignStates(states, table.values);
      expect([b, d]).toEqual([a, c]);
      expect(a).not.toBe(c);
      expect([...sizes, converged]).toEqual([2, 2, true]);
    }
  });

  it('gives each row its nearest centre, the first of several, as a search of all finds it', () => {
    fc.assert(
      fc.property(cases, ({ seed, n, d }) => {
        const table = clouds(seed, n, d);
        const { states } = fitStates(createRng(seed), table, { k: 7 });
        const scores = Array.from({ length: n }, (_, i) =>
          states.columns.map(({ mean, scale }, j) => (table.values[i * d + j] - mean) / scale),
        );
        const expected = scores.map((z) => {
          const distances = states.centres.map((centre) => centre.reduce((sum, c, j) => sum + (z[j] - c) ** 2, 0));
          return distances.indexOf(Math.min(...distances));
        });
        expect([...assignStates(states, table.values)]).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('depends on the seed and the rows alone', () => {
    const table = clouds(4, 200, 3);
    const fitted = (seed: number, batch?: number): unknown =>
      fitStates(createRng(seed), table, { k: 9, ...(batch !== undefined && { batch }) });
    expect(fitted(1)).toEqual(fitted(1));
    expect(fitted(1)).not.toEqual(fitted(2));
    expect(fitted(1, 30)).toEqual(fitted(1, 30));
    const drawn = createRng(1);
    drawn.uniform();
    expect(fitStates(drawn, table, { k: 9 })).toEqual(fitted(1));
  });

  it('finds the same states in other units', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: -6, max: 6 }), ({ seed, n, d }, power) => {
        const table = clouds(seed, n, d);
        // Powers of two change no digit.
        const other = { ...table, values: table.values.map((value) => value * 2 ** power) };
        const [mine, others] = [table, other].map((one) => fitStates(createRng(1), one, { k: 6 }).states);
        expect(others.centres).toEqual(mine.centres);
        expect(assignStates(others, other.values)).toEqual(assignStates(mine, table.values));
      }),
      { numRuns: 30 },
    );
  });

  it('scales a column by its logarithm, where asked, and takes the mean for what is missing', () => {
    const values = Float64Array.of(1, 5, Math.E, 7, Math.E ** 2, NaN);
    const { states } = fitStates(
      createRng(1),
      { columns: ['lactate', 'hr'], values },
      {
        ...{ k: 2, log: ['lactate'], missing: 'mean' },
      },
    );
    expect(states.columns[0].mean).toBeAllClose(1, { rtol: 1e-12 });
    expect(states.columns[0].scale).toBeAllClose(Math.sqrt(2 / 3), { rtol: 1e-12 });
    expect(states.columns[1]).toEqual({ name: 'hr', log: false, mean: 6, scale: 1 });
    expect(assignStates(states, Float64Array.of(2, NaN))).toEqual(assignStates(states, Float64Array.of(2, 6)));
  });

  it('has a row in every state, and the mean of its rows for a centre', () => {
    fc.assert(
      fc.property(cases, ({ seed, n, d }) => {
        const table = clouds(seed, n, d);
        const { states, sizes, converged } = fitStates(createRng(seed), table, { k: 10 });
        expect(converged).toBe(true);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        const nearest = assignStates(states, table.values);
        states.centres.forEach((centre, c) => {
          const rows = Array.from(nearest.keys()).filter((i) => nearest[i] === c);
          states.columns.forEach(({ mean, scale }, j) => {
            const own = rows.reduce((sum, i) => sum + (table.values[i * d + j] - mean) / scale, 0) / rows.length;
            expect(centre[j]).toBeAllClose(own, { rtol: 1e-6, atol: 1e-9 });
          });
        });
      }),
      { numRuns: 20 },
    );
  });

  it('comes near the rounds over all rows by batches', () => {
    const table = clouds(5, 3000, 2);
    const whole = fitStates(createRng(1), table, { k: 5 });
    const batches = fitStates(createRng(1), table, { k: 5, batch: 200 });
    expect(batches.meanSquare).toBeLessThan(1.1 * whole.meanSquare);
    expect(batches.iterations).toBe(100);
  });

  it.each([
    [{ k: 0 }, /k must be an integer ≥ 1, got 0/],
    [{ k: 9 }, /k must be at most the 4 rows, got 9/],
    [{ k: 4 }, /k must be at most the number of rows that differ, got 4 and 3 of them/],
    [{ k: 2, batch: 0.5 }, /batch must be an integer ≥ 1, got 0.5/],
    [{ k: 2, log: ['x'] }, /log must name columns that are used, hr, got 'x'/],
    [{ k: 2, log: ['hr'] }, /row 3: hr must be > 0, as its logarithm is taken, got 0/],
  ])('refuses %j', (options, message) => {
    const table = { columns: ['hr'], values: Float64Array.of(1, 1, 2, 0) };
    expect(() => fitStates(createRng(1), table, options)).toThrow(message);
  });

  it('refuses columns that say nothing, and values that are not there', () => {
    const fit = (...values: readonly number[]): unknown =>
      fitStates(createRng(1), { columns: ['hr'], values: Float64Array.from(values) }, { k: 1 });
    expect(() => fit(3.1, 3.1, 3.1)).toThrow('feature hr must vary, got 3.1 in every row - leave it out');
    expect(() => fit(1, NaN)).toThrow('row 1: hr must be there: missing values are refused, got none');
    expect(() => fit(1, Infinity)).toThrow('row 1: hr must be a finite number, got Infinity');
    expect(() => fitStates(createRng(1), { columns: ['a', 'a'], values: new Float64Array(4) }, { k: 1 })).toThrow(
      "columns must name each feature once, got 'a' twice",
    );
  });
});

describe('featureSpaceName', () => {
  it('is another for other centres, scales, rules or ends', () => {
    const { states } = fitStates(createRng(1), clouds(1, 20, 2), { k: 3 });
    const [first, ...rest] = states.columns;
    const others = [
      states,
      { ...states, missing: 'mean' as const },
      { ...states, centres: states.centres.slice(1) },
      { ...states, columns: [{ ...first, scale: 2 * first.scale }, ...rest] },
      { ...states, ends: { column: 'died', names: ['died', 'not died'] } },
    ];
    expect(new Set(others.map(featureSpaceName)).size).toBe(5);
    expect(featureSpaceName(JSON.parse(JSON.stringify(states)) as typeof states)).toBe(featureSpaceName(states));
  });
});
