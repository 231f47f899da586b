import { ArgumentError } from '../../core/errors.js';
import { authorsCall } from '../../core/plugins/authorsCall.js';
import { inFewWords } from '../../core/plugins/inFewWords.js';
import type { CountedLog } from '../study/countedLog.js';
import type { Estimator } from './estimator.js';

/**
 * The same estimator with its functions checked for what they return: a number, and arrays of the right length. That
 * the number is finite is checked where it is used, and whether it is the right one is for the laws.
 *
 * @throws ArgumentError if the record lacks something, naming it; in use, ArgumentError naming the estimator and the
 *   function, or NumericalError if the author's function threw one
 */
export function guardEstimator(estimator: Estimator): Estimator {
  checkRecord(estimator);
  const { name, terms, statistics, obstacle, details, termRange } = estimator;
  const call = <Result>(what: string, run: () => Result): Result => authorsCall(`estimator ${name}: ${what}`, run);
  const array = (what: string, value: Float64Array, length: number): Float64Array => {
    if (value instanceof Float64Array && value.length === length) return value;
    throw new ArgumentError(
      `estimator ${name}: ${what} must return a Float64Array of length ${length}, got ${inFewWords(value)}`,
    );
  };
  return {
    ...estimator,
    estimate(sample, rng) {
      const value: unknown = call('estimate', () => estimator.estimate(sample, rng));
      if (typeof value === 'number') return value;
      throw new ArgumentError(`estimator ${name}: estimate must return a number, got ${inFewWords(value)}`);
    },
    ...(obstacle && { obstacle: (study) => call('obstacle', () => obstacle.call(estimator, study)) }),
    ...(termRange && { termRange: (study) => call('termRange', () => termRange.call(estimator, study)) }),
    ...(terms && {
      terms: (sample: CountedLog) =>
        array(
          'terms',
          call('terms', () => terms.call(estimator, sample)),
          sample.study.log.nEpisodes,
        ),
    }),
    ...(statistics && {
      statistics: {
        names: statistics.names,
        compute: (sample) =>
          array(
            'statistics',
            call('statistics', () => statistics.compute(sample)),
            statistics.names.length,
          ),
      },
    }),
    ...(details && { details: (sample, rng) => call('details', () => details.call(estimator, sample, rng)) }),
  };
}

function checkRecord(estimator: Estimator): void {
  const { name, summary, usesWeights, usesModel } = estimator as { readonly [F in keyof Estimator]?: unknown };
  if (typeof name !== 'string' || name === '')
    throw new ArgumentError(`estimator: name must be a text that is not empty, got ${inFewWords(name)}`);
  const fail = (field: string, requirement: string, got: unknown): never => {
    throw new ArgumentError(`estimator ${name}: ${field} must be ${requirement}, got ${inFewWords(got)}`);
  };
  if (typeof summary !== 'string') fail('summary', 'a line of text', summary);
  if (typeof usesWeights !== 'boolean') fail('usesWeights', 'true or false', usesWeights);
  if (typeof usesModel !== 'boolean') fail('usesModel', 'true or false', usesModel);
  if (typeof estimator.estimate !== 'function') fail('estimate', 'a function of a sample', estimator.estimate);
  for (const field of ['terms', 'obstacle', 'details', 'termRange'] as const)
    if (estimator[field] !== undefined && typeof estimator[field] !== 'function')
      fail(field, 'a function', estimator[field]);
}
