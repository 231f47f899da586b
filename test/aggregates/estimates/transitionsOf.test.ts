import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { transitionsOf } from '../../../src/aggregates/estimates/transitionsOf.js';
import { createRng } from '../../../src/core/random/rng.js';
import { type Fit, type FitOptions, fit } from '../../../src/fit/fit.js';
import type { FitSpace } from '../../../src/fit/fitSpace.js';
import { fitSpaceOf } from '../../../src/fit/fitSpaceOf.js';
import type { LoggedTransitions } from '../../../src/fit/loggedTransitions.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { uniform } from '../../../policies/uniform.js';
import { aggregatesOf } from '../../support/aggregatesOf.js';
import { leavesOf } from '../../support/leaves.js';

/** Counts do not depend on a target; any will do. */
function countsOf(log: Trajectories): LoggedTransitions {
  return transitionsOf(aggregatesOf(log, uniform(log.nStates, log.nActions), { behaviour: 'estimated' }));
}

/** Rewards may be added up in another order; all else is the same to the bit. */
function expectSame(found: Fit, expected: Fit): void {
  const { reward, ...mdp } = found.mdp;
  const { reward: rewards, ...rest } = expected.mdp;
  expect(mdp).toEqual(rest);
  expect(reward).toBeAllClose(rewards, { rtol: 1e-14, atol: 1e-14 });
  expect(found.counts.count).toEqual(expected.counts.count);
  expect([found.nUnpaid, found.unseen]).toEqual([expected.nUnpaid, expected.unseen]);
}

const sepsis = createEnv('sepsis');
const sepsisLog = simulate(createRng(3), sepsis, createPolicy('physician', sepsis.exactModel!()), {
  episodes: 200,
  horizon: 20,
});
const space: FitSpace = fitSpaceOf(sepsis, sepsis.recorded, 'projected');
const sepsisCounts = countsOf(sepsisLog);

describe('a model of counts', () => {
  const options: readonly FitOptions[] = [
    {},
    { absorption: 'published' },
    { unseen: 'uniform' },
    { prior: { concentration: 3 } },
    { prior: { concentration: 3, support: 'all' }, rewards: new Map([[0, -0.5]]) },
    { worst: { cases: 1, horizon: 20, discount: 0.99 } },
  ];
  it.each(options)('is that of the log: %j', (each) => {
    expectSame(fit(sepsisCounts, space, each), fit(sepsisLog, space, each));
  });

  test.prop([fc.integer({ min: 1, max: 40 }), fc.nat(50)], { numRuns: 30 })(
    'without an environment, too',
    (episodes, seed) => {
      const mdp = createEnv('triage').exactModel!();
      const log = simulate(createRng(seed), mdp, uniform(mdp.nStates, mdp.nActions), { episodes, horizon: 4 });
      expectSame(fit(countsOf(log), undefined), fit(log, undefined));
      const ends = [{ state: 3, name: 'home' }].filter(({ state }) => state < log.nStates);
      const named = { ...log, source: { ends } };
      expect(leavesOf(fit(countsOf(named), undefined).mdp.outcomes)).toEqual(
        leavesOf(fit(named, undefined).mdp.outcomes),
      );
    },
  );

  it('says of counts what is wrong with the log, by the transition', () => {
    const { nextState, ...rest } = sepsisCounts;
    const wrong = { ...rest, nextState: Array.from(nextState, () => 0) };
    expect(() => fit(wrong, space)).toThrow(
      /^fit: the transition from state \d+ by action \d to state \d+ must (end in|not reach)/,
    );
    const ended = Array.from(rest.ended, () => 0);
    expect(() => fit({ ...sepsisCounts, ended }, space)).toThrow('must not reach an end state');
    expect(() => fit({ ...sepsisCounts, first: new Float64Array(sepsisCounts.nStates) }, space)).toThrow(
      'fit: the log must hold at least one episode, got none',
    );
  });
});
