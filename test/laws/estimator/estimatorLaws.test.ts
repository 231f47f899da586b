import { describe, expect, test } from 'vitest';
import { checkEstimator, estimatorLaws } from '../../../src/laws/index.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import type { Estimator } from '../../../src/ope/estimators/estimator.js';
import { estimators, findEstimator } from '../../../src/ope/estimators/registry.js';
import { wholeWeights } from '../../../src/ope/study/stepWeights.js';

const members = [...estimators, findEstimator('cf', completeMechanism(gumbelMax()))];

describe.each(members)('$name', (estimator) => {
  test.each(estimatorLaws.filter((law) => law.appliesTo(estimator)).map((law) => [law.name, law] as const))(
    '%s',
    (_name, law) => {
      law.assert(estimator, { runs: 4 });
    },
  );
});

let calls = 0;
const good = findEstimator('is');
const failing = (estimator: Estimator): string[] =>
  checkEstimator(estimator, { runs: 4 })
    .laws.filter(({ verdict }) => verdict === 'fails')
    .map(({ law }) => law);
const mean = (estimate: Estimator['estimate']): Estimator => ({
  ...{ name: 'mine', summary: '', usesWeights: true, usesModel: false, estimate },
});

test('skips what is not claimed, and says so', () => {
  const { lawful, laws } = checkEstimator(mean(() => 1));
  expect(lawful).toBe(true);
  expect(laws.filter(({ verdict }) => verdict === 'skipped').map(({ law, detail }) => `${law}: ${detail}`)).toEqual([
    'terms average to the estimate: only for estimators with terms',
    'unbiased: only where it is claimed, by unbiased',
    'never above: only where it is claimed, by neverAbove',
    "scale of rewards: only where it is claimed, by equivariant: ['scale']",
    "shift of rewards: only where it is claimed, by equivariant: ['shift']",
  ]);
});

test.each<[string, Estimator]>([
  ['well-formed', mean(() => NaN)],
  ['unbiased', { ...mean((sample, rng) => findEstimator('wis').estimate(sample, rng)), unbiased: true }],
  ['unbiased', { ...good, estimate: (sample, rng) => 1.001 * good.estimate(sample, rng), terms: undefined! }],
  ['same twice', mean(() => (calls += 1))],
  ['order of episodes', mean(({ study }) => study.observedReturn[0])],
  [
    'repeated episodes',
    mean((sample) => wholeWeights(sample.weights()).reduce((sum, w, e) => sum + w * sample.study.observedReturn[e], 0)),
  ],
  ['terms average to the estimate', { ...good, terms: ({ study }) => study.observedReturn }],
  // Normalised by their sum, weights stand for the runs that the log does not hold.
  ['never above', { ...mean((sample, rng) => findEstimator('wis').estimate(sample, rng)), neverAbove: true }],
  ['scale of rewards', { ...mean((sample, rng) => good.estimate(sample, rng) ** 2), equivariant: ['scale'] }],
  ['shift of rewards', { ...good, equivariant: ['shift'] }],
])('finds what breaks: %s', (law, broken) => {
  expect(failing(broken)).toContain(law);
});

test('writing to the sample is found', () => {
  const writing = mean((sample) => {
    sample.study.log.reward[0] += 1;
    return 0;
  });
  expect(failing(writing)).toContain('same twice');
});
