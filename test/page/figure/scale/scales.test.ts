import { scaleLinear, scaleLog, scaleSqrt, scaleSymlog } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ends,
  clampedScale,
  linearScale,
  logOfOneMoreScale,
  logScale,
  rootScale,
} from '../../../../src/page/figure/scale/scales.js';
import { tickEnds, tickText, ticks } from '../../../../src/page/figure/scale/ticks.js';

/** Ends from a hundredth of a thousandth to a million apart, wherever. */
const ends = fc
  .tuple(fc.double({ min: -1000, max: 1000, noNaN: true }), fc.double({ min: -5, max: 6, noNaN: true }))
  .map(([from, power]): Ends => [from, from + 10 ** power]);
const tolerance = { rtol: 1e-12, atol: 1e-9 };

describe('scales', () => {
  it('place values as those of d3 do', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 1, max: 1e6, noNaN: true }), (part, most) => {
        const pixels: [number, number] = [340, 12];
        const value = 1 + part * (most - 1);
        expect(linearScale([-1, most], pixels)(value)).toBeAllClose(scaleLinear([-1, most], pixels)(value), tolerance);
        expect(rootScale([0, most], pixels)(value)).toBeAllClose(scaleSqrt([0, most], pixels)(value), tolerance);
        expect(logOfOneMoreScale([0, most], pixels)(value)).toBeAllClose(
          scaleSymlog([0, most], pixels)(value),
          tolerance,
        );
        expect(logScale([1, most + 1], pixels)(value)).toBeAllClose(scaleLog([1, most + 1], pixels)(value), tolerance);
      }),
    );
  });

  it('draw at an end what lies beyond it, where they are clamped, and in the middle what has no length', () => {
    const clamped = clampedScale([-1, 1], [100, 0]);
    expect([-2, -1, 0, 1, 7].map(clamped)).toEqual([100, 100, 50, 0, 0]);
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
    expect(rootScale([0, 1], [100, 0])(-1e-16)).toBeAllClose(100, { rtol: 0, atol: 1e-5 });
  });
});

describe('ticks', () => {
  it('are those of d3', () => {
    fc.assert(
      fc.property(ends, fc.integer({ min: 2, max: 12 }), (domain, n) => {
        expect(ticks(domain, n)).toEqual(scaleLinear(domain, [0, 1]).ticks(n));
      }),
    );
  });

  it('are round by hand', () => {
    expect(ticks([-1, 1], 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticks([0, 0.31], 3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks([2, 2], 5)).toEqual([2]);
  });

  it('move ends outwards to where they are, as d3 does', () => {
    fc.assert(
      fc.property(ends, (domain) => {
        const nice = scaleLinear(domain, [0, 1]).nice(5).domain();
        expect(tickEnds(domain, 5)).toBeAllClose(nice, { rtol: 1e-12, atol: 1e-12 });
      }),
    );
  });

  it('are told to the digit in which they differ, as d3 tells them', () => {
    fc.assert(
      fc.property(ends, (domain) => {
        const scale = scaleLinear(domain, [0, 1]);
        expect(ticks(domain, 5).map(tickText(domain, 5))).toEqual(scale.ticks(5).map(scale.tickFormat(5)));
      }),
    );
    expect([0, 12_500].map(tickText([0, 50_000], 5))).toEqual(['0', '12,500']);
    expect(tickText([-0.2, 0.2], 4)(-0.1)).toBe('−0.1');
  });
});
