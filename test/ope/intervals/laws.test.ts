import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Interval, Range } from '../../../src/ope/intervals/interval.js';
import { bettingWeights } from '../../../src/ope/intervals/terms/bettingWeights.js';
import { intervals } from '../../../src/ope/intervals/registry.js';

interface Options {
  readonly level: number;
  readonly range: Range;
  readonly cut?: Range;
}
type Method = (terms: Float64Array, options: Options) => Interval;

/** All methods that need no resamples, weights being 1 where they are asked for. */
const all: readonly (readonly [string, Method])[] = intervals
  .filter((definition) => definition.appliesTo !== 'resampling')
  .map((definition) => [
    definition.name,
    definition.appliesTo === 'terms'
      ? (terms, options) => definition.compute(terms, options)
      : (terms, options) => bettingWeights({ weights: terms.map(() => 1), returns: terms }, options),
  ]);
const bounded = all.filter(([name]) => name !== 't');
const symmetric = all.filter(([name]) => !name.startsWith('betting'));

const terms = fc
  .array(fc.integer({ min: -16, max: 16 }), { minLength: 2, maxLength: 40 })
  .filter((list) => new Set(list).size > 1)
  .map((list) => Float64Array.from(list, (n) => n / 16));
const level = fc.integer({ min: 1, max: 99 }).map((n) => n / 100);
const range = [-1, 1] as const;
const wide = [-1000, 1000] as const;

function repeated(values: Float64Array, times: number): Float64Array {
  return Float64Array.from({ length: times * values.length }, (_, i) => values[i % values.length]);
}

function width({ lower, upper }: Interval): number {
  return upper - lower;
}

describe.each(all)('%s', (_name, method) => {
  test.prop([terms, level, fc.integer({ min: -8, max: 8 }), fc.constantFrom(0.25, 4)])(
    'moves and stretches with its terms',
    (values, at, shift, scale) => {
      const [lower, upper] = [-1, 1].map((end) => scale * end + shift);
      const plain = method(values, { level: at, range });
      const moved = method(
        values.map((x) => scale * x + shift),
        { level: at, range: [lower, upper] },
      );
      expect([moved.lower, moved.upper]).toBeAllClose([scale * plain.lower + shift, scale * plain.upper + shift], {
        atol: 1e-9,
      });
    },
  );

  test.prop([terms, level])('mirrors when its terms are negated', (values, at) => {
    const plain = method(values, { level: at, range });
    const mirrored = method(
      values.map((x) => -x),
      { level: at, range },
    );
    expect([mirrored.lower, mirrored.upper]).toBeAllClose([-plain.upper, -plain.lower], { atol: 1e-9 });
  });

  test.prop([terms, level])('changes none of its terms', (values, at) => {
    const before = values.slice();
    method(values, { level: at, range });
    expect(values).toEqual(before);
  });

  it('holds the interval of a lower level', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => ((i * 37) % 101) / 101);
    const [narrow, broad] = [0.8, 0.95].map((at) => method(values, { level: at, range }));
    expect(broad.lower).toBeLessThan(narrow.lower);
    expect(broad.upper).toBeGreaterThan(narrow.upper);
  });

  it('is not an interval that widens with n (fault of a public library)', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 101) / 101);
    const widths = [1, 4, 16].map((times) => width(method(repeated(values, times), { level: 0.95, range })));
    expect(widths[1]).toBeLessThan(0.6 * widths[0]);
    expect(widths[2]).toBeLessThan(0.6 * widths[1]);
  });

  it.each([0, 1, -0.1, 95, NaN])('refuses the level %d', (at) => {
    expect(() => method(Float64Array.of(0, 1), { level: at, range })).toThrow(`level must be in (0, 1), got ${at}`);
  });

  it('refuses no terms, and terms that are not finite', () => {
    expect(() => method(new Float64Array(0), { level: 0.9, range })).toThrow(/at least \d terms are needed, got 0/);
    expect(() => method(Float64Array.of(0, NaN), { level: 0.9, range })).toThrow(
      'terms must be finite, got NaN at index 1',
    );
  });
});

