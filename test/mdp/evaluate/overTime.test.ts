import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { softened } from '../../../policies/softened.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { createEnv } from '../../../envs/registry.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { fragility } from '../../../src/honest/fragility.js';
import { confoundedValue } from '../../../src/honest/sensitivity/confoundedValue.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { expectedLength } from '../../../src/mdp/evaluate/expectedLength.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { outcomeProbabilities, stateDistribution } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { deterministicOverTime } from '../../../src/mdp/overTime/deterministicOverTime.js';
import { policyAtStep } from '../../../src/mdp/overTime/policyAtStep.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import { type MarkovPolicy, type PolicyOverTime, isOverTime } from '../../../src/mdp/overTime/policyOverTime.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import { smallMdp } from '../../support/generators.js';

/** A model, and a policy over some steps of any rows. */
const planned = fc
  .tuple(smallMdp({ maxStates: 4, maxActions: 3 }), fc.integer({ min: 1, max: 4 }))
  .chain(([mdp, horizon]) =>
    fc
      .array(fc.integer({ min: 1, max: 9 }), {
        minLength: horizon * mdp.nStates * mdp.nActions,
        maxLength: horizon * mdp.nStates * mdp.nActions,
      })
      .map((weights) => ({ mdp, policy: overTime(mdp, horizon, weights) })),
  );

function overTime({ nStates, nActions }: Mdp, horizon: number, weights: readonly number[]): PolicyOverTime {
  const probability = Float64Array.from(weights, (weight, i) => {
    const row = i - (i % nActions);
    return weight / weights.slice(row, row + nActions).reduce((sum, w) => sum + w, 0);
  });
  return { horizon, nStates, nActions, probability };
}

/** All runs of some steps, one by one: with their probability, return, steps and last state. */
function runs(mdp: Mdp, policy: MarkovPolicy, steps: number, discount: number) {
  const found: { chance: number; earned: number; length: number; last: number; pairs: number[] }[] = [];
  const go = (s: number, t: number, chance: number, earned: number, pairs: readonly number[]): void => {
    if (chance === 0) return;
    if (t === steps || mdp.terminal[s] === 1) {
      found.push({ chance, earned, length: t, last: s, pairs: [...pairs] });
      return;
    }
    for (let a = 0; a < mdp.nActions; a++) {
      const row = s * mdp.nActions + a;
      const at = isOverTime(policy) ? t * mdp.nStates * mdp.nActions : 0;
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
        go(
          mdp.nextState[k],
          t + 1,
          chance * policy.probability[at + row] * mdp.probability[k],
          earned + discount ** t * mdp.reward[k],
          [...pairs, row],
        );
    }
  };
  mdp.initial.forEach((chance, s) => {
    go(s, 0, chance, 0, []);
  });
  return found;
}

