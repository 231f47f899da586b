import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { boundedRows } from '../../../src/counterfactual/rows/boundedRows.js';
import { union } from '../../../src/counterfactual/rows/union.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { type Assumption, assumptions } from '../../../src/mechanisms/bounds/registry.js';
import { smallMdp } from '../../support/generators.js';
import { sparseMdp } from '../../support/sparseMdp.js';

const model: fc.Arbitrary<Mdp> = fc.oneof(
  smallMdp(),
  fc.nat().map((seed) => sparseMdp(createRng(seed), { nStates: 30, nActions: 3, nEnds: 2 })),
);
const bytes = fc.oneof(fc.constant(0), fc.nat({ max: 5000 }), fc.constant(2 ** 20));
const picks = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 40 });

/** Each possible entry of the target row with its bounds, and whatever caps it has, straight from the assumption. */
function plainBounds(mdp: Mdp, assumption: Assumption, row: number, observed: number, target: number): unknown {
  const start = mdp.rowStart[target];
  if (row === target) return { entries: [[start + observed, 1, 1]] };
  const { p, q, x, target: places } = union(mdp, row, observed, target);
  const { lower, upper, caps } = assumption.bounds(p, q, x);
  const possible = Array.from(places, (place, k) => ({ place, k })).filter(({ place }) => upper[place] > 0);
  return {
    entries: possible.map(({ place, k }) => [start + k, lower[place], upper[place]]),
    ...(caps && {
      classes: possible.map(({ place }) => [caps.classOf[place], caps.free[place]]),
      cap: Array.from(caps.cap),
    }),
  };
}

describe('boundedRows', () => {
  test.prop([model, fc.constantFrom(...assumptions), bytes, picks], { numRuns: 300 })(
    'are those of the assumption, to the last digit, whatever the bound and the order in which they are asked for',
    (mdp, assumption, most, asked) => {
      const rows = boundedRows(mdp, assumption, most);
      const entries = Array.from(mdp.probability.keys()).filter((k) => mdp.probability[k] > 0);
      for (const [a, b] of asked) {
        const entry = entries[(a % 8) % entries.length];
        const row = mdp.rowStart.findLastIndex((start) => start <= entry);
        const target = mdp.rowStart.findLastIndex((start) => start <= entries[(3 * (b % 8)) % entries.length]);
        const observed = entry - mdp.rowStart[row];
        const found = rows(row, observed, target);
        const { lower, upper, caps } = found.bounds;
        expect(upper.length).toBe(found.entry.length);
        expect({
          entries: Array.from(found.entry, (each, k) => [each, lower[k], upper[k]]),
          ...(caps && {
            classes: Array.from(caps.classOf, (each, k) => [each, caps.free[k]]),
            cap: Array.from(caps.cap),
          }),
        }).toEqual(plainBounds(mdp, assumption, row, observed, target));
      }
    },
  );
});
