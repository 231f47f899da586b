import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { returnDifference } from '../../../src/counterfactual/multistep/returnDifference.js';
import { returnMoments } from '../../../src/counterfactual/chain/returnMoments.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyAtStep } from '../../../src/mdp/overTime/policyAtStep.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import type { MarkovPolicy } from '../../../src/mdp/overTime/policyOverTime.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { always, coins, comeAndGone, complete, dense, diagonal, problem, problemOverTime } from './pairProblems.js';

interface RawMoments {
  readonly mean: number;
  readonly meanOther: number;
  readonly square: number;
  readonly squareOther: number;
  readonly product: number;
}

/** Moments of (G, G~) by visiting every joint run; a run that has ended waits for the other. */
function enumerate(
  mdp: Mdp,
  behaviour: MarkovPolicy,
  target: MarkovPolicy,
  mechanism: CompleteMechanism,
  horizon: number,
  discount: number,
): RawMoments {
  const outcomes = Uint32Array.from({ length: mdp.nStates }, (_, s) => s);
  const total = { mean: 0, meanOther: 0, square: 0, squareOther: 0, product: 0 };
  const moves = (policy: MarkovPolicy, s: number, t: number): { row: number; share: number }[] =>
    mdp.terminal[s] === 1
      ? [{ row: -1, share: 1 }]
      : Array.from({ length: mdp.nActions }, (_, a) => s * mdp.nActions + a)
          .map((row) => ({ row, share: policyAtStep(policy, t).probability[row] }))
          .filter(({ share }) => share > 0);
  const stay = (s: number): Float64Array =>
    outcomes.reduce((e, y) => e.fill(y === s ? 1 : 0, y, y + 1), new Float64Array(mdp.nStates));
  const visit = (s: number, sOther: number, t: number, weight: number, earned: number, earnedOther: number): void => {
    if (t === horizon || (mdp.terminal[s] === 1 && mdp.terminal[sOther] === 1)) {
      total.mean += weight * earned;
      total.meanOther += weight * earnedOther;
      total.square += weight * earned ** 2;
      total.squareOther += weight * earnedOther ** 2;
      total.product += weight * earned * earnedOther;
      return;
    }
    for (const { row, share } of moves(behaviour, s, t)) {
      for (const { row: other, share: shareOther } of moves(target, sOther, t)) {
        const p = row < 0 ? stay(s) : dense(mdp.probability, mdp, row);
        const q = other < 0 ? stay(sOther) : dense(mdp.probability, mdp, other);
        const [r, rOther] = [row, other].map((at) =>
          at < 0 ? new Float64Array(mdp.nStates) : dense(mdp.reward, mdp, at),
        );
        mechanism.coupling(p, q, outcomes).forEach((mass, cell) => {
          if (mass === 0) return;
          const [x, y] = [Math.floor(cell / mdp.nStates), cell % mdp.nStates];
          const scale = discount ** t;
          visit(
            x,
            y,
            t + 1,
            weight * share * shareOther * mass,
            earned + scale * r[x],
            earnedOther + scale * rOther[y],
          );
        });
      }
    }
  };
  mdp.initial.forEach((share, s) => {
    if (share > 0) visit(s, s, 0, share, 0, 0);
  });
  return total;
}