describe('a policy over time', () => {
  test.prop([planned, fc.constantFrom(0.5, 1), fc.nat(3)], { numRuns: 60 })(
    'is worth what its runs are, one by one',
    ({ mdp, policy }, discount, fewer) => {
      const horizon = Math.max(0, policy.horizon - fewer);
      const all = runs(mdp, policy, horizon, discount);
      const mean = (of: (run: (typeof all)[number]) => number): number =>
        all.reduce((sum, run) => sum + run.chance * of(run), 0);
      const tolerance = { rtol: 1e-12, atol: 1e-12 };
      expect(policyValue(mdp, policy, { horizon, discount }).value).toBeAllClose(
        mean((run) => run.earned),
        tolerance,
      );
      expect(expectedLength(mdp, policy, horizon)).toBeAllClose(
        mean((run) => run.length),
        tolerance,
      );
      expect(stateDistribution(mdp, policy, horizon)).toBeAllClose(
        Array.from({ length: mdp.nStates }, (_, s) => mean((run) => (run.last === s ? 1 : 0))),
        tolerance,
      );
      expect(outcomeProbabilities(mdp, policy, horizon)).toBeAllClose(
        mdp.outcomes.map((_, o) => mean((run) => (mdp.outcome[run.last] === o ? 1 : 0))),
        tolerance,
      );
      expect(occupancy(mdp, policy, { horizon, discount })).toBeAllClose(
        Array.from({ length: mdp.nStates * mdp.nActions }, (_, row) =>
          mean((run) => run.pairs.reduce((sum, taken, t) => sum + (taken === row ? discount ** t : 0), 0)),
        ),
        tolerance,
      );
    },
  );

  test.prop([planned, fc.constantFrom(0.5, 1)], { numRuns: 60 })(
    'that does the same at every step is the stationary one',
    ({ mdp, policy }, discount) => {
      const stationary = policyAtStep(policy, 0);
      const { horizon } = policy;
      const same = repeated(stationary, horizon + 1);
      const figures = (acting: MarkovPolicy) => [
        policyValue(mdp, acting, { horizon, discount }).stateValue,
        occupancy(mdp, acting, { horizon, discount }),
        stateDistribution(mdp, acting, horizon),
        outcomeProbabilities(mdp, acting, horizon),
        [expectedLength(mdp, acting, horizon)],
      ];
      figures(same).forEach((found, i) => {
        expect(found).toBeAllClose(figures(stationary)[i], { rtol: 1e-12, atol: 1e-12 });
      });
    },
  );

  it('leans on unseen and thin pairs as much as the same stationary one', () => {
    const mdp = createEnv('chain').exactModel!();
    const visits = Uint32Array.from({ length: mdp.nStates * mdp.nActions }, (_, row) => row % 4);
    const logged = { ...mdp, visits, observed: Uint8Array.from(visits, (n) => (n > 0 ? 1 : 0)) };
    const stationary = uniform(mdp.nStates, mdp.nActions);
    const options = { horizon: 6, discount: 0.9 };
    const [same, own] = [repeated(stationary, 6), stationary].map((policy) => unseenShare(logged, policy, options)!);
    expect(same.share).toBeGreaterThan(0);
    expect(same.share).toBeAllClose(own.share);
    expect(same.hardlySeen!.share).toBeAllClose(own.hardlySeen!.share);
    const [lost, ownLost] = [repeated(stationary, 6), stationary].map((policy) => fragility(logged, policy, options));
    expect(lost.fragility).toBeAllClose(ownLost.fragility);
    expect(lost.fragility).toBeGreaterThan(0);
  });

  it('is refused beyond its steps, and without a horizon', () => {
    const mdp = createEnv('triage').exactModel!();
    const plan = repeated(uniform(mdp.nStates, mdp.nActions), 2);
    const beyond = 'a policy over 2 steps says nothing of later ones, got runs of';
    expect(() => policyValue(mdp, plan, { horizon: 3 })).toThrow(new RegExp(`policyValue: ${beyond} 3 steps`));
    expect(() => policyValue(mdp, plan, { horizon: Infinity })).toThrow(`policyValue: ${beyond} any number of steps`);
    expect(() => occupancy(mdp, plan, { horizon: 3 })).toThrow(`occupancy: ${beyond} 3 steps`);
    expect(() => expectedLength(mdp, plan, Infinity)).toThrow(`expectedLength: ${beyond} any number of steps`);
    expect(() => outcomeProbabilities(mdp, plan, 3)).toThrow(`outcomeProbabilities: ${beyond} 3 steps`);
    expect(() => stateDistribution(mdp, plan, 3)).toThrow(`stateDistribution: ${beyond} 3 steps`);
  });

  it('needs to say what to do only where it can be by then', () => {
    const mdp = createEnv('chain').exactModel!();
    const start = mdp.initial.findIndex((p) => p > 0);
    const at = (t: number, s: number): PolicyOverTime => ({
      ...repeated(uniform(mdp.nStates, mdp.nActions), 2),
      undefinedRows: new Uint8Array(2 * mdp.nStates).fill(1, t * mdp.nStates + s, t * mdp.nStates + s + 1),
    });
    const after = stateDistribution(mdp, uniform(mdp.nStates, mdp.nActions), 1);
    const later = after.findIndex((mass, s) => mass > 0 && mdp.terminal[s] === 0 && s !== start);
    expect(policyValue(mdp, at(0, later), { horizon: 2 }).value).toBeTypeOf('number');
    expect(() => policyValue(mdp, at(1, later), { horizon: 2 })).toThrow(
      new ArgumentError(
        `policyValue: policy must say what to do in state ${later}, which it can reach at step 1, got nothing - give the state an action, or a row of probabilities that sums to 1`,
      ),
    );
    // Step 1 is not taken.
    expect(policyValue(mdp, at(1, later), { horizon: 1 }).value).toBeTypeOf('number');
  });

  it('must not do what is not possible, at any step', () => {
    const whole = createEnv('triage').exactModel!();
    const start = whole.initial.findIndex((p) => p > 0);
    const blocked = withoutRow(whole, start * whole.nActions + 1);
    const actions = new Array<number>(2 * whole.nStates).fill(0);
    const plan = deterministicOverTime(whole, actions);
    expect(policyValue(blocked, plan, { horizon: 2 }).value).toBeTypeOf('number');
    expect(() => policyValue(blocked, deterministicOverTime(whole, actions.with(start, 1)), { horizon: 2 })).toThrow(
      `policyValue: policy must not take action 1 in state ${start} at step 0, which is not possible there, got probability 1 - choose among 0`,
    );
  });

  it('is lifted and softened step by step', () => {
    const env = createEnv('sepsis');
    const abstraction = abstractionBetween(env, 'observed', 'projected');
    const steps = [0, 3].map((a) => tabular(new Array<number>(abstraction.to.nStates).fill(a), env.nActions));
    const plan = policyOfSteps(steps.map((step) => ({ ...step, space: 'projected' })));
    const lifted = liftPolicy(plan, abstraction) as PolicyOverTime;
    const soft = softened(lifted, 0.2) as PolicyOverTime;
    steps.forEach((step, t) => {
      expect(policyAtStep(lifted, t)).toEqual(liftPolicy({ ...step, space: 'projected' }, abstraction));
      expect(policyAtStep(soft, t).probability).toEqual(softened(liftPolicy(step, abstraction), 0.2).probability);
    });
  });

  it('is refused by what takes a stationary policy', () => {
    const mdp = createEnv('triage').exactModel!();
    const behaviour = uniform(mdp.nStates, mdp.nActions);
    expect(() =>
      confoundedValue(mdp, repeated(behaviour, 2) as unknown as Policy, behaviour, { horizon: 2, gamma: 2 }),
    ).toThrow(
      new ArgumentError(
        'confoundedValue: policy must be stationary, got one over time, for 2 steps - take what it does at one of them, as policyAtStep does',
      ),
    );
  });
});

function withoutRow(mdp: Mdp, row: number): Mdp {
  const [first, end] = [mdp.rowStart[row], mdp.rowStart[row + 1]];
  const cut = <A extends Uint32Array | Float64Array>(array: A): A => array.filter((_, k) => k < first || k >= end) as A;
  return {
    ...mdp,
    rowStart: mdp.rowStart.map((k, r) => (r > row ? k - (end - first) : k)),
    nextState: cut(mdp.nextState),
    probability: cut(mdp.probability),
    reward: cut(mdp.reward),
  };
}
