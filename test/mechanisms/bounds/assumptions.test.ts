import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { ArgumentError, NumericalError } from '../../../src/core/errors.js';
import { extremeRow } from '../../../src/mechanisms/bounds/extremeRow.js';
import { type Assumption, assumptions, findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import type { RowBounds } from '../../../src/mechanisms/bounds/rowBounds.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { type Highs, loadHighs } from '../../../src/mechanisms/kernels/transportProgram.js';
import { type Worlds, worlds } from '../../../src/laws/mechanism/worlds.js';
import { mechanisms } from '../../../src/mechanisms/registry.js';
import { dyadicVector } from '../../support/generators.js';
import { cellRanges, leastMean } from './couplingProgram.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);
const dot = (row: Float64Array, value: readonly number[]): number =>
  row.reduce((sum, share, y) => sum + share * value[y], 0);

const indicator = (n: number, y: number): number[] => Array.from({ length: n }, (_, k) => Number(k === y));

/** What the rounding of ratios and of sums of a few probabilities can move; ties count as ties to 1e-12. */
const ROUNDING = 1e-10;

function expectWithin(row: Float64Array, { lower, upper }: RowBounds, atol = ROUNDING): void {
  expect(row).toBeAllClose(
    row.map((share, y) => Math.min(upper[y], Math.max(lower[y], share))),
    { rtol: 0, atol },
  );
}

/** p, q in sixteenths, a possible x and a value for each outcome. */
const decisions = fc
  .integer({ min: 2, max: 5 })
  .chain((n) =>
    fc.record({
      p: dyadicVector(n),
      q: dyadicVector(n),
      value: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: n, maxLength: n }),
    }),
  )
  .chain((drawn) => {
    const possible = [...drawn.p.keys()].filter((k) => drawn.p[k] > 0);
    return fc.constantFrom(...possible).map((x) => ({ ...drawn, x }));
  });

function each({ p, q }: Worlds, visit: (p: Float64Array, q: Float64Array, x: number) => void): void {
  p.forEach((px, x) => {
    if (px > 0) visit(p, q, x);
  });
}

const boundsOf = (name: string, p: Float64Array, q: Float64Array, x: number): RowBounds =>
  findAssumption(name).bounds(p, q, x);

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

describe('two outcomes by hand', () => {
  // The odds of 0 rose: observed 0 stays under stability; observed 1 must fill column 0 up to 3/4.
  const p = floats(0.5, 0.5);
  const q = floats(0.75, 0.25);

  test.each([
    ['none', 0, [0.5, 0], [1, 0.5]],
    ['none', 1, [0.5, 0], [1, 0.5]],
    ['stability', 0, [1, 0], [1, 0]],
    // Stability of row 1 alone lets 1 move to 0 with any probability that leaves at most 1/4 in column 1.
    ['stability', 1, [0.5, 0], [1, 0.5]],
    ['monotone', 0, [1, 0], [1, 0]],
    // At least q[1] stays; at most q[0] moves.
    ['monotone', 1, [0.5, 0.25], [0.75, 0.5]],
    // Row 0 stays whole, so row 1 has 1/4 to give to column 0, and no choice.
    ['stability-all', 0, [1, 0], [1, 0]],
    ['stability-all', 1, [0.5, 0.5], [0.5, 0.5]],
  ] as const)('%s given %i', (name, x, lower, upper) => {
    const bounds = boundsOf(name, p, q, x);
    expect(bounds.lower).toBeAllClose(lower);
    expect(bounds.upper).toBeAllClose(upper);
  });

  test('new outcomes may take all that leaves under monotonicity, old ones only their q', () => {
    // Given 1, outcome 0 is new: 1 - q[1]; outcome 2 was possible, and its odds rose.
    const { upper } = boundsOf('monotone', floats(0, 0.75, 0.25), floats(0.5, 0.25, 0.25), 1);
    expect(upper).toBeAllClose([2 / 3, 1 / 3, 0.25]);
  });

  test('what another outcome keeps for itself is not for the observed one', () => {
    const bounds = boundsOf('stability-all', floats(0.25, 0.25, 0.5), floats(0.5, 0.25, 0.25), 2);
    expect(bounds.lower).toBeAllClose([0, 0, 0.5]);
    expect(bounds.upper).toBeAllClose([0.5, 0.5, 0.5]);
    const loose = boundsOf('stability', floats(0.25, 0.25, 0.5), floats(0.5, 0.25, 0.25), 2);
    expect(loose.upper).toBeAllClose([1, 0.5, 0.5]);
  });

  test('equal ratios are equal whatever rounding says', () => {
    // 0.15 / 0.05 is below 0.45 / 0.15 by rounding alone; nothing may move between them.
    const [a, b] = [floats(0.15, 0.45, 0.4), floats(0.05, 0.15, 0.8)];
    for (const name of ['stability', 'monotone', 'stability-all'])
      for (const x of [0, 1]) expect(boundsOf(name, a, b, x).upper[1 - x]).toBe(0);
  });

  test('an observed outcome of probability 1e-300 may turn into anything whose odds rose', () => {
    const bounds = boundsOf('stability-all', floats(1e-300, 0.5, 0.5), floats(0, 0.75, 0.25), 0);
    expect(bounds.upper).toBeAllClose([0, 1, 1]);
    expect(bounds.lower).toBeAllClose([0, 0, 0]);
  });
});

