import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';
import { optimalTransport } from '../../../src/mechanisms/fixed/optimalTransport.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { boundForms } from '../bounds/boundForms.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);

describe('rewardCdf', () => {
  test('runs through the outcomes by score, ties by index', () => {
    const { outcome } = boundForms(rewardCdf({ score: [9, 5, 1, 5] }));
    const p = floats(0.25, 0.25, 0.25, 0.25);
    const at = (u: number): number => outcome(p, floats(u), Uint32Array.of(0, 1, 2, 3));
    expect([0.1, 0.3, 0.6, 0.9].map(at)).toEqual([2, 1, 3, 0]);
  });

  test('the score belongs to the outcome, not to its position', () => {
    const { outcome, coupling } = boundForms(rewardCdf({ score: [0, 2, 7, 1, 4] }));
    // Outcomes 1, 3 and 4 score 2, 1 and 4: position 1 comes first. As outcomes 0, 1 and 2 they would come as they are.
    const ids = Uint32Array.of(1, 3, 4);
    const p = floats(0.25, 0.5, 0.25);
    expect([0.1, 0.6, 0.9].map((u) => outcome(p, floats(u), ids))).toEqual([1, 0, 2]);
    expect([0.1, 0.6, 0.9].map((u) => outcome(p, floats(u), Uint32Array.of(0, 1, 2)))).toEqual([0, 1, 2]);
    expect(coupling(p, floats(0.5, 0.25, 0.25), ids)).toBeAllClose([0.25, 0, 0, 0.25, 0.25, 0, 0, 0, 0.25]);
    const [from, to] = [floats(0, 0.5, 0.5), floats(0.5, 0.5, 0)];
    expect(coupling(from, to, ids)).toBeAllClose([0, 0, 0, 0, 0.5, 0, 0.5, 0, 0]);
  });

  test.prop([
    fc.array(fc.record({ score: fc.integer({ min: -3, max: 3 }), ulps: fc.integer({ min: -4, max: 4 }) }), {
      minLength: 2,
      maxLength: 8,
    }),
  ])('rounding of scores moves nothing', (drawn) => {
    const weights = drawn.map((_, k) => 1 + ((7 * k) % 5));
    const total = weights.reduce((sum, w) => sum + w);
    const p = Float64Array.from(weights, (w) => w / total);
    const q = p.toReversed();
    const ids = Uint32Array.from(drawn.keys());
    const exact = drawn.map(({ score }) => score / 3);
    const rounded = drawn.map(({ ulps }, k) => exact[k] + ulps * 2 ** -52);
    const coupling = (score: readonly number[]): Float64Array => boundForms(rewardCdf({ score })).coupling(p, q, ids);
    // With scores all 0 there is no scale but that of the rounding.
    if (exact.some((score) => score !== 0)) expect(coupling(rounded)).toEqual(coupling(exact));
  });

  test('a score that is missing or not finite is an error', () => {
    expect(() => rewardCdf({ score: [0, NaN] })).toThrow(/score must be finite, got NaN for outcome 1/);
    const short = rewardCdf({ score: [0, 1] });
    const call = (): unknown => short.coupling!(floats(0.5, 0.5), floats(1, 0), Uint32Array.of(0, 2));
    expect(call).toThrow(/got 2 entries and outcome 2 - give one score for each state/);
    expect(call).toThrow(ArgumentError);
  });
});

describe('rewardCdf against the linear program', () => {
  const score = Float64Array.from({ length: 40 }, (_, k) => Math.sin(7 * k) + (k % 3));
  const mechanism = rewardCdf({ score });
  const squared = optimalTransport({ cost: (x, y) => (score[x] - score[y]) ** 2 });

  test.prop([worlds(30)], { numRuns: 25 })(
    'the least squared difference of the score, to 1e-9',
    async ({ p, q, outcomes }) => {
      const expected = (coupling: Float64Array): number =>
        coupling.reduce(
          (sum, value, cell) => sum + value * (score[Math.floor(cell / p.length)] - score[cell % p.length]) ** 2,
          0,
        );
      const best = expected((await squared).coupling!(p, q, outcomes));
      expect(expected(mechanism.coupling!(p, q, outcomes))).toBeAllClose(best, { rtol: 1e-9, atol: 1e-9 });
    },
  );

  let cost: (x: number, y: number) => number = () => 0;
  const general = optimalTransport({ cost: (x, y) => cost(x, y) });
  test.prop([worlds(12), fc.double({ min: 1, max: 4, noNaN: true })], { numRuns: 25 })(
    'and of any convex function of it',
    async ({ p, q, outcomes }, power) => {
      const g = (x: number, y: number): number => Math.abs(score[x] - score[y]) ** power;
      const expected = (coupling: Float64Array): number =>
        coupling.reduce((sum, value, cell) => sum + value * g(Math.floor(cell / p.length), cell % p.length), 0);
      // The cost of this run, through the one solver.
      cost = g;
      const best = expected((await general).coupling!(p, q, outcomes));
      expect(expected(mechanism.coupling!(p, q, outcomes))).toBeAllClose(best, { rtol: 1e-9, atol: 1e-9 });
    },
  );
});
