import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { softened } from '../../../policies/softened.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { estimatesOf } from '../../../src/aggregates/estimates/estimatesOf.js';
import { createRng } from '../../../src/core/random/rng.js';
import type { Aggregates } from '../../../src/aggregates/aggregates.js';
import { fit } from '../../../src/fit/fit.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { type OffPolicyResult, offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { estimatorNames } from '../../../src/ope/estimators/registry.js';
import { givenModelRows } from '../../../src/ope/study/modelRows.js';
import { actionValueAt, valueTables } from '../../../src/ope/study/valueTables.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { aggregatesOf } from '../../support/aggregatesOf.js';
import { extremeLog } from '../../support/extremeLog.js';
import { sparseMdp } from '../../support/sparseMdp.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';
import { workedLog, workedTarget, workedTrajectories } from '../../support/opeOracle/workedLog.js';
import { without } from '../../trajectories/without.js';

/** Numbers of a gain, or the reason why there is none, whose numbers go by chance. */
function figuresOf({ gain }: Pick<OffPolicyResult, 'gain'>): { gain: Record<string, number>; reason?: string } {
  if ('reason' in gain) return { gain: {}, reason: gain.reason };
  const { method, ...numbers } = gain;
  expect(method).toBe('normal');
  return { gain: { ...numbers } };
}

const SUMMED = ['on-policy', 'is', 'wis', 'pdis', 'wpdis', 'dm', 'dm-infinite', 'mis', 'dualdice'];
const blocks = fc.constantFrom(1, 16, 4096);

type Result = Pick<ReturnType<typeof offPolicyEvaluation>, 'estimates'>;

function expectSame(found: Result, inMemory: Result): void {
  const of = (result: Result): Record<string, number | string> =>
    Object.fromEntries(result.estimates.map(({ estimator, value, fault }) => [estimator, value ?? fault!]));
  const [sums, log] = [of(found), of(inMemory)];
  for (const [name, value] of Object.entries(sums))
    if (typeof value === 'string') expect([name, value]).toEqual([name, log[name]]);
    else expect(value, name).toBeAllClose(log[name] as number, { rtol: 1e-12, atol: 1e-12 });
}

/** Sums with what a model says of each step. */
function modelledSums(
  log: Trajectories,
  target: Policy,
  { mdp, horizon, discount = 1, ...options }: { mdp: Mdp; horizon: number; discount?: number; blocks?: number },
): Aggregates {
  const tables = valueTables(givenModelRows(mdp), target, horizon, discount);
  const { v, vStride } = tables;
  const model = {
    q: (t: number, s: number, a: number): number => actionValueAt(tables, t, s * log.nActions + a),
    v: (t: number, s: number): number => v[t * vStride + s],
  };
  return aggregatesOf(log, target, { ...options, horizon, discount, model });
}