test('outcomes that tie share a cap with those below them, each set of them by itself', () => {
  // In sixteenths. Given 3: filling 1 up to its 2 makes it pass on its own 1 to outcome 0, which leaves 3 of 4 there; 2
  // ties with 1 and may gain its 1.
  const sixteenths = (...counts: number[]): Float64Array => Float64Array.from(counts, (count) => count / 16);
  const bounds = boundsOf('stability-all', sixteenths(0, 1, 1, 14), sixteenths(4, 2, 2, 8), 3);
  expect(extremeRow(bounds, [1, 0, 2, 3], 'least')).toBeAllClose([3 / 14, 2 / 14, 1 / 14, 8 / 14]);
  expect(extremeRow(bounds, [0, 1, 2, 3], 'least')).toBeAllClose([4 / 14, 1 / 14, 1 / 14, 8 / 14]);
});

test('a row is whole even where a tie takes a little from it', () => {
  const [p, q] = [floats(0.5, 0.5), floats(0.5 + 2e-13, 0.5 - 2e-13)];
  for (const name of ['stability', 'monotone', 'stability-all'])
    expect(Array.from(extremeRow(boundsOf(name, p, q, 1), [0, 1], 'least'))).toEqual([0, 1]);
});

describe.each(assumptions)('$name', (assumption) => {
  const { name } = assumption;
  const bounds: Assumption['bounds'] = (...args) => assumption.bounds(...args);

  test.prop([decisions], { numRuns: 150 })(
    'its worst and best rows are the optima of the linear program over whole couplings',
    ({ p, q, x, value }) => {
      const admitted = bounds(p, q, x);
      const least = leastMean(highs, p, q, x, value, cellRanges[name]);
      const negated = value.map((v) => -v);
      const greatest = -leastMean(highs, p, q, x, negated, cellRanges[name]);
      const worst = extremeRow(admitted, value, 'least');
      const best = extremeRow(admitted, value, 'greatest');
      expect(dot(worst, value)).toBeAllClose(least, { atol: 1e-9 });
      expect(dot(best, value)).toBeAllClose(greatest, { atol: 1e-9 });
      for (const row of [worst, best]) {
        expectWithin(row, admitted);
        expect(row.reduce((sum, share) => sum + share, 0)).toBeAllClose(1);
      }
    },
  );

  test.prop([decisions], { numRuns: 100 })('every end of an interval is reached, and no more', ({ p, q, x }) => {
    const { lower, upper } = bounds(p, q, x);
    const program = (value: readonly number[]): number => leastMean(highs, p, q, x, value, cellRanges[name]);
    expect(lower).toBeAllClose(
      p.map((_, y) => program(indicator(p.length, y))),
      { atol: 1e-9 },
    );
    expect(upper).toBeAllClose(
      p.map((_, y) => -program(indicator(p.length, y).map((v) => -v))),
      { atol: 1e-9 },
    );
  });

  test.prop([worlds(12)], { numRuns: 150 })('its extreme rows are rows within its intervals, at any scale', (drawn) => {
    each(drawn, (p, q, x) => {
      const admitted = bounds(p, q, x);
      const value = Array.from(p, (_, y) => Math.sin(7 * y));
      for (const end of ['least', 'greatest'] as const) {
        const row = extremeRow(admitted, value, end);
        expectWithin(row, admitted);
        expect(row.reduce((sum, share) => sum + share, 0)).toBeAllClose(1);
        expect(row.every((share, y) => share >= 0 && (q[y] > 0 || share === 0))).toBe(true);
      }
      for (const end of ['least', 'greatest'] as const) {
        const reached = p.map((_, y) => extremeRow(admitted, indicator(p.length, y), end)[y]);
        expect(reached).toBeAllClose(end === 'least' ? admitted.lower : admitted.upper, { atol: ROUNDING });
      }
    });
  });

  test.prop([worlds(12)], { numRuns: 100 })('the same distribution in both worlds', ({ p }) => {
    each({ p, q: p, r: p, outcomes: new Uint32Array() }, (_, __, x) => {
      const { lower, upper } = bounds(p, p, x);
      // By distribution alone only stability pins the outcome; that of the same state and action is for trajectories.
      if (name === 'none') expect(upper[x]).toBe(1);
      else for (const end of [lower, upper]) expect(Array.from(end)).toEqual(Array.from(p, (_, y) => Number(y === x)));
    });
  });

  test('refuses an impossible observation and unequal lengths', () => {
    expect(() => bounds(floats(0, 1), floats(0.5, 0.5), 0)).toThrow(NumericalError);
    expect(() => bounds(floats(0, 1), floats(0.5, 0.5), 2)).toThrow(/must be possible, got 2 of probability undefined/);
    expect(() => bounds(floats(0, 1), floats(1), 1)).toThrow(ArgumentError);
  });
});

