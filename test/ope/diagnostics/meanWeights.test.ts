import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { createRng } from '../../../src/core/random/rng.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { diagnose } from '../../../src/ope/diagnose.js';
import type { Diagnostics } from '../../../src/ope/diagnostics/diagnostics.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { type StudyOptions, prepareStudy } from '../../../src/ope/study/study.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';
import { weight } from '../../support/opeOracle/weights.js';
import { oneStepLog } from './oneStepLog.js';

const MISS = /The mean weight is/;

function diagnostics(log: Trajectories, target: Policy, options: StudyOptions = {}): Diagnostics & { text: string } {
  const found = diagnose(wholeLog(prepareStudy(log, target, options)));
  return { ...found, text: found.warnings.join('\n') };
}

const oneState = (probability: number): Policy => ({
  nStates: 1,
  nActions: 2,
  probability: Float64Array.of(probability, 1 - probability),
});

describe('meanWeights', () => {
  test.prop([loggedProblem({ minEpisodes: 2 })])('are those of the second implementation', (drawn) => {
    const { problem, trajectories, target } = drawn;
    const found = diagnostics(trajectories, target, { horizon: problem.horizon });
    const n = problem.episodes.length;
    const at = (t: number): number[] => problem.episodes.map((_, i) => weight(problem, i, t));
    const mean = (values: readonly number[]): number => values.reduce((sum, w) => sum + w, 0) / n;
    const means = Array.from({ length: problem.horizon }, (_, t) => mean(at(t)));
    expect(found.meanWeightByStep).toBeAllClose(means, { rtol: 1e-9 });
    const last = at(problem.horizon - 1);
    const variance = last.reduce((sum, w) => sum + (w - mean(last)) ** 2, 0) / (n - 1);
    expect(found.meanWeight).toBeAllClose(mean(last), { rtol: 1e-9 });
    expect(found.meanWeightError!).toBeAllClose(Math.sqrt(variance / n), { rtol: 1e-6, atol: 1e-7 });
  });

  it('miss 1 where the log lacks what the target policy does', () => {
    // Action 0 has weight 9 and was never drawn: what was drawn has a weight of 1/9.
    const { meanWeight, meanWeightError, text } = diagnostics(
      oneStepLog(Array<number>(50).fill(1), 0.9),
      oneState(0.9),
    );
    expect(meanWeight).toBeAllClose(1 / 9);
    expect(meanWeightError!).toBeAllClose(0, { atol: 1e-8 });
    expect(text).toMatch(
      /The mean weight is 0\.11 \(standard error .*\) where 1 is due, missed first at step 0: the beh/,
    );
  });

  it('miss 1 where probabilities are too small', () => {
    const actions = Array.from({ length: 100 }, (_, i) => i % 2);
    const { text } = diagnostics(oneStepLog(actions, 0.1), oneState(0.5));
    expect(text).toMatch(
      /The mean weight is 5\.0 .* the probabilities are smaller than those the actions were drawn with/,
    );
  });

  it('say nothing where probabilities are right, whatever their rounding', () => {
    const actions = Array.from({ length: 100 }, (_, i) => i % 2);
    expect(diagnostics(oneStepLog(actions, 0.5), oneState(0.7)).text).not.toMatch(MISS);
    expect(diagnostics(oneStepLog(actions, Math.fround(0.5 + 1e-6)), oneState(0.5)).text).not.toMatch(MISS);
    const env = createEnv('gridworld');
    const uniform = createPolicy('uniform', env.exactModel!());
    const target = softened(createPolicy('optimal', env.exactModel!()), 0.8);
    for (let seed = 1; seed <= 5; seed++) {
      const log = simulate(createRng(seed), env, uniform, { episodes: 1000, horizon: 5 });
      const bare: Policy = { nStates: target.nStates, nActions: target.nActions, probability: target.probability };
      expect(diagnostics(log, bare).text).not.toMatch(MISS);
    }
  });

  it('say nothing where nothing has a weight, which is said already, or of one episode', () => {
    const { text } = diagnostics(oneStepLog([1, 1, 1], 0.5), oneState(1));
    expect(text).toMatch(/None of the 3/);
    expect(text).not.toMatch(MISS);
    const single = diagnostics(oneStepLog([1], 0.5), oneState(0.2));
    expect(single.text).not.toMatch(MISS);
    expect(single).not.toHaveProperty('meanWeightError');
  });
});

describe('the warning of probabilities that are all 1', () => {
  it('tells a claim that the log contradicts', () => {
    const { text } = diagnostics(oneStepLog([0, 1, 0, 1], 1), oneState(0.5));
    expect(text).toContain(
      'Every probability in the log is 1: it claims a behaviour policy that never varies, yet it has several actions in 1 of its 1 states.',
    );
    expect(diagnostics(oneStepLog([0, 0, 0], 1), oneState(0.5)).text).toContain('that never varies. If they');
  });

  it('is silent for other probabilities, and where they are not in use', () => {
    expect(diagnostics(oneStepLog([0, 1], 0.999), oneState(0.5)).text).not.toContain('Every probability');
    const log = oneStepLog([0, 1], 1);
    expect(diagnostics(log, oneState(0.5), { behaviour: 'estimated' }).text).not.toContain('Every probability');
  });
});