describe('estimatesOf', () => {
  test.prop([loggedProblem({ maxEpisodes: 12 }), fc.nat(), blocks, fc.double({ min: -60, max: -30, noNaN: true })])(
    'has dr and wdr by a model that was given, cis and the gain, as the log has them',
    ({ problem: { horizon, discount }, trajectories: log, target }, seed, blocks, least) => {
      const mdp = sparseMdp(createRng(seed), { ...target, nEnds: seed % 2 });
      const options = { estimators: ['dr', 'wdr', 'cis'], model: mdp, returnRange: [least, 60] as const };
      const inMemory = offPolicyEvaluation(createRng(1), log, target, {
        ...{ ...options, horizon, discount, interval: false },
      });
      const found = estimatesOf(modelledSums(log, target, { mdp, horizon, discount, blocks }), target, options);
      expectSame(found, inMemory);
      expect(found.diagnostics.shareHeld).toBeAllClose(inMemory.diagnostics.shareHeld);
      const { gain, ...rest } = figuresOf(found);
      const { gain: ofLog, ...others } = figuresOf(inMemory);
      expect(rest).toEqual(others);
      // Errors are roots of differences of sums.
      for (const [name, value] of Object.entries(gain))
        expect(value, name).toBeAllClose(ofLog[name], { rtol: 1e-6, atol: 1e-6 });
      expect(found.missing.map(({ figure }) => figure)).not.toContain('share held');
    },
  );

  test.prop([loggedProblem({ maxEpisodes: 12 }), blocks])(
    'has the estimates and diagnostics that the log has',
    ({ problem: { horizon, discount }, trajectories, target }, blocks) => {
      const inMemory = offPolicyEvaluation(createRng(1), trajectories, target, {
        ...{ horizon, discount, interval: false },
        estimators: SUMMED,
      });
      const aggregates = aggregatesOf(trajectories, target, { horizon, discount, blocks });
      const found = estimatesOf(aggregates, target, { estimators: SUMMED });
      expectSame(found, inMemory);
      const { diagnostics: sums } = found;
      const { diagnostics: log } = inMemory;
      for (const name of [
        ...(['effectiveSampleSize', 'effectiveSampleSizeByStep', 'largestWeightShare', 'meanWeight'] as const),
        ...(['nPositive', 'nEpisodes', 'meanWeightByStep'] as const),
      ])
        expect(sums[name], name).toBeAllClose(log[name]);
      expect(sums.meanWeightError ?? -1).toBeAllClose(log.meanWeightError ?? -1, { rtol: 1e-7, atol: 1e-7 });
      expect(sums.supportViolations).toEqual(log.supportViolations);
      const { never, atMostTwice, pairs } = sums.thinSupport;
      expect([never, atMostTwice]).toBeAllClose([log.thinSupport.never, log.thinSupport.atMostTwice]);
      expect(pairs.map(({ share }) => share)).toBeAllClose(log.thinSupport.pairs.map(({ share }) => share));
      expect([sums.support, log.support]).toEqual(['logged', 'logged']);
      expect(sums.censored).toBe(log.censored.length);
      // A log whose probabilities are all 1 is not known by its sums.
      expect(sums.warnings).toEqual(log.warnings.filter((warning) => !warning.startsWith('Every probability')));
      expect([found.nEpisodes, found.horizon, found.discount]).toEqual([trajectories.nEpisodes, horizon, discount]);
    },
  );

  test.prop([extremeLog], { numRuns: 200 })('holds where weights leave the range of numbers', ({ log, target }) => {
    const inMemory = offPolicyEvaluation(createRng(1), log, target, { interval: false, estimators: SUMMED });
    const found = estimatesOf(aggregatesOf(log, target), target, { estimators: SUMMED });
    const of = (result: Result, name: string): number =>
      result.estimates.find(({ estimator }) => estimator === name)!.value ?? NaN;
    for (const name of ['on-policy', 'wis', 'wpdis', 'dm'])
      expect(of(found, name), name).toBeAllClose(of(inMemory, name), { rtol: 1e-9, atol: 1e-9 });
    expect(found.diagnostics.effectiveSampleSizeByStep).toBeAllClose(inMemory.diagnostics.effectiveSampleSizeByStep, {
      rtol: 1e-9,
    });
    expect(found.diagnostics.nPositive).toBe(inMemory.diagnostics.nPositive);
  });

  it('takes an estimated behaviour as it is', () => {
    const log = without(workedTrajectories, 'propensity');
    const inMemory = offPolicyEvaluation(createRng(1), log, workedTarget, { interval: false });
    const found = estimatesOf(aggregatesOf(log, workedTarget, { behaviour: 'estimated' }), workedTarget);
    expect(found.behaviour).toBe('estimated');
    expectSame(found, inMemory);
    expect(found.diagnostics.warnings).toContain(
      'The behaviour policy was estimated from this log; guarantees that need it known do not hold.',
    );
  });

  it('serves a policy over time, and a model that was given', () => {
    const chain = createEnv('chain').exactModel!();
    const log = simulate(createRng(4), chain, uniform(chain.nStates, chain.nActions), { episodes: 60, horizon: 3 });
    const all = (action: number): ReturnType<typeof tabular> =>
      softened(tabular(new Array<number>(chain.nStates).fill(action), chain.nActions), 0.2);
    const plan = policyOfSteps([all(0), all(1), all(0)]);
    const options = { estimators: ['on-policy', 'wis', 'wpdis', 'mis', 'dm', 'dualdice'], discount: 0.9 };
    const inMemory = offPolicyEvaluation(createRng(1), log, plan, { ...options, interval: false });
    const aggregates = aggregatesOf(log, plan, { discount: 0.9 });
    const found = estimatesOf(aggregates, plan, options);
    expectSame(found, inMemory);
    expect(found.estimates.at(-1)!.fault).toContain('it needs a policy that does the same at every step');
    expect(found.diagnostics.supportViolations).toEqual(inMemory.diagnostics.supportViolations);
    expect(found.diagnostics.thinSupport.atMostTwice).toBeAllClose(inMemory.diagnostics.thinSupport.atMostTwice);
    const modelled = {
      ...options,
      estimators: ['dm'],
      model: fit(log, undefined, { prior: { concentration: 3 } }).mdp,
    };
    const given = estimatesOf(aggregates, plan, modelled);
    expectSame(given, offPolicyEvaluation(createRng(1), log, plan, { ...modelled, interval: false }));
    expect([given.model, found.model]).toEqual(['given', 'fitted']);
    expect(given.estimates[0].value).not.toBe(found.estimates.find(({ estimator }) => estimator === 'dm')!.value);
  });

  it('names what sums do not have, and says what to use instead', () => {
    const { discount } = workedLog;
    const found = estimatesOf(aggregatesOf(workedTrajectories, workedTarget, { discount }), workedTarget);
    expect(found.estimates.map(({ estimator }) => estimator)).toEqual(SUMMED);
    expect(found.leftOut.find(({ estimator }) => estimator === 'cis')!.reason).toContain('--return-range=-1,1');
    expect(found.gain).toEqual({ reason: found.leftOut.find(({ estimator }) => estimator === 'cis')!.reason });
    const leftOut = found.leftOut.map(({ estimator }) => estimator);
    expect([...SUMMED, ...leftOut].sort()).toEqual([...estimatorNames].sort());
    const asked = estimatesOf(aggregatesOf(workedTrajectories, workedTarget), workedTarget, {
      estimators: ['dr', 'is', 'dualdice'],
    });
    expect(asked.leftOut).toEqual([]);
    expect(asked.estimates[0].fault).toBe(
      'dr: it weighs what a model says of each step, and these sums were made without one - aggregate the log with a model (couplet aggregate --mdp, not in couplet sql), or take mis and dm together',
    );
    expect(asked.estimates[2].fault).toContain('the discount must be below 1 where there is no horizon, got 1');
    expect(asked.missing.map(({ figure }) => figure)).toContain('influential episodes');
  });

  it('says where weights were not cut, and where a return lies below the least', () => {
    const returnRange = [-1e3, 1e3] as const;
    const aggregates = aggregatesOf(workedTrajectories, workedTarget);
    const { clipped, ...episodes } = aggregates.weighted!.episodes;
    expect(clipped).toBeDefined();
    const old = { ...aggregates, weighted: { ...aggregates.weighted!, episodes } };
    const found = estimatesOf(old, workedTarget, { returnRange });
    expect(found.gain).toEqual({ reason: found.leftOut.find(({ estimator }) => estimator === 'cis')!.reason });
    expect('reason' in found.gain && found.gain.reason).toContain('these sums have no such weights');
    expect([found.diagnostics.shareHeld, found.missing[0].figure]).toEqual([undefined, 'share held']);
    const above = estimatesOf(aggregates, workedTarget, { returnRange: [1e3, 1e4] });
    expect('reason' in above.gain && above.gain.reason).toContain('no return may lie below the least possible, 1000');
  });

  it('refuses what does not fit', () => {
    const aggregates = aggregatesOf(workedTrajectories, workedTarget);
    const { weighted, ...counts } = aggregates;
    expect(weighted).toBeDefined();
    expect(() => estimatesOf(counts, workedTarget)).toThrow('got counts alone - aggregate the log again with --policy');
    expect(() => estimatesOf(aggregates, uniform(1, 2))).toThrow(/states/);
    expect(() => estimatesOf(aggregates, workedTarget, { estimators: ['iss'] })).toThrow(
      "estimators must be among on-policy, is, wis, pdis, wpdis, cis, dm, dm-infinite, dr, wdr, magic, mis, dualdice, cdf, cf, got 'iss'",
    );
    const model = createEnv('chain').exactModel!();
    expect(() => estimatesOf(aggregates, workedTarget, { model })).toThrow('ope: model must be over the');
    const never = { ...workedTarget, probability: workedTarget.probability.map(() => 0) };
    expect(() => estimatesOf(aggregates, never)).toThrow('ope: target policy');
  });
});