test.prop([worlds(20)], { numRuns: 200 })('Gumbel-max lies within none, stability and stability-all', (drawn) => {
  each(drawn, (p, q, x) => {
    const row = gumbelMaxRow(p, q, x);
    for (const name of ['none', 'stability', 'stability-all']) {
      const admitted = boundsOf(name, p, q, x);
      expectWithin(row, admitted);
      const value = Array.from(p, (_, y) => Math.cos(3 * y));
      expect(dot(row, value)).toBeGreaterThanOrEqual(dot(extremeRow(admitted, value, 'least'), value) - ROUNDING);
      expect(dot(row, value)).toBeLessThanOrEqual(dot(extremeRow(admitted, value, 'greatest'), value) + ROUNDING);
    }
    // The diagonal is monotone; the others are to a factor of 2.
    const { lower, upper } = boundsOf('monotone', p, q, x);
    expect(row[x]).toBeGreaterThanOrEqual(lower[x] - ROUNDING);
    const others = row.filter((_, y) => y !== x && p[y] > 0);
    const most = upper.filter((_, y) => y !== x && p[y] > 0);
    expectWithin(others, { lower: new Float64Array(most.length), upper: most.map((value) => 2 * value) });
  });
});

test.prop([worlds(10)], { numRuns: 100 })('each assumption admits no more than a weaker one', (drawn) => {
  each(drawn, (p, q, x) => {
    for (const [strong, weak] of [
      ['stability', 'none'],
      ['monotone', 'stability'],
      ['stability-all', 'stability'],
    ]) {
      const { lower, upper } = boundsOf(strong, p, q, x);
      for (const end of [lower, upper]) expectWithin(end, boundsOf(weak, p, q, x));
    }
  });
});

describe.each(mechanisms.filter(({ name }) => name !== 'optimal-transport'))('mechanism $name', (definition) => {
  test.prop([worlds(8)], { numRuns: 60 })('lies within none', async (drawn) => {
    const score = Float64Array.from(drawn.p, (_, k) => Math.sin(5 * k));
    const mechanism = completeMechanism(await definition.create({ score }), { rng: createRng(0) });
    each(drawn, (p, q, x) => {
      // Some take differences of probabilities, and then divide by p[x].
      const atol = ROUNDING + 1e-14 / p[x];
      expectWithin(mechanism.counterfactual(p, q, x, drawn.outcomes), boundsOf('none', p, q, x), atol);
    });
  });
});

test('an unknown name is an error that lists the names', () => {
  expect(() => findAssumption('stable')).toThrow(
    "findAssumption: name must be one of none, stability, monotone, stability-all, got 'stable'",
  );
});
