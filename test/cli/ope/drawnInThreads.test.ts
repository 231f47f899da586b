import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../policies/registry.js';
import { drawnInThreads } from '../../../src/cli/ope/replicates/drawnInThreads.js';
import { NumericalError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { groupReplicates, resampledGroups } from '../../../src/ope/intervals/resampledGroup.js';
import { intervalNamed } from '../../../src/ope/intervals/registry.js';
import { type BegunEvaluation, beginEvaluation, finishEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { estimatorNames } from '../../../src/ope/estimators/registry.js';
import { subset } from '../../../src/trajectories/subset.js';
import { grid, logOf, modelOf } from '../options/prepared.js';
import { threadsAsked } from '../threads/inThisThread.js';

const env = grid();
const log = logOf(env, 40, 6);
const target = createPolicy('uniform', modelOf(log, env));
const names = estimatorNames.filter((name) => name !== 'cf');
const ignored = (): void => undefined;

function problemOf(method: string, estimators: readonly string[], episodes = log) {
  const resampling = { method, replicates: 30 };
  const options = { discount: 0.9, returnRange: [-10, 10] as const };
  const all = { ...options, estimators, interval: resampling };
  const begun = beginEvaluation(createRng(4), episodes, target, all);
  const task = {
    seed: 4,
    log: episodes,
    target,
    options,
    modules: [],
    mechanism: undefined,
    unmodelled: 'mix' as const,
  };
  return { all, begun, problem: { ...task, begun, resampling } };
}

describe('drawnInThreads', () => {
  it.each(['bootstrap', 'block-bootstrap'])('draws the bits of one thread: %s', async (method) => {
    const { all, begun, problem } = problemOf(method, names);
    const alone = finishEvaluation(createRng(4), begun, all);
    for (const most of [1, 3]) {
      const drawn = await drawnInThreads(problem, { most, atOnce: true }, ignored);
      expect(finishEvaluation(createRng(4), begun, all, drawn)).toEqual(alone);
      if (most > 1) expect(threadsAsked.at(-1)).toBe(most);
      // They are those that were drawn, and not drawn again.
      const [group] = resampledGroups(begun.estimated.map(({ estimator }) => estimator));
      expect(drawn(group).values.length).toBe(30 * group.estimators.length);
    }
  });

  it('keeps to a group what is wrong with it', async () => {
    // An estimate that is no number on any resample.
    const { begun, problem } = problemOf('bootstrap', ['dm', 'wis']);
    const [plain, weighted] = begun.estimated;
    const faulty = { ...weighted, estimator: { ...weighted.estimator, estimate: () => NaN } };
    const evaluation: BegunEvaluation = { ...begun, estimated: [plain, faulty] };
    const drawn = await drawnInThreads({ ...problem, begun: evaluation }, { most: 1, atOnce: true }, ignored);
    const [first, second] = resampledGroups(evaluation.estimated.map(({ estimator }) => estimator));
    expect(drawn(first).values.length).toBe(30);
    expect(() => drawn(second)).toThrow(NumericalError);
    expect(() => drawn(second)).toThrow('bootstrap: statistic 0 must be finite, got NaN in replicate 0');
  });
});

describe('groupReplicates', () => {
  it('draws for estimators that draw by the number of the replicate alone', () => {
    const { begun } = problemOf('bootstrap', ['dm'], subset(log, [0, 1, 2]));
    const noisy = {
      ...begun.estimated[0].estimator,
      estimate: (_: unknown, rng: { uniform(): number }) => rng.uniform(),
    };
    const [group] = resampledGroups([noisy]);
    const method = intervalNamed('bootstrap') as { readonly byBlock?: true };
    const draw = (from: number, to: number): Float64Array =>
      groupReplicates(createRng(1), begun.sample, group, { method, replicates: 20 })({ from, to }).values;
    const whole = draw(0, 20);
    expect(new Set(whole).size).toBe(20);
    expect(draw(13, 20)).toEqual(whole.subarray(13));
  });
});
