import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { probabilityFault } from '../../src/core/probability.js';
import { type Mdp, checkMdp, rowIndex } from '../../src/mdp/mdp.js';
import { type Policy, checkPolicy } from '../../src/mdp/policy.js';
import { checkTrajectories } from '../../src/trajectories/checkTrajectories.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { anyLog, anyPolicy, dyadicVector, logOf, probabilityVector, smallMdp } from './generators.js';

const length = fc.integer({ min: 1, max: 8 });

describe('probabilityVector', () => {
  test.prop([length.chain((n) => fc.tuple(fc.constant(n), probabilityVector(n)))])('is a distribution', ([n, p]) => {
    expect(p).toHaveLength(n);
    expect(probabilityFault(p)).toBeUndefined();
  });

  it('reaches zeros, point masses and tiny entries', () => {
    const sample = fc.sample(probabilityVector(3), { numRuns: 300, seed: 1 });
    expect(sample.some((p) => p.includes(0))).toBe(true);
    expect(sample.some((p) => p.includes(1))).toBe(true);
    expect(sample.some((p) => p.some((x) => x > 0 && x < 1e-50))).toBe(true);
    expect(sample.some((p) => p.every((x) => x > 0.01))).toBe(true);
  });
});

describe('dyadicVector', () => {
  test.prop([length.chain((n) => fc.tuple(fc.constant(n), dyadicVector(n)))])('sums to 1 exactly', ([n, p]) => {
    expect(p).toHaveLength(n);
    expect(p.every((x) => x >= 0 && Number.isInteger(16 * x))).toBe(true);
    expect(p.reduce((a, b) => a + b)).toBe(1);
  });
});

describe('smallMdp', () => {
  test.prop([smallMdp()])('is valid, has an end, and starts elsewhere', (mdp) => {
    checkMdp(mdp, 'smallMdp');
    expect(mdp.terminal).toContain(1);
    expect(mdp.terminal).toContain(0);
    for (let s = 0; s < mdp.nStates; s++) {
      expect(mdp.terminal[s] === 1).toBe(mdp.outcome[s] > 0);
      if (mdp.terminal[s] === 1) expect(mdp.initial[s]).toBe(0);
    }
  });

  it('reaches empty and returning rows of ends, and explicit zeros', () => {
    const sample = fc.sample(smallMdp(), { numRuns: 200, seed: 1 });
    const lastRow = sample.map(({ rowStart }) => rowStart.at(-1)! - rowStart.at(-2)!);
    expect(new Set(lastRow)).toEqual(new Set([0, 1]));
    expect(sample.some((mdp) => mdp.probability.includes(0))).toBe(true);
    expect(sample.some((mdp) => !mdp.probability.includes(0))).toBe(true);
  });
});

describe('anyPolicy', () => {
  const sized = fc.record({ nStates: length, nActions: length }).chain(anyPolicy);
  test.prop([sized])('is valid', (policy) => {
    checkPolicy(policy, 'anyPolicy');
  });
});

describe('logOf', () => {
  const logged = smallMdp().chain((mdp) =>
    anyPolicy(mdp).chain((policy) => fc.tuple(fc.constant(mdp), fc.constant(policy), logOf(mdp, policy))),
  );
  test.prop([logged])('is a log that the model and the policy could have written', ([mdp, policy, log]) => {
    checkTrajectories(log, 'logOf');
    for (let i = 0; i < log.state.length; i++) {
      const row = rowIndex(mdp, log.state[i], log.action[i]);
      const entries = mdp.nextState.subarray(mdp.rowStart[row], mdp.rowStart[row + 1]);
      const entry = mdp.rowStart[row] + entries.indexOf(log.nextState[i]);
      expect(mdp.probability[entry]).toBeGreaterThan(0);
      expect(log.reward[i]).toBe(mdp.reward[entry]);
      expect(log.propensity![i]).toBe(policy.probability[row]);
      expect(mdp.terminal[log.state[i]]).toBe(0);
    }
    for (let e = 0; e < log.nEpisodes; e++) {
      expect(mdp.initial[log.state[log.episodeStart[e]]]).toBeGreaterThan(0);
      expect(log.terminated[e]).toBe(mdp.terminal[log.nextState[log.episodeStart[e + 1] - 1]]);
    }
  });
});

describe('anyLog', () => {
  const sized = fc.record({ nStates: length, nActions: length }).chain((sizes) => anyLog(sizes));
  test.prop([sized])('is valid', (log) => {
    checkTrajectories(log, 'anyLog');
  });

  it('has the optional columns or not', () => {
    const sample = fc.sample(sized, { numRuns: 100, seed: 1 });
    for (const column of ['propensity', 'propensities', 'hidden', 'episodeId'] as const) {
      expect(sample.some((log) => log[column] !== undefined)).toBe(true);
      expect(sample.some((log) => log[column] === undefined)).toBe(true);
    }
  });
});

describe('a law that fails', () => {
  const logged = smallMdp().chain((mdp) => anyPolicy(mdp).chain((policy) => logOf(mdp, policy)));
  it.each<[string, fc.Arbitrary<unknown>, (value: never) => boolean]>([
    ['probabilityVector', probabilityVector(6), (p: Float64Array) => p[2] <= 0.3],
    ['dyadicVector', dyadicVector(6), (p: Float64Array) => p[2] <= 0.3],
    ['smallMdp', smallMdp(), ({ nStates }: Mdp) => nStates <= 3],
    ['anyPolicy', anyPolicy({ nStates: 4, nActions: 3 }), ({ probability }: Policy) => !probability.includes(0)],
    ['logOf', logged, ({ state }: Trajectories) => state.length <= 3],
    ['anyLog', anyLog({ nStates: 4, nActions: 2 }), ({ state }: Trajectories) => state.length <= 3],
  ])('is soon shrunk: %s', (_name, arbitrary, law) => {
    // A generator that writes to what it drew can shrink for ever.
    let calls = 0;
    const details = fc.check(
      fc.property(arbitrary as fc.Arbitrary<never>, (value) => {
        calls++;
        return law(value) || calls > 2000;
      }),
      { seed: 3 },
    );
    expect(details.failed).toBe(true);
    expect(calls).toBeLessThan(1000);
  });
});
