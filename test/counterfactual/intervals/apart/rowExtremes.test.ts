import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { kindOf, rowExtremes } from '../../../../src/counterfactual/intervals/apart/rowExtremes.js';
import { extremeMean } from '../../../../src/mechanisms/bounds/extremeMean.js';
import { assumptions } from '../../../../src/mechanisms/bounds/registry.js';
import { dyadicVector } from '../../../support/generators.js';
import { oneAction } from '../../../support/oneAction.js';

/** A row of many outcomes or few, with ties and zeros. */
function rowOf(length: number): fc.Arbitrary<Float64Array> {
  const counts = fc.array(fc.constantFrom(0, 0, 1, 1, 2, 5, 40), { minLength: length, maxLength: length });
  const fitted = counts.map((cases) => {
    const all = cases.some((n) => n > 0) ? cases : cases.map((_, k) => Number(k === 0));
    const sum = all.reduce((a, b) => a + b);
    return Float64Array.from(all, (n) => n / sum);
  });
  return fc.oneof(fitted, dyadicVector(length));
}

const pair = fc
  .oneof(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 30, max: 60 }))
  .chain((n) =>
    fc.record({
      p: rowOf(n),
      q: rowOf(n),
      x: fc.nat({ max: n - 1 }),
      later: fc.array(fc.constantFrom(-1, -0.5, 0, 0.25, 0.3, 1), { minLength: 2 * n, maxLength: 2 * n }),
      discount: fc.constantFrom(1, 0.9),
      keep: fc.boolean(),
    }),
  )
  .filter(({ p, x }) => p[x] > 0);

describe.each(assumptions.map((assumption) => ({ name: assumption.name, assumption })))(
  'the extremes of a row under $name',
  ({ assumption }) => {
    test.prop([pair], { numRuns: 300 })('are those over its bounds', ({ p, q, x, later, discount, keep }) => {
      const n = p.length;
      // State 0 was left, for 2 + x; state 1 is asked about. Entries that are impossible are there, or are not.
      const entries = (row: Float64Array): { next: number; p: number; r: number }[] =>
        Array.from(row, (chance, k) => ({ next: 2 + k, p: chance, r: k % 3 })).filter(({ p: one }) => keep || one > 0);
      const observed = entries(p);
      const mdp = oneAction([observed, entries(q), ...Array.from(p, () => [])]);
      const kind = kindOf(assumption);
      const rows = rowExtremes(mdp, { kind: [kind, kind], isLeast: [true, false], isScaled: true });
      rows.observe({ row: 0, entry: observed.findIndex(({ next }) => next === 2 + x) });
      rows.turnTo(1);
      const out = new Float64Array(2);
      rows.means({ reward: mdp.reward, discount }, Float64Array.of(0, 0, 0, 0, ...later), 2, 2, out);
      const bounds = assumption.bounds(p, q, x);
      for (const [c, end] of (['least', 'greatest'] as const).entries()) {
        const value = Float64Array.from({ length: n }, (_, k) => (k % 3) + discount * later[2 * k + c]);
        const expected = extremeMean(bounds, value, end, new Float64Array(n));
        expect(out[c]).toBeAllClose(expected, { rtol: 1e-12, atol: 1e-12 });
      }
      const sizes = Array.from(q, (chance, k) =>
        chance === 0 ? 0 : Math.max(...[0, 1].map((c) => Math.abs((k % 3) + discount * later[2 * k + c]))),
      );
      expect(rows.scale).toBeAllClose(Math.max(...sizes), { rtol: 1e-15 });
    });
  },
);

it('knows no bounds but those of registered assumptions', () => {
  expect(assumptions.map(kindOf)).toEqual([0, 1, 2, 3]);
  expect(kindOf({ ...assumptions[0] })).toBe(-1);
});