describe.each(symmetric)('%s', (_name, method) => {
  test.prop([terms, level])('is around the mean', (values, at) => {
    const { lower, upper } = method(values, { level: at, range, cut: wide });
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    expect((lower + upper) / 2).toBeAllClose(mean, { atol: 1e-9 });
  });

  test.prop([terms, level, level])('holds the intervals of all lower levels', (values, one, other) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)].map((at) =>
      method(values, { level: at, range, cut: wide }),
    );
    expect(high.lower).toBeLessThanOrEqual(low.lower);
    expect(high.upper).toBeGreaterThanOrEqual(low.upper);
  });

  test.prop([terms, level, fc.integer({ min: 2, max: 5 })])(
    'is narrower for the same terms again',
    (values, at, times) => {
      const options = { level: at, range, cut: wide };
      expect(width(method(repeated(values, times), options))).toBeLessThan(width(method(values, options)));
    },
  );
});

describe.each(bounded)('%s', (name, method) => {
  it('does not take its range from the observed maximum (fault of a public library)', () => {
    // The same terms with more room above them: the interval has to allow for it.
    const values = Float64Array.from({ length: 50 }, (_, i) => (i % 5) / 10);
    const observed = method(values, { level: 0.95, range: [0, 0.4] });
    const possible = method(values, { level: 0.95, range: [0, 1] });
    expect(possible.upper).toBeGreaterThan(observed.upper + 0.01);
    // And a range that the terms contradict is no range.
    expect(() => method(values, { level: 0.95, range: [0, 0.3] })).toThrow(
      `${name}: terms must be in the range [0, 0.3], got 0.4 at index 4`,
    );
  });

  it('forgives rounding at the ends of the range', () => {
    const exact = method(Float64Array.of(0, 0.3, 0.2), { level: 0.5, range: [0, 0.3] });
    const rounded = method(Float64Array.of(-1e-17, 0.1 + 0.2, 0.2), { level: 0.5, range: [0, 0.3] });
    expect([rounded.lower, rounded.upper]).toBeAllClose([exact.lower, exact.upper], { atol: 1e-9 });
  });

  it('says when it says nothing', () => {
    const { lower, upper, warnings } = method(Float64Array.of(0.4, 0.6), { level: 0.999, range: [0, 1] });
    expect([lower, upper]).toEqual([0, 1]);
    expect(warnings).toEqual(['the interval is the whole range of the mean: it says nothing']);
  });

  it('refuses a range upside down', () => {
    expect(() => method(Float64Array.of(1, 2), { level: 0.9, range: [2, 1] })).toThrow(
      `${name}: a range must have its least value below its greatest, got [2, 1]`,
    );
  });
});

describe.each(bounded.filter(([name]) => name !== 'betting-weights'))('%s', (_name, method) => {
  it.each([
    [0, Infinity],
    [-Infinity, Infinity],
  ])('gives the whole range of the mean where that of a term, %d to %d, has overflowed', (least, greatest) => {
    const { lower, upper, warnings } = method(Float64Array.of(0, 1e9), {
      level: 0.9,
      range: [least, greatest],
      cut: [-2, 3],
    });
    expect([lower, upper]).toEqual([-2, 3]);
    expect(warnings).toHaveLength(1);
  });

  it('is moved to the edge, and says so, where it lies outside the range of the mean', () => {
    const values = new Float64Array(10_000).fill(1.5);
    const { lower, upper, warnings } = method(values, { level: 0.9, range: [0, 2], cut: [0, 1] });
    expect([lower, upper]).toEqual([1, 1]);
    expect(warnings).toEqual(['the interval lay outside the range of the mean and was moved to its edge']);
  });
});

it('t: two-sided, it does not take the one-sided quantile (fault of a public library)', () => {
  // 12.706 is the quantile at 0.975 with one degree of freedom, 6.314 the one at 0.95.
  const [, t] = all.find(([name]) => name === 't')!;
  expect(width(t(Float64Array.of(1, 3), { level: 0.95, range: wide })) / 2).toBeAllClose(12.7062047361747, {
    rtol: 1e-11,
  });
});
