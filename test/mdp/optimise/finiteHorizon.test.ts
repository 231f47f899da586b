import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { exactBackwardInduction } from '../../../src/mdp/exact/exactBackwardInduction.js';
import { exactPolicyValue } from '../../../src/mdp/exact/exactPolicyValue.js';
import { fractionText, nearestDouble } from '../../../src/mdp/exact/numbers/rounded.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { backwardInduction } from '../../../src/mdp/optimise/backwardInduction.js';
import { choosableActions } from '../../../src/mdp/optimise/choosableActions.js';
import { loggedAtLeast } from '../../../src/mdp/optimise/loggedAtLeast.js';
import { deterministicOverTime } from '../../../src/mdp/overTime/deterministicOverTime.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import { policyAtStep } from '../../../src/mdp/overTime/policyAtStep.js';
import { countedMdp } from '../../support/countedMdp.js';
import { smallMdp } from '../../support/generators.js';

/** `mdptoolbox.example.forest(S=3, r1=4, r2=2, p=0.1)`: wait or cut, 3 ages, a fire with .1. */
const forest: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 3, 5, 6, 8, 9),
  nextState: Uint32Array.of(0, 1, 0, 0, 2, 0, 0, 2, 0),
  probability: Float64Array.of(0.1, 0.9, 1, 0.1, 0.9, 1, 0.1, 0.9, 1),
  reward: Float64Array.of(0, 0, 0, 0, 0, 1, 4, 4, 2),
  initial: Float64Array.of(0.25, 0.25, 0.5),
  terminal: new Uint8Array(3),
  outcomes: [{ name: 'ongoing', reward: 0 }],
  outcome: new Uint8Array(3),
  source: {},
};

/** What a plan is worth from a state: the sum over its runs, one by one. */
function worth(mdp: Mdp, action: readonly number[], discount: number, steps: number, s: number, t = 0): number {
  if (t === steps || mdp.terminal[s] === 1) return 0;
  const row = s * mdp.nActions + action[t * mdp.nStates + s];
  let sum = 0;
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
    sum +=
      mdp.probability[k] * (mdp.reward[k] + discount * worth(mdp, action, discount, steps, mdp.nextState[k], t + 1));
  return sum;
}

/** All deterministic policies over some steps, in states that are no ends, of what may be chosen. */
function* allPlans({ nStates, nActions, terminal }: Mdp, steps: number, choosable: Uint8Array): Generator<number[]> {
  const choices = Array.from({ length: steps * nStates }, (_, i) => {
    const s = i % nStates;
    return terminal[s] === 1
      ? [0]
      : Array.from({ length: nActions }, (__, a) => a).filter((a) => choosable[s * nActions + a] === 1);
  });
  const at = choices.map(() => 0);
  for (;;) {
    yield choices.map((options, i) => options[at[i]]);
    let i = 0;
    while (i < at.length && ++at[i] === choices[i].length) at[i++] = 0;
    if (i === at.length) return;
  }
}

/** The most that any plan is worth from the start. */
function bestOfAll(mdp: Mdp, steps: number, discount: number, choosable: Uint8Array): number {
  let best = -Infinity;
  for (const plan of allPlans(mdp, steps, choosable))
    best = Math.max(
      best,
      mdp.initial.reduce((sum, p, s) => (p === 0 ? sum : sum + p * worth(mdp, plan, discount, steps, s)), 0),
    );
  return best;
}

