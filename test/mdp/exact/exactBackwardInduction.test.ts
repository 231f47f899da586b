import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { exactBackwardInduction } from '../../../src/mdp/exact/exactBackwardInduction.js';
import { fractionText, nearestDouble } from '../../../src/mdp/exact/numbers/rounded.js';
import { backwardInduction } from '../../../src/mdp/optimise/backwardInduction.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { less } from '../../mechanisms/kernels/fraction.js';
import { countedMdp } from '../../support/countedMdp.js';
import { asFraction, same, worth } from './bellman.js';

/** Two states: waiting earns .1 and stays with 2/3; cashing in earns 1/3 and ends. */
const wait: Mdp = {
  nStates: 2,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 3, 3, 3),
  nextState: Uint32Array.of(0, 1, 1),
  probability: Float64Array.of(2 / 3, 1 / 3, 1),
  reward: Float64Array.of(0.1, 0.1, 1 / 3),
  initial: Float64Array.of(1, 0),
  terminal: Uint8Array.of(0, 1),
  outcomes: ['going on', 'ended'].map((name) => ({ name, reward: 0 })),
  outcome: Uint8Array.of(0, 1),
  source: {},
};

describe('exactBackwardInduction', () => {
  it('plans three steps by hand', async () => {
    // 1/3 now; 1/10 + 2/3 · 1/3 = 29/90 < 1/3.
    const { value, action } = await exactBackwardInduction(wait, { horizon: 3 });
    expect([fractionText(value), ...action]).toEqual(['1/3', 1, 0, 1, 0, 1, 0]);
    const dearer = { ...wait, reward: Float64Array.of(0.2, 0.2, 1 / 3) };
    // 1/5 + 2/3 · 1/3 = 19/45, then 1/5 + 2/3 · 19/45 = 13/27.
    const longer = await exactBackwardInduction(dearer, { horizon: 3 });
    expect([fractionText(longer.value), ...longer.action]).toEqual(['13/27', 0, 0, 0, 0, 1, 0]);
  });

  test.prop([countedMdp(), fc.constantFrom(1 / 3, 0.99, 1), fc.integer({ min: 1, max: 6 })], { numRuns: 40 })(
    'the first step is the first of the best before what follows, to the last digit',
    async (mdp, discount, horizon) => {
      const { stateValue, action, floating } = await exactBackwardInduction(mdp, { horizon, discount });
      const after =
        horizon === 1
          ? stateValue.map(() => ({ numerator: 0n, denominator: 1n }))
          : (await exactBackwardInduction(mdp, { horizon: horizon - 1, discount })).stateValue;
      for (let s = 0; s < mdp.nStates - 1; s++) {
        for (let a = 0; a < mdp.nActions; a++) {
          const row = s * mdp.nActions + a;
          if (mdp.rowStart[row] === mdp.rowStart[row + 1]) continue;
          const own = worth(mdp, row, after, discount);
          if (a === action[s]) expect(same(own, asFraction(stateValue[s]))).toBe(true);
          else if (a < action[s]) expect(less(own, asFraction(stateValue[s]))).toBe(true);
          else expect(less(asFraction(stateValue[s]), own)).toBe(false);
        }
      }
      expect(floating.stateValue.subarray(0, mdp.nStates)).toBeAllClose(stateValue.map(nearestDouble), {
        rtol: 1e-12,
        atol: 1e-12,
      });
    },
  );

  it('takes the first of actions that are worth the same', async () => {
    const tied = { ...wait, reward: Float64Array.of(0.25, 0.25, 0.25) };
    expect([...(await exactBackwardInduction(tied, { horizon: 1 })).action]).toEqual([0, 0]);
  });

  it('tells actions apart that floating point takes for tied', async () => {
    const apart = { ...wait, reward: Float64Array.of(1, 1, 1.00000000001) };
    expect(backwardInduction(apart, { horizon: 1, tieTolerance: 1e-9 }).action[0]).toBe(0);
    expect((await exactBackwardInduction(apart, { horizon: 1 })).action[0]).toBe(1);
  });

  it('refuses a horizon beyond 10,000 and numbers that are not short', async () => {
    await expect(exactBackwardInduction(wait, { horizon: 10_001 })).rejects.toThrow(
      /exactBackwardInduction: horizon must be at most 10000/,
    );
    await expect(
      exactBackwardInduction({ ...wait, reward: Float64Array.of(0, 0, Math.E) }, { horizon: 1 }),
    ).rejects.toThrow(/the reward of row \(state 0, action 1\) in state 1/);
  });
});
