import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { Estimator } from '../../../src/ope/estimators/estimator.js';
import { defineEstimator } from '../../../src/ope/estimators/estimatorDefinition.js';
import { guardEstimator } from '../../../src/ope/estimators/guardEstimator.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { workedTarget, workedTrajectories } from '../../support/opeOracle/workedLog.js';

const sample = wholeLog(prepareStudy(workedTrajectories, workedTarget));
const n = workedTrajectories.nEpisodes;
const mine: Estimator = { name: 'mine', summary: 'Seven.', usesWeights: false, usesModel: true, estimate: () => 7 };

/** What an author wrote that the types do not allow. */
const untyped = (record: object): Estimator => ({ ...mine, ...record });

describe('guardEstimator', () => {
  it('gives what the author does, and keeps what is not a function', () => {
    const whole = untyped({
      unbiased: true,
      terms: () => new Float64Array(n).fill(7),
      statistics: { names: ['one', 'two'], compute: () => Float64Array.of(1, 2) },
      obstacle: () => 'never',
      details: () => ({ seven: 7 }),
    });
    const guarded = guardEstimator(whole);
    const rng = createRng(1);
    expect(guarded).toMatchObject({ name: 'mine', usesWeights: false, usesModel: true, unbiased: true });
    expect([guarded.estimate(sample, rng), guarded.obstacle!(sample.study)]).toEqual([7, 'never']);
    expect(guarded.terms!(sample)).toEqual(new Float64Array(n).fill(7));
    expect(guarded.statistics!.compute(sample)).toEqual(Float64Array.of(1, 2));
    expect(guarded.details!(sample, rng)).toEqual({ seven: 7 });
    const plain = guardEstimator(mine);
    expect(['terms', 'statistics', 'obstacle', 'details'].filter((field) => field in plain)).toEqual([]);
  });

  it.each([
    [{ name: '' }, "estimator: name must be a text that is not empty, got ''"],
    [{ name: 3 }, 'estimator: name must be a text that is not empty, got 3'],
    [{ summary: undefined }, 'estimator mine: summary must be a line of text, got undefined'],
    [{ usesWeights: 1 }, 'estimator mine: usesWeights must be true or false, got 1'],
    [{ usesModel: undefined }, 'estimator mine: usesModel must be true or false, got undefined'],
    [{ estimate: 7 }, 'estimator mine: estimate must be a function of a sample, got 7'],
    [{ terms: [1] }, 'estimator mine: terms must be a function, got Array of length 1'],
    [{ obstacle: 'no' }, "estimator mine: obstacle must be a function, got 'no'"],
    [{ details: {} }, 'estimator mine: details must be a function, got Object'],
  ])('refuses %j', (record, message) => {
    expect(() => guardEstimator(untyped(record))).toThrow(message);
  });

  it.each([
    [{ estimate: () => '7' }, "estimate must return a number, got '7'"],
    [
      {
        estimate: () => {
          throw new TypeError('no');
        },
      },
      'estimate must not throw, got TypeError: no',
    ],
    [{ terms: () => new Float64Array(n + 1) }, `terms must return a Float64Array of length ${n}, got Float64Array of`],
    [{ terms: () => new Array<number>(n).fill(7) }, `terms must return a Float64Array of length ${n}, got Array of`],
    [
      { statistics: { names: ['one'], compute: () => Float64Array.of(1, 2) } },
      'statistics must return a Float64Array of length 1, got Float64Array of length 2',
    ],
  ])('refuses in use %j', (record, message) => {
    const guarded = guardEstimator(untyped(record));
    const use = (): unknown => [
      guarded.estimate(sample, createRng(1)),
      guarded.terms?.(sample),
      guarded.statistics?.compute(sample),
    ];
    expect(use).toThrow(`estimator mine: ${message}`);
  });
});

describe('defineEstimator', () => {
  it('is the definition, with its kind', () => {
    const definition = { name: 'mine', summary: 'Seven.', create: () => mine };
    expect(defineEstimator(definition)).toEqual({ ...definition, kind: 'estimator' });
  });
});
