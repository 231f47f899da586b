import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/mdp/policy.js';
import { diagnose } from '../../../src/ope/diagnose.js';
import { thinSupport } from '../../../src/ope/diagnostics/thinSupport.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { type StudyOptions, prepareStudy } from '../../../src/ope/study/study.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { fitModel } from '../../support/opeOracle/fittedModel.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';
import type { Problem } from '../../support/opeOracle/problem.js';
import { oneStepLog } from './oneStepLog.js';

const target: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.9, 0.1) };
const always: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(1, 0) };

function warnings(log: Trajectories, policy: Policy, options: StudyOptions = {}): string {
  return diagnose(wholeLog(prepareStudy(log, policy, options))).warnings.join('\n');
}

/** By recursion over runs, forwards: P(a run takes a pair that was logged at most `limit` times). */
function reached(problem: Problem, limit: number): number {
  const { visits, next } = fitModel(problem);
  const from = (s: number, t: number): number =>
    t === problem.horizon
      ? 0
      : problem.target[s].reduce(
          (sum, e, a) =>
            sum + e * (visits[s][a] <= limit ? 1 : next[s][a].reduce((later, p, to) => later + p * from(to, t + 1), 0)),
          0,
        );
  return problem.episodes.reduce((sum, { steps }) => sum + from(steps[0].s, 0), 0) / problem.episodes.length;
}

describe('thinSupport', () => {
  test.prop([loggedProblem({ maxEpisodes: 12 })])('is the chance that a run meets what the log lacks', (drawn) => {
    const { problem, trajectories, target: policy } = drawn;
    const found = thinSupport(wholeLog(prepareStudy(trajectories, policy, { horizon: problem.horizon })));
    expect(found.never).toBeAllClose(reached(problem, 0), { atol: 1e-9 });
    expect(found.atMostTwice).toBeAllClose(reached(problem, 2), { atol: 1e-9 });
    // Every run that meets a thin pair meets one of them first.
    const shares = found.pairs.reduce((sum, { share }) => sum + share, 0);
    expect(shares).toBeAllClose(found.atMostTwice, { atol: 1e-8 });
  });

  it('counts cases, whatever the probabilities say', () => {
    // The behaviour policy is even, and known to be; by chance action 0 came up twice in thirty.
    const log = oneStepLog([0, 0, ...Array<number>(28).fill(1)], 0.5);
    const found = thinSupport(wholeLog(prepareStudy(log, target)));
    expect(found).toMatchObject({ never: 0, pairs: [{ state: 0, action: 0, label: 'action 0 in state 0', seen: 2 }] });
    expect([found.atMostTwice, found.pairs[0].share]).toBeAllClose([0.9, 0.9]);
    const even: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.5, 0.5) };
    for (const options of [{}, { behaviour: even }, { behaviour: 'estimated' as const }])
      expect(warnings(log, target, options)).toContain(
        "By the model fitted to the log 90.0 % of the target policy's runs take an action that the log has at most twice in that state: ",
      );
  });

  it('is silent where the log has three cases, or few runs come', () => {
    expect(warnings(oneStepLog([0, 0, 0, ...Array<number>(27).fill(1)], 0.5), target)).not.toContain('By the model');
    const rare: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.04, 0.96) };
    expect(warnings(oneStepLog([0, ...Array<number>(29).fill(1)], 0.5), rare)).not.toContain('By the model');
  });

  it('tells what was never seen from what was seen once', () => {
    const log = oneStepLog(Array<number>(30).fill(1), 0.5);
    expect(warnings(log, always)).toContain(
      "100.0 % of the target policy's runs take an action that the log never has",
    );
  });
});

describe('the warning where the target policy leaves the support', () => {
  const log = oneStepLog(Array<number>(30).fill(1), 0.5);

  it('does not claim of an action that was only not drawn that it never is', () => {
    expect(warnings(log, target)).toContain(
      'the target policy goes where the log has no case (it would at 90.0 % of the steps): whether the behaviour policy never goes there or was only not drawn to',
    );
    expect(warnings(log, target, { behaviour: 'estimated' })).toContain('goes where the log never does');
    expect(warnings(log, target)).not.toContain('never does');
  });

  it('knows from the whole behaviour policy, and is silent where that goes everywhere', () => {
    const even: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.5, 0.5) };
    expect(warnings(log, target, { behaviour: even })).not.toContain('the target policy goes');
    const never: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0, 1) };
    expect(warnings(oneStepLog(Array<number>(30).fill(1), 1), target, { behaviour: never })).toContain(
      'goes where the behaviour policy never does',
    );
  });
});
