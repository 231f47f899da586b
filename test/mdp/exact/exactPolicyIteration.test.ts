import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../src/core/errors.js';
import { readMdp } from '../../../src/files/index.js';
import { exactPolicyIteration } from '../../../src/mdp/exact/exactPolicyIteration.js';
import { exactPolicyValue } from '../../../src/mdp/exact/exactPolicyValue.js';
import { fractionText, nearestDouble } from '../../../src/mdp/exact/numbers/rounded.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { choosableActions } from '../../../src/mdp/optimise/choosableActions.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { less } from '../../mechanisms/kernels/fraction.js';
import { countedMdp } from '../../support/countedMdp.js';
import { loopyMdp } from '../../support/loopyMdp.js';
import { asFraction, same, worth } from './bellman.js';

/** State 0 chooses what it earns, and ends. */
const bandit = (...reward: number[]): Mdp => ({
  nStates: 2,
  nActions: reward.length,
  rowStart: Uint32Array.from({ length: 2 * reward.length + 1 }, (_, row) => Math.min(row, reward.length)),
  nextState: new Uint32Array(reward.length).fill(1),
  probability: new Float64Array(reward.length).fill(1),
  reward: Float64Array.from(reward),
  initial: Float64Array.of(1, 0),
  terminal: Uint8Array.of(0, 1),
  outcomes: ['going on', 'ended'].map((name) => ({ name, reward: 0 })),
  outcome: Uint8Array.of(0, 1),
  source: {},
});

describe('ties', () => {
  it('are ties to the last digit', async () => {
    const near = bandit(1, 1.00000000001, 1.00000000001);
    expect([...policyIteration(near).action]).toEqual([0, 0]);
    const { action, value, rounds } = await exactPolicyIteration(near);
    expect([...action, rounds]).toEqual([1, 0, 2]);
    expect(fractionText(value)).toBe('100000000001/100000000000');
  });

  it('that rounding breaks are ties, of which the first is taken', async () => {
    // .1 and then .2 earn as much as .3 at once, which .1 + .2 in floating point do not. The way that ends at once is
    // tried first.
    const steps: Mdp = {
      ...bandit(0.1, 0.3),
      nStates: 3,
      rowStart: Uint32Array.of(0, 1, 2, 3, 4, 4, 4),
      nextState: Uint32Array.of(1, 2, 2, 2),
      probability: Float64Array.of(1, 1, 1, 1),
      reward: Float64Array.of(0.1, 0.3, 0.2, 0.2),
      initial: Float64Array.of(1, 0, 0),
      terminal: Uint8Array.of(0, 0, 1),
      outcome: Uint8Array.of(0, 0, 1),
    };
    const { action, value } = await exactPolicyIteration(steps, { discount: 1 });
    expect([fractionText(value), ...action]).toEqual(['3/10', 0, 0, 0]);
  });
});

/**
 * Whether values solve Bellman's equation over choosable rows, and actions are the first that are best, all without a
 * rounding.
 */
function isBest(
  mdp: Mdp,
  discount: number,
  { action, stateValue }: Awaited<ReturnType<typeof exactPolicyIteration>>,
): boolean {
  const { choosable } = choosableActions(mdp, 'seen');
  return stateValue.every((v, s) => {
    if (mdp.terminal[s] === 1) return v.numerator === 0n && action[s] === 0;
    return Array.from({ length: mdp.nActions }, (_, a) => a)
      .filter((a) => choosable[s * mdp.nActions + a] === 1)
      .every((a) => {
        const own = worth(mdp, s * mdp.nActions + a, stateValue, discount);
        if (a === action[s]) return same(own, asFraction(v));
        return a < action[s] ? less(own, asFraction(v)) : !less(asFraction(v), own);
      });
  });
}

