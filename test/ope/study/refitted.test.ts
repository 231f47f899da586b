import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { createRng } from '../../../src/core/random/rng.js';
import { DataError, NumericalError } from '../../../src/core/errors.js';
import { fit } from '../../../src/fit/fit.js';
import { refitter } from '../../../src/fit/refit/refitter.js';
import { directMethod } from '../../../src/ope/estimators/model/directMethod.js';
import { doublyRobust } from '../../../src/ope/estimators/doublyRobust/doublyRobust.js';
import { episodesTaken, takeSample, wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';

const env = createEnv('gridworld', { width: 3, height: 2 });
const log = simulate(createRng(4), env, createPolicy('uniform', env.exactModel!()), { episodes: 12, horizon: 6 });
const target = uniform(6, 4);
const { mdp: model } = fit(log, undefined, {
  prior: { concentration: 2, support: 'row' },
  worst: { cases: 1, horizon: 6 },
});
const again = refitter(model, log, undefined);
const count = Float64Array.of(0, 3, 1, 0, 2, 1, 1, 0, 0, 2, 1, 1);

it('lists the episodes of a resample, with repeats', () => {
  expect(episodesTaken(count)).toEqual(Uint32Array.of(1, 1, 1, 2, 4, 4, 5, 6, 9, 9, 10, 11));
});

it('uses in a resample the model that the resample gives', () => {
  const refit = (episodes: Uint32Array): typeof model => again(subset(log, episodes));
  const sample = takeSample(prepareStudy(log, target, { model, refit }), count);
  const taken = subset(log, episodesTaken(count));
  const alone = wholeLog(prepareStudy(taken, target, { model: again(taken), horizon: 6 }));
  const fixed = takeSample(prepareStudy(log, target, { model }), count);
  for (const { estimate } of [directMethod, doublyRobust]) {
    expect(estimate(sample, createRng(1))).toBeAllClose(estimate(alone, createRng(1)));
    expect(estimate(sample, createRng(1))).not.toBeAllClose(estimate(fixed, createRng(1)), { rtol: 1e-3, atol: 0 });
  }
});

it('takes the given model for the whole log, and fits none', () => {
  const refit = (): never => {
    throw new Error('not to be called');
  };
  const study = prepareStudy(log, target, { model, refit });
  expect(wholeLog(study).givenMdp()).toBe(model);
  expect(directMethod.estimate(wholeLog(study), createRng(1))).toBe(
    directMethod.estimate(wholeLog(prepareStudy(log, target, { model })), createRng(1)),
  );
});

it('says so where a resample leaves the model open', () => {
  const refit = (): never => {
    throw new DataError('fit: what entering a state pays must be known');
  };
  const sample = takeSample(prepareStudy(log, target, { model, refit }), count);
  expect(() => sample.model()).toThrow(NumericalError);
  expect(() => sample.model()).toThrow(/^a resample leaves a row of the model open: fit: what entering/);
});
