import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { CAUSATION } from '../../../src/counterfactual/causation/comparison.js';
import { type Causation, causationBounds, causationOf } from '../../../src/counterfactual/causation/causation.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';

const probabilities = (n: number): fc.Arbitrary<Float64Array> =>
  fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n }).map((counts) => {
    const total = counts.reduce((sum, k) => sum + k, 0);
    return Float64Array.from(counts, (k, i) => (total === 0 ? Number(i === 0) : k / total));
  });

const orders: readonly (readonly number[])[] = permutations([0, 1, 2]);

/** The coupling that fills rows and columns each in an order: every extreme one is of this kind. */
function extremeCoupling(p: Float64Array, q: Float64Array, rows: readonly number[], columns: readonly number[]) {
  const [left, lacking] = [p.slice(), q.slice()];
  const coupling = new Float64Array(p.length * q.length);
  for (const x of rows)
    for (const y of columns) {
      const mass = Math.min(left[x], lacking[y]);
      coupling[x * q.length + y] += mass;
      left[x] -= mass;
      lacking[y] -= mass;
    }
  return coupling;
}

function transposed(coupling: Float64Array, n: number): Float64Array {
  return coupling.map((_, cell) => coupling[(cell % n) * n + Math.floor(cell / n)]);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => permutations(items.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

const known = (causation: Causation): number[] => CAUSATION.map((name) => causation[name]);

describe('causationBounds', () => {
  it('has the closed forms of Tian & Pearl for two outcomes', () => {
    const { lower, upper } = causationBounds(Float64Array.of(0.55, 0.45), Float64Array.of(0.2, 0.8), [false, true]);
    // max(0, q − p); the same over P(good | treated) and over P(bad | not treated).
    expect(known(lower)).toBeAllClose([0.35, 0, 0.35 / 0.8, 0.35 / 0.55], { rtol: 1e-14, atol: 0 });
    // min(q, 1 − p); min(p, 1 − q); P(bad | not treated) / P(good | treated); 1, as q > 1 − p.
    expect(known(upper)).toBeAllClose([0.55, 0.2, 0.55 / 0.8, 1], { rtol: 1e-14, atol: 0 });
  });

  test.prop([probabilities(3), probabilities(3), fc.constantFrom([true, false, false], [true, false, true])])(
    'holds all couplings, and some coupling reaches each end',
    (p, q, good) => {
      const { lower, upper } = causationBounds(p, q, good);
      const all = orders.flatMap((rows) =>
        orders.map((columns) => {
          const coupling = extremeCoupling(p, q, rows, columns);
          return causationOf(coupling, transposed(coupling, 3), good);
        }),
      );
      for (const name of CAUSATION) {
        const values = all.map((causation) => causation[name]);
        if (values.some(Number.isNaN)) {
          expect([lower[name], upper[name]].some((end) => Number.isNaN(end) || end === Infinity)).toBe(true);
          continue;
        }
        expect(Math.min(...values)).toBeAllClose(lower[name], { rtol: 0, atol: 1e-14 });
        expect(Math.max(...values)).toBeAllClose(upper[name], { rtol: 0, atol: 1e-14 });
      }
    },
  );
});

describe('causationOf', () => {
  test.prop([probabilities(3), probabilities(3)])(
    'differs by what the treatment gains, whatever the mechanism',
    (p, q) => {
      const good = [false, true, true];
      const outcomes = Uint32Array.of(0, 1, 2);
      const mechanism = completeMechanism(inverseCdf());
      const found = causationOf(mechanism.coupling(p, q, outcomes), mechanism.coupling(q, p, outcomes), good);
      expect(found.benefit - found.harm).toBeAllClose(q[1] + q[2] - p[1] - p[2], { rtol: 0, atol: 1e-14 });
    },
  );

  it('asks of those who had the treatment whether it was needed, and of the others whether it would have done', () => {
    // 2 of 10 are saved, 1 is harmed, 4 are well and 3 ill either way.
    const withheld = Float64Array.of(0.3, 0.2, 0.1, 0.4);
    const found = causationOf(withheld, transposed(withheld, 2), [false, true]);
    expect(known(found)).toBeAllClose([0.2, 0.1, 0.2 / 0.6, 0.2 / 0.5], { rtol: 1e-14, atol: 0 });
  });
});
