import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { softened } from '../../policies/softened.js';
import { createRng } from '../../src/core/random/rng.js';
import { ArgumentError } from '../../src/core/errors.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { findEstimator } from '../../src/ope/estimators/registry.js';
import { influentialEpisodes } from '../../src/ope/influentialEpisodes.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { pointEstimate } from '../../src/ope/pointEstimate.js';
import { subset } from '../../src/trajectories/subset.js';
import { type CountedLog, wholeLog } from '../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../src/ope/study/study.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { loggedProblem } from '../support/opeOracle/generators.js';

type Estimates = Parameters<typeof influentialEpisodes>[2];

const estimatesOf = (sample: CountedLog, names: readonly string[]): Estimates =>
  names.flatMap((name) => {
    const found = pointEstimate(createRng(1), sample, findEstimator(name, completeMechanism(gumbelMax())));
    return 'value' in found ? [found] : [];
  });

describe('influentialEpisodes', () => {
  test.prop([loggedProblem({ minEpisodes: 2 }), fc.integer({ min: 1, max: 3 })])(
    'tells the estimates of the log without each episode, those that move one most first',
    ({ trajectories, target, problem: { horizon, discount } }, count) => {
      const options = { horizon, discount, interval: false } as const;
      const names = ['wis', 'dr', 'cf'];
      const sample = wholeLog(prepareStudy(trajectories, target, options));
      const estimated = estimatesOf(sample, names);
      const found = influentialEpisodes(createRng(1), sample, estimated, count);
      const all = [...Array(trajectories.nEpisodes).keys()];
      const left = all.map((e) => {
        const others = wholeLog(prepareStudy(subset(trajectories, all.filter((i) => i !== e)), target, options)); // prettier-ignore
        const values = new Map(estimatesOf(others, names).map(({ estimator, value }) => [estimator.name, value]));
        return estimated.map(({ estimator }) => values.get(estimator.name));
      });
      const moves = left.map((values) => values.map((value, k) => Math.abs((value ?? Infinity) - estimated[k].value)));
      for (const { index, episode, without } of found) {
        expect(episode).toBe(trajectories.episodeId?.[index] ?? String(index));
        estimated.forEach(({ estimator }, k) => {
          const expected = left[index][k];
          if (expected === undefined) expect(without[estimator.name]).toBeNull();
          else expect([without[estimator.name]]).toBeAllClose([expected], { rtol: 1e-9, atol: 1e-12 });
        });
      }
      const largest = found.map(({ index }) => Math.max(...moves[index]));
      expect(largest).toEqual(largest.toSorted((a, b) => b - a));
      // Of each estimator those that move it most are among them.
      estimated.forEach((_, k) => {
        const most = moves.map((each) => each[k]).sort((a, b) => b - a)[0];
        if (!(most > 1e-9)) return;
        const shown = Math.max(...found.map(({ index }) => moves[index][k]));
        expect(shown === most || Math.abs(shown - most) < 1e-9).toBe(true);
      });
    },
  );

  it('finds them in a log that is too long to try all', () => {
    const mdp = createEnv('gridworld').exactModel!();
    const log = simulate(createRng(3), mdp, createPolicy('uniform', mdp), { episodes: 150, horizon: 12 });
    const target = softened(createPolicy('optimal', mdp), 0.3);
    const sample = wholeLog(prepareStudy(log, target, { discount: 0.9 }));
    const [wis] = estimatesOf(sample, ['wis']);
    const found = influentialEpisodes(createRng(1), sample, [wis], 4);
    // The weights of 150 runs, left out one by one: by hand.
    const { whole } = sample.weights();
    const { observedReturn } = sample.study;
    const total = whole.reduce((sum, w) => sum + w, 0);
    const left = observedReturn.map((g, e) => (wis.value * total - whole[e] * g) / (total - whole[e]));
    const order = [...left.keys()].sort((a, b) => Math.abs(left[b] - wis.value) - Math.abs(left[a] - wis.value));
    expect(found.map(({ index }) => index)).toEqual(order.slice(0, 4));
    expect(found.map(({ without }) => without.wis!)).toBeAllClose(order.slice(0, 4).map((e) => left[e]));
    expect(found.map(({ weightShare }) => weightShare)).toBeAllClose(order.slice(0, 4).map((e) => whole[e] / total));
    expect(found.map((each) => each.observedReturn)).toEqual(order.slice(0, 4).map((e) => observedReturn[e]));
  });

  it('looks at the first means of terms where wis, dr and cf are not among the estimates, and at none but these', () => {
    const mdp = createEnv('two-armed').exactModel!();
    const log = simulate(createRng(1), mdp, createPolicy('uniform', mdp), { episodes: 30, horizon: 1 });
    const looked = (estimators: readonly string[]): string[] => {
      const { influential } = offPolicyEvaluation(createRng(1), log, createPolicy('optimal', mdp), {
        ...{ estimators, interval: false, influential: 2, returnRange: [0, 1] },
      });
      return influential!.length === 0 ? [] : Object.keys(influential![0].without);
    };
    expect(looked(['is', 'dm', 'wis', 'dr'])).toEqual(['wis', 'dr']);
    expect(looked(['dm', 'is', 'pdis', 'cis', 'wpdis'])).toEqual(['is', 'pdis', 'cis']);
    expect(looked(['dm'])).toEqual([]);
  });

  it('finds none where none is asked for, or there is nothing beside', () => {
    const mdp = createEnv('two-armed').exactModel!();
    const target = createPolicy('uniform', mdp);
    const log = simulate(createRng(1), mdp, target, { episodes: 2, horizon: 1 });
    const evaluated = (influential: number, part = log): unknown =>
      offPolicyEvaluation(createRng(1), part, target, { estimators: ['is'], interval: false, influential }).influential;
    expect(evaluated(0)).toBeUndefined();
    expect(evaluated(3, subset(log, [1]))).toEqual([]);
    for (const count of [-1, 0.5, NaN])
      expect(() => evaluated(count)).toThrow(
        new ArgumentError(`ope: influential must be an integer from 0, got ${count}`),
      );
  });
});
