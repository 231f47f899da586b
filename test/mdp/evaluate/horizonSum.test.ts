import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { expectedLength } from '../../../src/mdp/evaluate/expectedLength.js';
import { horizonSum } from '../../../src/mdp/evaluate/horizonSum.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { outcomeProbabilities, stateDistribution } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { oneAction } from '../../support/oneAction.js';
import { sparseMdp, sparsePolicy } from '../../support/sparseMdp.js';

const problem = fc
  .record({ seed: fc.noShrink(fc.nat()), nStates: fc.integer({ min: 2, max: 8 }) })
  .map(({ seed, nStates }) => {
    const rng = createRng(seed);
    const mdp = sparseMdp(rng, { nStates, nActions: 2, nEnds: seed % 2 });
    return { mdp, policy: sparsePolicy(rng, mdp) };
  });

/** Value, distribution and length step by step, with no way out of the loop. */
function stepByStep(
  { mdp, policy }: { mdp: Mdp; policy: Policy },
  horizon: number,
  discount: number,
): { value: Float64Array; mass: Float64Array; length: number } {
  const { nStates, nActions, terminal } = mdp;
  let value: Float64Array = new Float64Array(nStates);
  let mass: Float64Array = mdp.initial.slice();
  let length = 0;
  for (let t = 0; t < horizon; t++) {
    const [earned, moved] = [new Float64Array(nStates), new Float64Array(nStates)];
    for (let s = 0; s < nStates; s++) {
      if (terminal[s] === 1) moved[s] += mass[s];
      else length += mass[s];
      for (let a = 0; a < nActions && terminal[s] === 0; a++) {
        const row = s * nActions + a;
        for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
          const p = policy.probability[row] * mdp.probability[k];
          earned[s] += p * (mdp.reward[k] + discount * value[mdp.nextState[k]]);
          moved[mdp.nextState[k]] += mass[s] * p;
        }
      }
    }
    [value, mass] = [earned, moved];
  }
  return { value, mass, length };
}

const largest = (x: ArrayLike<number>): number => Array.from(x).reduce((most, v) => Math.max(most, Math.abs(v)), 0);

describe('a finite horizon', () => {
  test.prop([problem, fc.constantFrom(0, 1, 2, 7, 50, 999, 1000, 5003), fc.constantFrom(0.9, 0.999, 1)], {
    numRuns: 300,
  })('gives what step by step gives, wherever it stops', (drawn, horizon, discount) => {
    const { mdp, policy } = drawn;
    const expected = stepByStep(drawn, horizon, discount);
    const { stateValue } = policyValue(mdp, policy, { horizon, discount });
    expect(stateValue).toBeAllClose(expected.value, { rtol: 0, atol: 1e-12 * largest(expected.value) });
    expect(stateDistribution(mdp, policy, horizon)).toBeAllClose(expected.mass, { atol: 1e-12 });
    expect(expectedLength(mdp, policy, horizon)).toBeAllClose(expected.length, { rtol: 1e-11 });
    const visits = occupancy(mdp, policy, { horizon });
    expect(visits.reduce((a, b) => a + b, 0)).toBeAllClose(expected.length, { rtol: 1e-11 });
  });

  test.prop([problem], { numRuns: 300 })(
    'of 1e9 is there at once where all runs end, and the same as none',
    (drawn) => {
      const { policy } = drawn;
      const everywhere = new Float64Array(drawn.mdp.nStates).fill(1 / drawn.mdp.nStates);
      const mdp = { ...drawn.mdp, initial: everywhere };
      const length = expectedLength(mdp, policy, Infinity);
      if (length > 1e6) return;
      const outcomes = outcomeProbabilities(mdp, policy, 1e9);
      expect(outcomes).toBeAllClose(outcomeProbabilities(mdp, policy, Infinity), { rtol: 1e-12 });
      const { stateValue } = policyValue(mdp, policy, { horizon: 1e9 });
      const endless = policyValue(mdp, policy, { horizon: Infinity }).stateValue;
      expect(stateValue).toBeAllClose(endless, { rtol: 0, atol: 1e-12 * largest(endless) });
      expect(expectedLength(mdp, policy, 1e9)).toBeAllClose(length, { rtol: 1e-12 });
    },
  );

  test('of 1e9 + 1 steps round a loop of three is a multiplication', () => {
    const loop = oneAction([[{ next: 1, p: 1, r: 1 }], [{ next: 2, p: 1, r: -3 }], [{ next: 0, p: 1, r: 7 }]]);
    const policy: Policy = { nStates: 3, nActions: 1, probability: Float64Array.of(1, 1, 1) };
    // 1e9 + 1 steps are 333,333,333 rounds that earn 5, and two steps more.
    expect([...policyValue(loop, policy, { horizon: 1e9 + 1 }).stateValue]).toEqual(
      [-2, 4, 8].map((more) => 333_333_333 * 5 + more),
    );
    expect([...stateDistribution(loop, policy, 1e9 + 1)]).toEqual([0, 0, 1]);
    expect(expectedLength(loop, policy, 1e9 + 1)).toBe(1e9 + 1);
  });

  test('finds a loop that is only entered after a while', () => {
    let applications = 0;
    // 0 → 1 → 2 → 3 → 4 → 5 → 3: a tail of three, then a loop of three.
    const next = [1, 2, 3, 4, 5, 3];
    const { sum, last } = horizonSum(
      (x, out) => {
        applications += 1;
        out.fill(0);
        next.forEach((to, from) => (out[to] += x[from]));
      },
      Float64Array.of(1, 0, 0, 0, 0, 0),
      3 + 3e6 + 1,
      'total',
    );
    expect([...sum]).toEqual([1, 1, 1, 1e6 + 1, 1e6, 1e6]);
    expect([...last]).toEqual([0, 0, 0, 0, 1, 0]);
    expect(applications).toBeLessThan(30);
  });

  test('stops when nothing moves', () => {
    let applications = 0;
    const { sum, last } = horizonSum(
      (x, out) => {
        applications += 1;
        out[0] = x[0] / 2;
      },
      Float64Array.of(1),
      1e9,
      'largest',
    );
    expect([...sum]).toEqual([2]);
    expect(last[0]).toBeLessThan(1e-24);
    expect(applications).toBeLessThan(100);
  });
});
