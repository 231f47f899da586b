import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/mdp/policy.js';
import { diagnose } from '../../../src/ope/diagnose.js';
import type { Diagnostics } from '../../../src/ope/diagnostics/diagnostics.js';
import { diagnosticWarnings } from '../../../src/ope/diagnostics/warnings.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { without } from '../../trajectories/without.js';
import { oneStepLog } from './oneStepLog.js';

const policy = (probability: number): Policy => ({
  nStates: 1,
  nActions: 2,
  probability: Float64Array.of(probability, 1 - probability),
});

/**
 * Forty steps of either action, which both policies take alike: nothing to say, and ten trajectories fewer than a tenth
 * would be of 500.
 */
const plain = oneStepLog(
  Array.from({ length: 80 }, (_, e) => e % 2),
  0.5,
);
const study = prepareStudy(plain, policy(0.5));
const calm = diagnose(wholeLog(study));

/** What is said where the figures are as they were but for some. */
function said(changed: Partial<Diagnostics>): string[] {
  const mean = new Float64Array(1).fill(1);
  const about = {
    steps: 80,
    behaviour: study.behaviour,
    modelGiven: false,
    certain: undefined,
    censored: changed.censored?.length ?? 0,
  };
  return diagnosticWarnings(about, { ...calm, ...changed }, { mean, standardError: mean, missed: new Uint8Array(1) });
}

describe('the thresholds of warnings', () => {
  it('are silent on a log that is even', () => {
    expect(calm.warnings).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it('of few that carry: below 30, or a tenth of the log, and never as many as there are', () => {
    const carry = (nEpisodes: number, effectiveSampleSize: number): string | undefined =>
      said({ nEpisodes, nPositive: nEpisodes, effectiveSampleSize }).at(0);
    expect([carry(80, 30), carry(500, 50), carry(20, 20)]).toEqual([undefined, undefined, undefined]);
    expect(carry(80, 29.9)).toBe('80 of 80 trajectories carry the weighted estimates, worth 29.9 of equal weight.');
    expect(carry(500, 49.9)).toBe('500 of 500 trajectories carry the weighted estimates, worth 49.9 of equal weight.');
    expect(carry(20, 19.9)).toContain('20 of 20 trajectories carry');
    expect(said({ nEpisodes: 1500, nPositive: 1200, effectiveSampleSize: 149 })).toEqual([
      '1,200 of 1,500 trajectories carry the weighted estimates, worth 149.0 of equal weight.',
    ]);
  });

  it('of one large weight: above a tenth, and half as much again as its even share', () => {
    const large = (largestWeightShare: number, nPositive: number): string[] => said({ largestWeightShare, nPositive });
    expect([large(0.1, 80), large(0.25, 6), large(0.149, 10)]).toEqual([[], [], []]);
    expect(large(0.101, 80)).toEqual(['One trajectory has 10 % of the weight.']);
    expect(large(0.26, 6)).toEqual(['One trajectory has 26 % of the weight.']);
    expect(large(0.151, 10)).toEqual(['One trajectory has 15 % of the weight.']);
  });

  it('of runs that lean on hardly anything: from 5 %, saying which part the log never has', () => {
    const lean = (never: number, atMostTwice: number): string[] =>
      said({ thinSupport: { never, atMostTwice, pairs: [] } }).map((text) => text.split(': what follows')[0]);
    const start = "By the model fitted to the log 5.0 % of the target policy's runs take an action that the log";
    expect(lean(0.02, 0.0499)).toEqual([]);
    expect(lean(0.0004, 0.05)).toEqual([`${start} has at most twice in that state`]);
    expect(lean(0.0496, 0.05)).toEqual([`${start} never has in that state`]);
    expect(lean(0.0006, 0.05)).toEqual([`${start} has at most twice in that state, 0.1 % one that it never has`]);
  });

  it('of runs that were cut: any, of how many', () => {
    expect(said({ censored: ['7'] })).toEqual([
      '1 of 80 trajectories stop before the horizon without an end; what they would have earned counts as 0.',
    ]);
  });
});

describe('the shares that warnings name', () => {
  it('are of steps, not of trajectories, where the target policy leaves the support', () => {
    // Five steps in two trajectories, of which three are in state 0; there the target takes action 1 in .6 of the
    // cases.
    const log: Trajectories = {
      nEpisodes: 2,
      nStates: 2,
      nActions: 2,
      episodeStart: Uint32Array.of(0, 3, 5),
      state: Int32Array.of(0, 0, 1, 0, 1),
      action: Int32Array.of(0, 0, 0, 0, 1),
      reward: new Float64Array(5),
      nextState: Int32Array.of(0, 1, 0, 1, 0),
      terminated: Uint8Array.of(1, 1),
      source: {},
    };
    const target: Policy = { nStates: 2, nActions: 2, probability: Float64Array.of(0.4, 0.6, 0.5, 0.5) };
    const text = diagnose(wholeLog(prepareStudy(log, target))).warnings.join('\n');
    // 3 · .6 of 5.
    expect(text).toContain(
      'In 1 visited states and actions the target policy goes where the log never does (it would at 36.0 % of the steps)',
    );
  });

  it('are of the states that have several actions, of all that were visited', () => {
    const log: Trajectories = {
      ...without(oneStepLog([0, 1, 0, 0, 1], 1), 'propensity'),
      nStates: 4,
      state: Int32Array.of(0, 0, 1, 3, 3),
      propensity: new Float64Array(5).fill(1),
    };
    const target: Policy = { nStates: 4, nActions: 2, probability: new Float64Array(8).fill(0.5) };
    expect(diagnose(wholeLog(prepareStudy(log, target))).warnings.join('\n')).toContain(
      'yet it has several actions in 2 of its 3 states.',
    );
  });

  it('are of all trajectories, those of weight 0 among them, and the largest weight of the sum', () => {
    // Weights 2 · .9 three times, and 2 · .1 once.
    const { largestWeightShare, nPositive, effectiveSampleSize } = diagnose(
      wholeLog(prepareStudy(oneStepLog([0, 0, 0, 1], 0.5), policy(0.9))),
    );
    expect(largestWeightShare).toBeAllClose(0.9 / 2.8);
    expect(effectiveSampleSize).toBeAllClose(2.8 ** 2 / (3 * 0.81 + 0.01));
    expect(nPositive).toBe(4);
    const { warnings, ...none } = diagnose(wholeLog(prepareStudy(oneStepLog([1, 1, 0], 0.5), policy(1))));
    expect([none.nPositive, none.largestWeightShare, none.effectiveSampleSize]).toEqual([1, 1, 1]);
    expect(warnings[0]).toBe('1 of 3 trajectories carry the weighted estimates, worth 1.0 of equal weight.');
  });
});
