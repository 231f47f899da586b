import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { returnDifference } from '../../../src/counterfactual/multistep/returnDifference.js';
import { returnMoments } from '../../../src/counterfactual/chain/returnMoments.js';
import { transportBound } from '../../../src/counterfactual/multistep/transportBound.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyAtStep } from '../../../src/mdp/overTime/policyAtStep.js';
import type { MarkovPolicy } from '../../../src/mdp/overTime/policyOverTime.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import { loadHighs, transportProgram } from '../../../src/mechanisms/kernels/transportProgram.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { always, coins, comeAndGone, complete, dense, mechanisms, problem, problemOverTime } from './pairProblems.js';

const highs = await loadHighs();

/** The spec's own form: the largest E[G G~] from each pair by linear programs, over whole rows and all pairs. */
function largestProduct(
  mdp: Mdp,
  behaviour: MarkovPolicy,
  target: MarkovPolicy,
  horizon: number,
  discount: number,
): Float64Array {
  const { nStates, nActions } = mdp;
  const [mean, meanOther] = [behaviour, target].map(
    (policy) => returnMoments(mdp, (t) => policyAtStep(policy, t), horizon, discount).mean,
  );
  let product = new Float64Array(nStates * nStates);
  for (let h = 1; h <= horizon; h++) {
    const later = product;
    product = new Float64Array(nStates * nStates);
    const at = (h - 1) * nStates;
    const [now, nowOther] = [behaviour, target].map((policy) => policyAtStep(policy, horizon - h).probability);
    for (let row = 0; row < nStates * nActions; row++) {
      for (let other = 0; other < nStates * nActions; other++) {
        const [s, sOther] = [row, other].map((number) => Math.floor(number / nActions));
        const share = now[row] * nowOther[other];
        if (mdp.terminal[s] === 1 || mdp.terminal[sOther] === 1 || share === 0) continue;
        const [p, q, r, rOther] = [
          dense(mdp.probability, mdp, row),
          dense(mdp.probability, mdp, other),
          dense(mdp.reward, mdp, row),
          dense(mdp.reward, mdp, other),
        ];
        const [xs, ys] = [p, q].map((masses) => Array.from(masses.keys()).filter((k) => masses[k] > 0));
        const gain = Float64Array.from(
          xs.flatMap((x) =>
            ys.map(
              (y) =>
                r[x] * rOther[y] +
                discount * (r[x] * meanOther[at + y] + rOther[y] * mean[at + x] + discount * later[x * nStates + y]),
            ),
          ),
        );
        const masses = (of: Float64Array, support: number[]): Float64Array => Float64Array.from(support, (k) => of[k]);
        const plan = transportProgram(
          highs,
          masses(p, xs),
          masses(q, ys),
          gain.map((value) => -value),
        );
        product[s * nStates + sOther] += share * plan.reduce((sum, mass, cell) => sum + mass * gain[cell], 0);
      }
    }
  }
  return product;
}

describe('transportBound', () => {
  test.prop([fc.oneof(problem, problemOverTime), fc.integer({ min: 0, max: 3 })], { numRuns: 50 })(
    'is what linear programs for the largest E[G G~] give',
    ({ mdp, policies, discount }, horizon) => {
      const { behaviour, target } = policies;
      const bound = transportBound(mdp, policies, { horizon, discount });
      const largest = largestProduct(mdp, behaviour, target, horizon, discount);
      const product = mdp.initial.reduce((sum, share, s) => sum + share * largest[s * mdp.nStates + s], 0);
      expect(bound.covariance).toBeAllClose(product - bound.behaviour.mean * bound.target.mean, {
        rtol: 1e-9,
        atol: 1e-9,
      });
    },
  );

  test.prop([problem])('is the same of policies repeated at every step', ({ mdp, policies, discount }) => {
    const [behaviour, target] = [policies.behaviour, policies.target].map((policy) => repeated(policy, 4));
    const options = { horizon: 4, discount };
    expect(transportBound(mdp, { behaviour, target }, options)).toEqual(transportBound(mdp, policies, options));
  });

  test.prop([
    fc.oneof(
      fc.tuple(problem, fc.integer({ min: 0, max: 8 })),
      fc.tuple(problemOverTime, fc.integer({ min: 0, max: 3 })),
    ),
  ])('no mechanism gets below it', ([{ mdp, policies, discount }, horizon]) => {
    const options = { horizon, discount };
    const bound = transportBound(mdp, policies, options);
    for (const mechanism of mechanisms) {
      const { difference, nPairs, behaviour, target } = returnDifference(mdp, policies, mechanism, options);
      expect(bound.difference.variance).toBeLessThanOrEqual(difference.variance + 1e-9);
      expect(bound.nPairs).toBeGreaterThanOrEqual(nPairs);
      expect([bound.behaviour, bound.target]).toEqual([behaviour, target]);
    }
  });

  test.prop([problem])('is reached by reward-cdf where one step is all and the score is its reward', (drawn) => {
    const { policies } = drawn;
    const score = Float64Array.of(3, 1, -2, 0);
    const mdp = { ...drawn.mdp, reward: Float64Array.from(drawn.mdp.nextState, (next) => score[next]) };
    const reached = returnDifference(mdp, policies, complete(rewardCdf({ score })), { horizon: 1 });
    const bound = transportBound(mdp, policies, { horizon: 1 });
    expect(bound.difference.variance).toBeAllClose(reached.difference.variance, { atol: 1e-10 });
  });

  test('follows a policy over time past pairs that only earlier steps come to, whatever it would do there', () => {
    const { mdp, possible, impossible } = comeAndGone;
    const [result, same] = [possible, impossible].map((policy) =>
      transportBound(mdp, { behaviour: policy, target: policy }, { horizon: 3 }),
    );
    expect(result.difference.variance).toBeAllClose(0, { atol: 1e-12 });
    expect(same.difference).toEqual(result.difference);
  });

  test('refuses an infinite horizon by its own name', () => {
    const mdp = coins([0.5, 0.75]);
    const policies = { behaviour: always(0, mdp), target: always(1, mdp) };
    expect(() => transportBound(mdp, policies, { horizon: Infinity })).toThrow(
      'transportBound: horizon must be finite',
    );
  });
});
