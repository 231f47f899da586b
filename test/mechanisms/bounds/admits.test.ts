import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { admits } from '../../../src/mechanisms/bounds/admits.js';
import { extremeRow } from '../../../src/mechanisms/bounds/extremeRow.js';
import { assumptions, findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { dyadicVector } from '../../support/generators.js';

const pairs = fc.integer({ min: 2, max: 6 }).chain((n) =>
  fc.record({
    p: dyadicVector(n),
    q: dyadicVector(n),
    value: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }),
  }),
);

describe.each(assumptions)('$name', (assumption) => {
  test.prop([pairs], { numRuns: 100 })('admits its extreme rows, and none that is more extreme', ({ p, q, value }) => {
    for (const x of p.keys()) {
      if (p[x] === 0) continue;
      const bounds = assumption.bounds(p, q, x);
      const least = extremeRow(bounds, value, 'least');
      expect(admits(bounds, least)).toBe(true);
      expect(admits(bounds, extremeRow(bounds, value, 'greatest'))).toBe(true);
      // Of two outcomes, the better gives to the worse: what would be less is not admitted.
      for (const from of least.keys()) {
        for (const to of least.keys()) {
          if (value[to] >= value[from] || least[from] < 0.01) continue;
          const moved = least.map((share, y) => share + (y === to ? 0.01 : y === from ? -0.01 : 0));
          expect(admits(bounds, moved)).toBe(false);
        }
      }
    }
  });
});

test.prop([pairs], { numRuns: 100 })('rows of Gumbel-max are stable', ({ p, q }) => {
  for (const x of p.keys()) {
    if (p[x] === 0) continue;
    const row = gumbelMaxRow(p, q, x);
    for (const name of ['none', 'stability', 'stability-all'])
      expect(admits(findAssumption(name).bounds(p, q, x), row, 1e-9)).toBe(true);
  }
});

it('goes by the caps where the box alone would admit more', () => {
  const bounds = findAssumption('stability-all').bounds(
    Float64Array.of(0.25, 0.25, 0.5),
    Float64Array.of(0.5, 0.25, 0.25),
    2,
  );
  const { caps, ...box } = bounds;
  expect(caps).toBeDefined();
  const row = [0.5, 0.5, 0];
  expect(admits({ ...box, lower: box.lower.map(() => 0) }, row)).toBe(true);
  expect(admits({ ...bounds, lower: box.lower.map(() => 0) }, row)).toBe(false);
});
