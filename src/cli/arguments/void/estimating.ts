import { estimators } from '../../../ope/estimators/registry.js';
import { intervals } from '../../../ope/intervals/registry.js';
import type { GivenArguments } from '../givenArguments.js';
import { ESTIMATING } from './commandGroups.js';
import { type VoidOption, listed } from './voidOption.js';

/** Estimators that put a model's values right by weighted errors, with a model of the other folds where asked. */
const CROSS_FITTED: readonly string[] = ['dr', 'wdr', 'magic'];

/** Void options of estimators and their intervals. */
export const estimating: readonly VoidOption[] = [
  {
    commands: ESTIMATING,
    option: 'cross-fit',
    when: ({ mdp }) => mdp !== undefined,
    beside: '--mdp, a model that is used as it is',
    remedy: 'leave one of them out',
  },
  {
    commands: ESTIMATING,
    option: 'cross-fit',
    when: ({ estimator }) =>
      estimator !== undefined &&
      listed(estimator).every((name) => estimators.some((one) => one.name === name && !CROSS_FITTED.includes(name))),
    beside: 'no estimator that corrects a model',
    remedy: 'leave it out, or give --estimator dr',
  },
  ...['folds', 'space', 'worst', 'prior', 'prior-support', 'unseen', 'min-count'].map((option) => ({
    commands: ['ope'],
    option,
    when: ({ learn }: GivenArguments['values']) => learn !== true,
    beside: 'no --learn',
    remedy: 'leave it out, or have policies learned with --learn',
  })),
  ...['mdp', 'refit', 'mechanism', 'draws', 'score', 'score-discount', 'unmodelled', 'threads'].map((option) => ({
    commands: ['ope'],
    option,
    when: ({ learn }: GivenArguments['values']) => learn === true,
    beside: '--learn, which fits models of its own',
    remedy: 'leave one of them out',
  })),
  ...['level', 'replicates', 'reward-range', 'max-ratio', 'threads'].map((option) => ({
    commands: ['level', 'replicates'].includes(option) ? [...ESTIMATING, 'benchmark'] : ESTIMATING,
    option,
    when: ({ interval }: GivenArguments['values']) =>
      interval !== undefined && listed(interval).every((name) => name === 'none'),
    beside: '--interval none',
    remedy: 'leave one of them out',
  })),
  {
    commands: [...ESTIMATING, 'benchmark'],
    option: 'replicates',
    when: ({ interval }) => isNoneOf(interval, ({ appliesTo }) => appliesTo === 'resampling'),
    beside: 'an interval that does not resample',
    remedy: 'leave it out, or give --interval bootstrap',
  },
  {
    commands: ESTIMATING,
    option: 'threads',
    when: ({ interval }) => isNoneOf(interval, ({ appliesTo }) => appliesTo === 'resampling'),
    beside: 'an interval that does not resample',
    remedy: 'leave it out, or give --interval bootstrap',
  },
  {
    commands: ESTIMATING,
    option: 'threads',
    when: ({ refit }) => refit === true,
    beside: '--refit, where one thread fits all models',
    remedy: 'leave one of them out',
  },
  {
    commands: ESTIMATING,
    option: 'return-range',
    when: ({ interval, estimator }) =>
      !takesReturnRange(estimator) && (interval === 'none' || isNoneOf(interval, ({ needsRange }) => needsRange)),
    beside: 'neither an estimator nor an interval that needs a range',
    remedy: 'leave it out, or give --estimator cis or --interval hoeffding',
  },
  ...['reward-range', 'max-ratio'].map((option) => ({
    commands: ESTIMATING,
    option,
    when: ({ interval }: GivenArguments['values']) => isNoneOf(interval, ({ needsRange }) => needsRange),
    beside: 'an interval that needs no range',
    remedy: 'leave it out, or give --interval hoeffding',
  })),
  {
    commands: ESTIMATING,
    option: 'unmodelled',
    when: ({ mdp }) => mdp === undefined,
    beside: 'no --mdp: a model that is fitted to the log lacks nothing of it',
    remedy: 'leave it out, or give a model with --mdp',
  },
  ...['mechanism', 'draws', 'score', 'score-discount', 'unmodelled'].map((option) => ({
    commands: ESTIMATING,
    option,
    when: ({ estimator, mdp }: GivenArguments['values']) =>
      estimator === undefined ? mdp === undefined : !listed(estimator).includes('cf'),
    beside: 'no estimator cf',
    remedy: 'leave it out, or give --estimator cf',
  })),
  ...['mechanism', 'draws', 'score', 'score-discount', 'unmodelled'].map((option) => ({
    commands: ESTIMATING,
    option,
    when: ({ estimator, refit }: GivenArguments['values']) => estimator === undefined && refit === true,
    beside: '--refit, which leaves out cf unless it is named, as evaluating every resample takes long',
    remedy: 'leave it out, or name the estimators with --estimator cf among them',
  })),
  {
    commands: ESTIMATING,
    option: 'refit',
    when: ({ mdp }) => mdp === undefined,
    beside: 'no --mdp: a model that is fitted to the log is fitted anew to every resample',
    remedy: 'leave it out, or give a model with --mdp',
  },
  {
    commands: ESTIMATING,
    option: 'refit',
    when: ({ interval }) => interval === 'none' || isNoneOf(interval, ({ appliesTo }) => appliesTo === 'resampling'),
    beside: 'no interval that resamples',
    remedy: 'leave it out, or give --interval bootstrap',
  },
  {
    commands: ESTIMATING,
    option: 'refit',
    when: ({ estimator }) =>
      estimator !== undefined &&
      listed(estimator).every((name) => estimators.some((one) => one.name === name && !one.usesModel)),
    beside: 'no estimator that takes the model',
    remedy: 'leave it out, or give --estimator dm',
  },
];

/** Whether `cis` is among the estimators, or one that is not Couplet's; none stands for all that apply. */
function takesReturnRange(estimator: unknown): boolean {
  return (
    estimator === undefined ||
    listed(estimator).some((name) => name === 'cis' || !estimators.some((one) => one.name === name))
  );
}

/** Whether intervals are named, all known, and none of them is of a kind. */
function isNoneOf(given: unknown, kind: (interval: (typeof intervals)[number]) => boolean): boolean {
  const named = listed(given).map((name) => intervals.find((interval) => interval.name === name));
  return named.length > 0 && named.every((interval) => interval !== undefined && !kind(interval));
}
