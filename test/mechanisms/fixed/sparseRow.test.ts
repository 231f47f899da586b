import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import type {
  CommonRow,
  CompleteMechanism,
  Mechanism,
  SparsePair,
  SparseRow,
} from '../../../src/mechanisms/mechanism.js';
import { dyadicVector, probabilityVector } from '../../support/generators.js';

const score = Array.from({ length: 500 }, (_, k) => (k * 7) % 5);
const stored = [gumbelMax(), inverseCdf(), maximal(), rewardCdf({ score })].map((mechanism) =>
  completeMechanism(mechanism),
);

interface Rows {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly keepZeros: boolean;
}

const rows: fc.Arbitrary<Rows> = fc.integer({ min: 1, max: 40 }).chain((n) => {
  const vector = fc.oneof(probabilityVector(n), dyadicVector(n));
  return fc.record({ p: vector, q: vector, keepZeros: fc.boolean() });
});

/** Both rows in the columns of a model, after something else. */
function pairOf({ p, q, keepZeros }: Rows, x: number): SparsePair {
  const outcome = [99, 5];
  const probability = [0.5, 0.5];
  const append = (row: Float64Array): void => {
    row.forEach((value, k) => {
      if (value === 0 && !keepZeros) return;
      outcome.push(k);
      probability.push(value);
    });
  };
  append(p);
  const qStart = outcome.length;
  append(q);
  return {
    outcome: Uint32Array.from(outcome),
    probability: Float64Array.from(probability),
    pStart: 2,
    pEnd: qStart,
    x: outcome.indexOf(x, 2),
    qStart,
    qEnd: outcome.length,
  };
}

describe.each(stored)('rows of $name that are stored without their zeros', (mechanism) => {
  test.prop([rows], { numRuns: 500 })('are those over all outcomes', ({ p, q, keepZeros }) => {
    const outcomes = Uint32Array.from(p.keys());
    for (let x = 0; x < p.length; x++) {
      if (p[x] === 0) continue;
      const pair = pairOf({ p, q, keepZeros }, x);
      const length = pair.qEnd - pair.qStart;
      // What is there before and after stays.
      const out = new Float64Array(length + 2).fill(7);
      mechanism.counterfactual.sparse!(pair, out, 1);
      const whole = mechanism.counterfactual(p, q, x, outcomes);
      expect(out.subarray(1, length + 1)).toBeAllClose(
        Array.from(pair.outcome.subarray(pair.qStart), (k) => whole[k]),
        { rtol: 1e-12, atol: 1e-15 },
      );
      expect([out[0], out[length + 1]]).toEqual([7, 7]);
    }
  });

  it('take more outcomes than were met before', () => {
    const n = 500;
    const p = Float64Array.from({ length: n }, (_, k) => (2 * (k + 1)) / (n * (n + 1)));
    const q = p.toReversed();
    const pair = pairOf({ p, q, keepZeros: false }, 400);
    const out = new Float64Array(n);
    mechanism.counterfactual.sparse!(pair, out, 0);
    expect(out).toBeAllClose(mechanism.counterfactual(p, q, 400, Uint32Array.from(p.keys())));
  });
});

describe('an author who gives stored rows', () => {
  const pair = pairOf({ p: Float64Array.of(0.5, 0.5), q: Float64Array.of(0.25, 0.75), keepZeros: false }, 1);
  const complete = (beside: object): CompleteMechanism =>
    completeMechanism({
      ...maximal(),
      counterfactual: Object.assign((_p: Float64Array, q: Float64Array) => q.slice(), beside),
    });
  const run = (sparse: SparseRow) => () => {
    complete({ sparse }).counterfactual.sparse!(pair, new Float64Array(2), 0);
  };

  it('is told of a row that is none, of what it threw, and of what is no function', () => {
    expect(run((_, out) => void out.fill(1))).toThrow('mechanism maximal: counterfactual row 1 must sum to 1, got 2');
    expect(run((_, out) => void out.fill(NaN))).toThrow('must sum to 1, got NaN');
    expect(
      run((_, out) => {
        out.set([-1, 2]);
      }),
    ).toThrow('mechanism maximal: a counterfactual row must not be negative, got -1 for outcome 0');
    const fault = (): void => {
      throw new Error('no');
    };
    expect(run(fault)).toThrow('mechanism maximal: counterfactual.sparse must not throw, got Error: no');
    expect(() => complete({ sparse: 3 })).toThrow('mechanism maximal: counterfactual.sparse must be a function, got 3');
    expect(() => complete({ fresh: 'yes' })).toThrow(
      "mechanism maximal: counterfactual.fresh must be true or false, got 'yes'",
    );
    expect(() => complete({ common: 0 })).toThrow('mechanism maximal: counterfactual.common must be a function, got 0');
  });

  it('is told the same of a row that is given by what it has in common', () => {
    const byCommon = (row: CommonRow) => () => {
      const common = { n: 1, p: Float64Array.of(0.5), q: Float64Array.of(0.25), x: 0, px: 0.5, total: 1, rest: 0.75 };
      complete({ common: row }).counterfactual.common!(common, new Float64Array(1));
    };
    expect(byCommon((_, out) => out.fill(1)[0])).toThrow(
      'mechanism maximal: counterfactual row of observed outcome 0 must sum to 1, got 1.75',
    );
    expect(byCommon(() => NaN)).toThrow('must not be negative, got NaN by counterfactual.common');
    expect(byCommon(() => -1)).toThrow('must not be negative, got -1 by counterfactual.common');
    const fault = (): number => {
      throw new Error('no');
    };
    expect(byCommon(fault)).toThrow('mechanism maximal: counterfactual.common must not throw, got Error: no');
    expect(() => {
      complete({ order: fault as never }).counterfactual.sparse!(pair, new Float64Array(2), 0);
    }).toThrow('mechanism maximal: counterfactual.order must not throw, got Error: no');
  });

  it('is not taken for the author of rows that replace ours', () => {
    const mine: Mechanism = { ...gumbelMax(), counterfactual: (_p, q) => q.slice() };
    expect(completeMechanism(mine).counterfactual.sparse).toBeUndefined();
    const complete: CompleteMechanism = { ...completeMechanism(independent()), counterfactual: (_p, q) => q.slice() };
    expect(complete.counterfactual.fresh).toBeUndefined();
  });
});