describe('the best policy over three steps of the forest', () => {
  const plan = backwardInduction(forest, { horizon: 3, discount: 0.9 });
  const policy = deterministicOverTime(forest, plan.action);

  it('is what pymdptoolbox finds', () => {
    // FiniteHorizon(P, R, 0.9, 3): V and policy, a column a step.
    expect(plan.stateValue).toBeAllClose([2.6973, 5.9373, 9.9373, 0.81, 3.24, 7.24, 0, 1, 4, 0, 0, 0]);
    expect([...policy.probability]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0]);
  });

  it('is the best of all 512, each by all its runs', () => {
    const every = new Uint8Array(6).fill(1);
    expect([...allPlans(forest, 3, every)]).toHaveLength(512);
    expect(plan.value).toBeAllClose(bestOfAll(forest, 3, 0.9, every), { rtol: 1e-12 });
    for (let s = 0; s < 3; s++) {
      let best = -Infinity;
      for (const other of allPlans(forest, 3, every)) best = Math.max(best, worth(forest, other, 0.9, 3, s));
      expect(plan.stateValue[s]).toBeAllClose(best, { rtol: 1e-12 });
    }
  });

  it('is worth that, to the last digit', async () => {
    const exact = await exactBackwardInduction(forest, { horizon: 3, discount: 0.9 });
    expect(exact.action).toEqual(plan.action);
    expect(exact.stateValue.map(fractionText)).toEqual(['26973/10000', '59373/10000', '99373/10000']);
    const valued = await exactPolicyValue(forest, policy, { horizon: 3, discount: 0.9 });
    expect(valued.stateValue).toEqual(exact.stateValue);
    // (26973 + 59373 + 2 · 99373) / 40000
    expect(fractionText(valued.value)).toBe('71273/10000');
    expect(policyValue(forest, policy, { horizon: 3, discount: 0.9 }).value).toBeAllClose(7.1273);
    // Its first two steps wait.
    const shorter = await exactPolicyValue(forest, policy, { horizon: 2, discount: 0.9 });
    expect(shorter.stateValue.map(fractionText)).toEqual(['0', '81/25', '181/25']);
  });
});

describe('the best policy over a horizon', () => {
  const counted = smallMdp({ maxStates: 3, maxActions: 2 }).chain((mdp) =>
    fc
      .array(fc.nat({ max: 3 }), { minLength: mdp.nStates * mdp.nActions, maxLength: mdp.nStates * mdp.nActions })
      .map((cases) => {
        const visits = Uint32Array.from(cases);
        return { ...mdp, visits, observed: Uint8Array.from(visits, (n) => (n > 0 ? 1 : 0)) };
      }),
  );
  test.prop([counted, fc.integer({ min: 1, max: 3 }), fc.constantFrom(0.5, 1), fc.constantFrom('all', 'seen', 2)], {
    numRuns: 40,
  })('is the best of all deterministic ones over time', (mdp, horizon, discount, which) => {
    const model = typeof which === 'number' ? loggedAtLeast(mdp, which) : mdp;
    const actions = which === 'all' ? 'all' : 'seen';
    const { choosable } = choosableActions(model, actions);
    const { action, value } = backwardInduction(model, { horizon, discount, actions });
    const best = bestOfAll(model, horizon, discount, choosable);
    expect(value).toBeAllClose(best, { rtol: 1e-12, atol: 1e-12 });
    const policy = deterministicOverTime(model, action);
    expect(policyValue(model, policy, { horizon, discount }).value).toBeAllClose(best, { rtol: 1e-12, atol: 1e-12 });
  });

  test.prop([countedMdp(), fc.constantFrom(1 / 3, 1), fc.integer({ min: 1, max: 4 })], { numRuns: 20 })(
    'is worth as a policy what it is worth as a plan, in fractions; and one that does the same at every step likewise',
    async (mdp, discount, horizon) => {
      const { action, value, policy } = await exactBackwardInduction(mdp, { horizon, discount });
      const plan = deterministicOverTime(mdp, action);
      expect((await exactPolicyValue(mdp, plan, { horizon, discount })).value).toEqual(value);
      expect([...policyAtStep(plan, 0).probability]).toEqual([...policy.probability]);
      const [same, own] = await Promise.all(
        [repeated(policy, horizon), policy].map((each) => exactPolicyValue(mdp, each, { horizon, discount })),
      );
      expect(same.value).toEqual(own.value);
      expect(same.floating.value).toBeAllClose(nearestDouble(own.value), { rtol: 1e-12, atol: 1e-12 });
    },
  );
});
