import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/mdp/policy.js';
import { diagnose } from '../../../src/ope/diagnose.js';
import type { Diagnostics } from '../../../src/ope/diagnostics/diagnostics.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { type StudyOptions, prepareStudy } from '../../../src/ope/study/study.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';
import { supportViolations } from '../../support/opeOracle/diagnostics.js';
import { toPolicy, toTrajectories } from '../../support/opeOracle/toTrajectories.js';
import { without } from '../../trajectories/without.js';

/** One step each: in state s, of three, action a, of two, logged with the probabilities of both. */
function logOf(steps: readonly (readonly [s: number, a: number, chances: readonly number[]])[]): Trajectories {
  const n = steps.length;
  return {
    nEpisodes: n,
    nStates: 3,
    nActions: 2,
    episodeStart: Uint32Array.from({ length: n + 1 }, (_, e) => e),
    state: Int32Array.from(steps, ([s]) => s),
    action: Int32Array.from(steps, ([, a]) => a),
    reward: new Float64Array(n),
    nextState: new Int32Array(n),
    terminated: new Uint8Array(n).fill(1),
    propensities: Float64Array.from(steps.flatMap(([, , chances]) => chances)),
    source: {},
  };
}

function policy(...first: readonly number[]): Policy {
  return { nStates: 3, nActions: 2, probability: Float64Array.from(first.flatMap((p) => [p, 1 - p])) };
}

function violations(log: Trajectories, target: Policy, options: StudyOptions = {}): [string, number[][]] {
  const found: Diagnostics = diagnose(wholeLog(prepareStudy(log, target, options)));
  return [
    found.support,
    found.supportViolations.map(({ state, action, visits, targetProbability }) => [
      state,
      action,
      visits,
      targetProbability,
    ]),
  ];
}

const even = policy(0.5, 0.5, 0.5);

describe('supportViolations', () => {
  it('are read from full vectors of probabilities, where an action that was only not drawn is none', () => {
    const log = logOf([
      [0, 0, [0.5, 0.5]],
      [1, 0, [1, 0]],
      [1, 0, [1, 0]],
    ]);
    expect(violations(log, even)).toEqual(['known', [[1, 1, 2, 0.5]]]);
    // Not in use, the vectors say nothing, and what the log does not have counts.
    expect(violations(log, even, { behaviour: 'estimated' })).toEqual([
      'logged',
      [
        [1, 1, 2, 0.5],
        [0, 1, 1, 0.5],
      ],
    ]);
  });

  it('are there where an action is excluded once, be it allowed at other times', () => {
    const log = logOf([
      [0, 0, [0.5, 0.5]],
      [0, 1, [0.5, 0.5]],
      [0, 0, [1, 0]],
    ]);
    expect(violations(log, even)).toEqual(['known', [[0, 1, 3, 0.5]]]);
    // What the target policy leaves alone is no matter.
    expect(violations(log, policy(1, 0.5, 0.5))).toEqual(['known', []]);
  });

  it('are those of the whole behaviour policy, where that is given', () => {
    const log = logOf([
      [0, 0, [0.25, 0.75]],
      [1, 0, [1, 0]],
    ]);
    const bare = without(log, 'propensities');
    expect(violations(bare, even, { behaviour: policy(0.25, 1, 0) })).toEqual(['known', [[1, 1, 1, 0.5]]]);
    // Where it excludes both, it is the state that counts: 2 is never visited.
    expect(violations(bare, even)).toEqual([
      'logged',
      [
        [0, 1, 1, 0.5],
        [1, 1, 1, 0.5],
      ],
    ]);
  });

  it('come in order of visits, most first, then of state and of action', () => {
    const alone = (s: number, times: number): (readonly [number, number, readonly number[]])[] =>
      Array.from({ length: times }, () => [s, 0, [1, 0]] as const);
    const log = logOf([...alone(2, 2), ...alone(0, 2), ...alone(1, 3)]);
    expect(violations(log, even)).toEqual([
      'known',
      [
        [1, 1, 3, 0.5],
        [0, 1, 2, 0.5],
        [2, 1, 2, 0.5],
      ],
    ]);
    // Two of one state: three actions, of which the log has one.
    const three: Trajectories = { ...without(log, 'propensities'), nActions: 3 };
    const target: Policy = { nStates: 3, nActions: 3, probability: new Float64Array(9).fill(1 / 3) };
    const found = diagnose(wholeLog(prepareStudy(three, target, { behaviour: 'estimated' }))).supportViolations;
    expect(found.map(({ state, action }) => [state, action]).slice(0, 3)).toEqual([
      [1, 1],
      [1, 2],
      [0, 1],
    ]);
  });

  test.prop([loggedProblem()])('are those of the second implementation, some actions made impossible', (drawn) => {
    const { problem } = drawn;
    // Of each state the behaviour policy loses its last action, where the log never has it.
    const last = problem.nActions - 1;
    const taken = new Set(problem.episodes.flatMap(({ steps }) => steps.map(({ s, a }) => `${s} ${a}`)));
    const behaviour = problem.behaviour.map((row, s) =>
      taken.has(`${s} ${last}`) ? row : [...row.slice(0, last).map((p) => Math.min(1, p / (1 - row[last]))), 0],
    );
    const propensity = problem.episodes.map(({ steps }) => steps.map(({ s, a }) => behaviour[s][a]));
    const changed = { ...problem, behaviour, propensity };
    const study = prepareStudy(toTrajectories(changed), drawn.target, { behaviour: toPolicy(behaviour) });
    const found = diagnose(wholeLog(study)).supportViolations;
    const byPlace = found.map(({ state, action }) => ({ s: state, a: action })).sort((x, y) => x.s - y.s || x.a - y.a);
    expect(byPlace).toEqual(supportViolations(changed));
    for (const { state, visits } of found)
      expect(visits).toBe(problem.episodes.flatMap(({ steps }) => steps).filter(({ s }) => s === state).length);
  });
});
