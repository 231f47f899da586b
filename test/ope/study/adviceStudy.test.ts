import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { advisedPolicy } from '../../../src/mdp/advice/advisedPolicy.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { supportViolations } from '../../../src/ope/diagnostics/supportViolations.js';
import { NUMBERS } from '../../../src/ope/diagnostics/labels.js';
import { estimators } from '../../../src/ope/estimators/registry.js';
import { offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { adviceLogRatios } from '../../../src/ope/study/adviceLogRatios.js';
import { meanAdvised } from '../../../src/ope/study/meanAdvised.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { withBehaviour } from '../../../src/ope/study/withBehaviour.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

const bare: Trajectories = {
  nEpisodes: 3,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 3, 4),
  state: Int32Array.of(0, 1, 1, 0),
  action: Int32Array.of(0, 1, 1, 0),
  reward: Float64Array.of(0, 1, 3, 0.5),
  nextState: Int32Array.of(1, 2, 2, 2),
  terminated: Uint8Array.of(1, 1, 1),
  source: {},
};
/** By clinicians who see more than the states. */
const log: Trajectories = { ...bare, propensities: Float64Array.of(0.5, 0.5, 0.2, 0.8, 0.6, 0.4, 0.9, 0.1) };
/** In state 0 the second action is replaced by the first, in state 1 half of the first actions by the second. */
const advice: Advice = {
  ...identityAdvice(3, 2),
  probability: Float64Array.of(1, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 0, 0, 1),
};
const RATIOS = [1 / 0.5, 0.9 / 0.8, 0.7 / 0.4, 1 / 0.9];
const values = (names: readonly string[], options = {}): (number | undefined)[] =>
  offPolicyEvaluation(createRng(1), log, { advice }, { estimators: names, interval: false, ...options }).estimates.map(
    ({ value }) => value,
  );

describe('a study of advice', () => {
  it('has the ratios of the logged probabilities', () => {
    expect(prepareStudy(log, { advice }).known!.ratios()).toBeAllClose(RATIOS, { rtol: 1e-12 });
  });

  it('weighs by them', () => {
    const [first, second, third] = [RATIOS[0] * RATIOS[1], RATIOS[2], RATIOS[3]];
    const sum = first + second + third;
    const total = first * 1 + second * 3 + third * 0.5;
    expect(values(['is', 'wis', 'pdis'])).toBeAllClose([total / 3, total / sum, total / 3], { rtol: 1e-12 });
    expect(values(['cis'], { returnRange: [0, 4] })).toBeAllClose([total / 3], { rtol: 1e-12 });
    expect(values(['on-policy'])).toBeAllClose([1.5], { rtol: 1e-12 });
  });

  it('names what is not served, and why', () => {
    const { estimates, leftOut } = offPolicyEvaluation(
      createRng(1),
      log,
      { advice },
      { interval: false, discount: 0.9 },
    );
    const served = ['on-policy', 'is', 'wis', 'pdis', 'wpdis', 'cdf'];
    expect(estimates.map(({ estimator }) => estimator)).toEqual(served);
    expect(leftOut.map(({ estimator }) => estimator).sort()).toEqual(
      estimators
        .map(({ name }) => name)
        .filter((name) => !served.includes(name))
        .sort(),
    );
    const reasons = new Map(leftOut.map(({ estimator, reason }) => [estimator, reason]));
    expect(reasons.get('cis')).toMatch(/^the least possible return must be known/);
    expect(reasons.get('dm')).toMatch(/^it needs a policy over the states, and what an advised clinician does/);
    expect(() => values(['dr'])).toThrow('ope: some estimator must have a value, got none - dr: it needs a policy');
  });

  it('is that of a policy where the clinicians go by the states alone', () => {
    const clinician: Policy = { nStates: 3, nActions: 2, probability: Float64Array.of(0.5, 0.5, 0.2, 0.8, 1, 0) };
    const seen = withBehaviour(bare, bare, clinician);
    const policy = prepareStudy(bare, advisedPolicy(clinician, advice), { behaviour: clinician });
    expect(adviceLogRatios(seen, advice).map(Math.exp)).toBeAllClose(policy.known!.ratios(), { rtol: 1e-12 });
  });

  it('shows what is done on average', () => {
    // State 0: all the first action. State 1: half of the mean of .2 and .6. State 2 is never visited.
    expect(meanAdvised(log, advice).probability).toBeAllClose([1, 0, 0.2, 0.8, 0.5, 0.5], { rtol: 1e-12 });
  });

  it('misses only what is advised and never done', () => {
    const never = { ...log, propensities: Float64Array.of(1, 0, 0, 1, 0.6, 0.4, 0.9, 0.1) };
    const study = (given: Advice) => prepareStudy(never, { advice: given });
    // At step 1 the first action is excluded, and in state 1 advice may turn others into it.
    expect(supportViolations(study(advice), NUMBERS)).toEqual([]);
    const first = { ...advice, probability: Float64Array.of(1, 0, 1, 0, 1, 0, 0.5, 0.5, 1, 0, 0, 1) };
    expect(supportViolations(study(first), NUMBERS)).toMatchObject([{ state: 1, action: 0, visits: 2 }]);
  });

  it.each<[string, Trajectories, object, string]>([
    ['no probabilities', bare, {}, 'logged probabilities of all actions, got none'],
    ['those of one action', { ...bare, propensity: Float64Array.of(1, 1, 1, 1) }, {}, 'got those of the actions taken'],
    ['an estimated behaviour', log, { behaviour: 'estimated' }, 'got another behaviour'],
    ['a model', log, { model: {} }, 'a model must not go with advice'],
  ])('is refused with %s', (_, given, options, message) => {
    expect(() => prepareStudy(given, { advice }, options)).toThrow(message);
  });

  it('asks for advice that fits', () => {
    expect(() => prepareStudy(log, { advice: identityAdvice(2, 2) })).toThrow('ope: advice must have 3 states');
    const torn = { ...advice, probability: new Float64Array(12) };
    expect(() => prepareStudy(log, { advice: torn })).toThrow('ope: advice: state 0, intended action 0');
  });
});