describe('returnDifference', () => {
  test('of two coins by hand: a winner stays a winner under the better coin, so only a quarter of runs differ, by 2', () => {
    const mdp = coins([0.5, 0.75]);
    const policies = { behaviour: always(0, mdp), target: always(1, mdp) };
    for (const mechanism of diagonal.slice(0, 3)) {
      const result = returnDifference(mdp, policies, mechanism, { horizon: 1 });
      expect(result.behaviour).toEqual({ mean: 0, variance: 1 });
      expect(result.target).toEqual({ mean: 0.5, variance: 0.75 });
      expect(result.difference.mean).toBe(0.5);
      expect(result.difference.variance).toBeAllClose(0.75);
      expect(result.covariance).toBeAllClose(0.5);
      expect(result.nPairs).toBe(1);
    }
    expect(returnDifference(mdp, policies, complete(independent()), { horizon: 1 }).difference.variance).toBe(1.75);
  });

  test.prop([fc.oneof(problem, problemOverTime), fc.integer({ min: 0, max: 3 })], { numRuns: 160 })(
    'equals the enumeration of all joint runs, whether or not the policies go by the step',
    ({ mdp, policies: { behaviour, target }, mechanism, discount }, horizon) => {
      const result = returnDifference(mdp, { behaviour, target }, mechanism, { horizon, discount });
      const raw = enumerate(mdp, behaviour, target, mechanism, horizon, discount);
      const atol = 1e-10;
      expect(result.behaviour.mean).toBeAllClose(raw.mean, { atol });
      expect(result.target.mean).toBeAllClose(raw.meanOther, { atol });
      expect(result.difference.mean).toBeAllClose(raw.meanOther - raw.mean, { atol });
      expect(result.behaviour.variance).toBeAllClose(raw.square - raw.mean ** 2, { atol });
      expect(result.target.variance).toBeAllClose(raw.squareOther - raw.meanOther ** 2, { atol });
      expect(result.covariance).toBeAllClose(raw.product - raw.mean * raw.meanOther, { atol });
      const second = raw.square + raw.squareOther - 2 * raw.product;
      expect(result.difference.variance).toBeAllClose(second - (raw.meanOther - raw.mean) ** 2, { atol });
    },
  );

  test.prop([problem, fc.constantFrom(...diagonal)])(
    'is 0 for a deterministic policy against itself, unless the second noise is fresh',
    ({ mdp, discount }, mechanism) => {
      const policy = always(mdp.nActions - 1, mdp);
      const same = { behaviour: policy, target: policy };
      const { difference, covariance, behaviour } = returnDifference(mdp, same, mechanism, { horizon: 8, discount });
      expect(difference.mean).toBe(0);
      expect(difference.variance).toBeAllClose(0);
      expect(covariance).toBeAllClose(behaviour.variance);
    },
  );

  test.prop([problem])('with independent noise only the shared start makes returns vary together', (drawn) => {
    const { mdp, policies, discount } = drawn;
    const horizon = 6;
    const result = returnDifference(mdp, policies, complete(independent()), { horizon, discount });
    const [a, b] = [policies.behaviour, policies.target].map((policy) => returnMoments(mdp, policy, horizon, discount));
    let [product, mean, meanOther, within] = [0, 0, 0, 0];
    mdp.initial.forEach((share, s) => {
      const at = horizon * mdp.nStates + s;
      product += share * a.mean[at] * b.mean[at];
      mean += share * a.mean[at];
      meanOther += share * b.mean[at];
      within += share * (a.secondMoment[at] - a.mean[at] ** 2 + b.secondMoment[at] - b.mean[at] ** 2);
    });
    expect(result.covariance).toBeAllClose(product - mean * meanOther, { atol: 1e-10 });
    expect(result.varianceGivenStart).toBeAllClose(within, { atol: 1e-10 });
  });

  test.prop([problem])('does not depend on which of the policies is called the target', (drawn) => {
    const { mdp, discount, mechanism } = drawn;
    const { behaviour, target } = drawn.policies;
    const options = { horizon: 5, discount };
    const one = returnDifference(mdp, { behaviour, target }, mechanism, options);
    const other = returnDifference(mdp, { behaviour: target, target: behaviour }, mechanism, options);
    expect(one.difference.variance).toBeAllClose(other.difference.variance, { atol: 1e-10 });
    expect(one.difference.mean).toBe(-other.difference.mean || 0);
    expect(one.nPairs).toBe(other.nPairs);
  });

  test.prop([problem, fc.constantFrom(0, 5, 40)])(
    'is the same when nothing is kept, or only some',
    ({ mdp, policies, mechanism, discount }, capacity) => {
      const options = { horizon: 4, discount };
      expect(returnDifference(mdp, policies, mechanism, { ...options, capacity })).toEqual(
        returnDifference(mdp, policies, mechanism, options),
      );
    },
  );

  test.prop([problem])('is the same of policies repeated at every step', ({ mdp, policies, mechanism, discount }) => {
    const options = { horizon: 5, discount };
    const [behaviour, target] = [policies.behaviour, policies.target].map((policy) => repeated(policy, 6));
    const own = returnDifference(mdp, policies, mechanism, options);
    expect(returnDifference(mdp, { behaviour, target }, mechanism, options)).toEqual(own);
    expect(returnDifference(mdp, { ...policies, target }, mechanism, options)).toEqual(own);
  });

  test('follows a policy over time past pairs that only earlier steps come to, whatever it would do there', () => {
    const { mdp, possible, impossible } = comeAndGone;
    for (const own of diagonal) {
      const mechanism: CompleteMechanism = {
        ...own,
        coupling: (p, q, outcomes) => {
          for (const row of [p, q]) expect(row.reduce((sum, share) => sum + share, 0)).toBeAllClose(1);
          return own.coupling(p, q, outcomes);
        },
      };
      const [result, ...same] = [
        [possible, possible],
        [possible, impossible],
        [impossible, possible],
      ].map(([behaviour, target]) => returnDifference(mdp, { behaviour, target }, mechanism, { horizon: 3 }));
      expect(result.difference.variance).toBe(0);
      expect(result.behaviour.variance).toBeAllClose(0.75);
      expect(same).toEqual([result, result]);
    }
    const early = policyOfSteps([0, 2].map((t) => policyAtStep(impossible, t)));
    expect(() => returnDifference(mdp, { behaviour: possible, target: early }, diagonal[0], { horizon: 2 })).toThrow(
      'returnDifference: target: policy must not take action 1 in state 1 at step 1',
    );
  });

  test('reports pairs and steps as they are done, and refuses policies and horizons that do not fit', () => {
    const mdp = coins([0.5, 0.75]);
    const policies = { behaviour: always(0, mdp), target: always(1, mdp) };
    const done: number[] = [];
    returnDifference(mdp, policies, diagonal[0], {
      horizon: 3,
      progress: (step, of) => {
        expect(of).toBe(6);
        done.push(step);
      },
    });
    // From the first pair that is opened to the last of the steps back, never less than before.
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done).toEqual(expect.arrayContaining([0, 4, 5, 6]));
    const run = (changed: object, options: object = {}): unknown =>
      returnDifference(mdp, { ...policies, ...changed }, diagonal[0], { horizon: 3, ...options });
    expect(() => run({}, { horizon: Infinity })).toThrow(
      'returnDifference: horizon must be finite, got Infinity - give',
    );
    expect(() => run({}, { horizon: -1 })).toThrow('returnDifference: horizon must be an integer ≥ 0');
    expect(() => run({}, { discount: 0 })).toThrow('returnDifference: discount must be in (0, 1], got 0');
    const vast = { ...mdp, reward: mdp.reward.map((r) => r * 1e200) };
    expect(() => returnDifference(vast, policies, diagonal[0], { horizon: 1 })).toThrow(
      'returnDifference: the variance must be finite, got',
    );
    expect(() => run({ behaviour: { ...policies.behaviour, nStates: 4 } })).toThrow(
      'returnDifference: behaviour: policy must have 3 states and 2 actions, got 4 and 2',
    );
    expect(() => run({ target: repeated(policies.target, 2) })).toThrow(
      'returnDifference: target: a policy over 2 steps says nothing of later ones, got runs of 3 steps',
    );
    expect(() => run({ target: { ...policies.target, nActions: 1 } })).toThrow(
      'returnDifference: target: policy must have 3 states and 2 actions, got 3 and 1',
    );
  });
});
