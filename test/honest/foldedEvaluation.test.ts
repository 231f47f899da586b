import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { behaviour as copied } from '../../policies/behaviour.js';
import { uniform } from '../../policies/uniform.js';
import { without } from '../trajectories/without.js';
import { createRng } from '../../src/core/random/rng.js';
import { fit } from '../../src/fit/fit.js';
import { foldedEvaluation } from '../../src/honest/foldedEvaluation.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../src/mdp/policy.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { subset } from '../../src/trajectories/subset.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

const model = createEnv('gridworld').exactModel!();
const log = simulate(createRng(1), model, uniform(model.nStates, model.nActions), { episodes: 60, horizon: 8 });
const options = { discount: 0.9, horizon: 8, returnRange: [-1, 1] } as const;
const learned = (part: Trajectories): Policy => copied(fit(part, undefined).counts, 1);

describe('foldedEvaluation', () => {
  it('pools what each fold says of the policy that was learned from the others', () => {
    const estimators = ['is', 'cis', 'on-policy', 'dm'];
    const { result, folds } = foldedEvaluation(createRng(2), log, learned, {
      ...options,
      ...{ estimators, interval: false, folds: 4 },
    });
    expect(folds.length).toBe(4);
    const alone = folds.map(({ learn, judge, policy }) => {
      expect(policy).toEqual(learned(subset(log, learn)));
      return offPolicyEvaluation(createRng(1), subset(log, judge), policy, { ...options, estimators, interval: false });
    });
    for (const [k, { value }] of result.estimates.entries())
      expect(value!).toBeAllClose(
        alone.reduce((sum, { estimates }, f) => sum + estimates[k].value! * folds[f].judge.length, 0) / 60,
        { rtol: 1e-9 },
      );
    const { shareHeld } = result.diagnostics;
    const shares = alone.map(({ diagnostics }, f) => diagnostics.shareHeld * folds[f].judge.length);
    expect(shareHeld).toBeAllClose(shares.reduce((sum, share) => sum + share, 0) / 60, { rtol: 1e-9 });
  });

  it('takes the luck of its own patients out of a policy', () => {
    const best = (part: Trajectories): Policy =>
      policyIteration(fit(part, undefined).mdp, { discount: 0.9, actions: 'all' }).policy;
    const asked = { ...options, estimators: ['dm'], interval: false } as const;
    const judged = foldedEvaluation(createRng(1), log, best, asked).result.estimates[0].value!;
    const promised = offPolicyEvaluation(createRng(1), log, best(log), asked).estimates[0].value!;
    expect(judged).toBeLessThan(promised);
  });

  it('is the evaluation of a policy where learning is none, whoever wrote the log', () => {
    const fixed = copied(fit(log, undefined).counts, 3);
    const wrote = uniform(model.nStates, model.nActions);
    const bare = without(log, 'propensity');
    const asked = { ...options, estimators: ['is', 'wis'], behaviour: wrote, interval: { method: 't' } } as const;
    const { estimates, gain } = foldedEvaluation(createRng(1), bare, () => fixed, asked).result;
    const whole = offPolicyEvaluation(createRng(1), bare, fixed, asked);
    expect(estimates).toEqual(whole.estimates);
    expect(gain).toEqual(whole.gain);
  });

  it('refuses what cannot be judged', () => {
    expect(() => foldedEvaluation(createRng(1), log, () => uniform(2, 2))).toThrow(
      /policies must be over the log's \d+ states and \d actions, got 2 and 2/,
    );
    expect(() => foldedEvaluation(createRng(1), log, learned, { folds: 60 })).toThrow(
      /^foldedEvaluation: every part of the log must have/,
    );
  });
});