describe('of any small model', () => {
  test.prop([countedMdp(), fc.constantFrom(0.3, 0.99, 1)], { numRuns: 50 })(
    'solves Bellman to the last digit, by the first of the best actions, near the floating answer',
    async (mdp, discount) => {
      const solved = await exactPolicyIteration(mdp, { discount });
      expect(isBest(mdp, discount, solved)).toBe(true);
      expect(solved.floating.stateValue).toBeAllClose(solved.stateValue.map(nearestDouble), { rtol: 1e-9, atol: 1e-9 });
      expect(solved.rounds).toBeLessThanOrEqual(3);
    },
  );

  test.prop([loopyMdp(), fc.constantFrom(0.5, 0.9)], { numRuns: 100 })(
    'that goes round in circles, below discount 1',
    async (mdp, discount) => {
      expect(isBest(mdp, discount, await exactPolicyIteration(mdp, { discount }))).toBe(true);
    },
  );

  test.prop([loopyMdp()], { numRuns: 300 })(
    'that goes round in circles, at discount 1: a value just where the floating solver finds one, and that of the policy',
    async (mdp) => {
      let floating;
      try {
        floating = policyIteration(mdp, { discount: 1 });
      } catch (error) {
        await expect(exactPolicyIteration(mdp, { discount: 1 })).rejects.toThrow((error as NumericalError).message);
        return;
      }
      const { policy, value, stateValue, withoutValue } = await exactPolicyIteration(mdp, { discount: 1 });
      expect(withoutValue).toEqual(floating.withoutValue);
      expect(stateValue.map(nearestDouble)).toBeAllClose(floating.stateValue, { rtol: 1e-9, atol: 1e-9 });
      const again = await exactPolicyValue(mdp, policy, { horizon: Infinity, discount: 1 });
      expect(again.value).toEqual(value);
      // Where no policy has a value, the action taken for want of one may have.
      again.stateValue.forEach((v, s) => {
        if (!withoutValue.includes(s)) expect(v).toEqual(stateValue[s]);
      });
    },
  );
});

describe('discount 1', () => {
  it.each([
    ['stay', '1'],
    ['tie', '1'],
    ['cycle', '3/2'],
    ['taxi', '-4'],
    ['zeroloop', '0'],
  ])('%s.json is worth %s', async (name, expected) => {
    const mdp = await readMdp(`test/fixtures/cases/discount-one/${name}.json`);
    expect(fractionText((await exactPolicyIteration(mdp, { discount: 1 })).value)).toBe(expected);
  });

  it('sees a loop that earns less than rounding would show', async () => {
    // Going on earns 10^-12 beside 1 at the end: below what the floating solver takes for a gain.
    const loop: Mdp = {
      ...bandit(1e-12, 1),
      nextState: Uint32Array.of(0, 1),
    };
    expect(policyIteration(loop, { discount: 1 }).value).toBe(1);
    await expect(exactPolicyIteration(loop, { discount: 1 })).rejects.toThrow(
      new NumericalError(
        'policyIteration: with discount 1 no policy may earn for ever, got state 0, where action 0 is part of a loop with a mean reward above 0 - give a discount below 1 or a horizon',
      ),
    );
  });

  it('stays where leaving costs less than rounding would show', async () => {
    const stay: Mdp = {
      ...bandit(-1e-13, 0, 1),
      nextState: Uint32Array.of(1, 0, 1),
      reward: Float64Array.of(-1e-13, 0, -1),
    };
    const { value, action } = await exactPolicyIteration(stay, { discount: 1 });
    expect([fractionText(value), action[0]]).toEqual(['0', 1]);
  });
});

describe('what is asked of a model', () => {
  it('is asked of the rows to choose among', async () => {
    const rows = bandit(1, Math.PI);
    await expect(exactPolicyIteration(rows)).rejects.toThrow(
      /exactPolicyIteration: the reward of row \(state 0, action 1\) in state 1 must be a short number/,
    );
    const { value } = await exactPolicyIteration({ ...rows, observed: Uint8Array.of(1, 0, 0, 0) });
    expect(fractionText(value)).toBe('1');
  });

  it('is told what it will cost, once', async () => {
    const told: number[] = [];
    await exactPolicyIteration(bandit(1, 1.00000000001), { onCost: ({ components }) => told.push(components) });
    expect(told).toEqual([1]);
  });
});
