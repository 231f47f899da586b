import { ArgumentError } from '../../core/errors.js';
import { mechanisms } from '../../mechanisms/registry.js';
import { estimators } from '../../ope/estimators/registry.js';
import { intervals } from '../../ope/intervals/registry.js';
import type { GivenArguments } from './givenArguments.js';

/** An option that changes nothing beside certain others. */
export interface VoidOption {
  readonly commands: readonly string[];
  readonly option: string;
  /** Whether it is void, given all values of the command. */
  readonly when: (values: GivenArguments['values'], isGiven: GivenArguments['isGiven']) => boolean;
  /** What makes it void, as `got ...` in the message. */
  readonly beside: string;
  readonly remedy: string;
}

const ESTIMATING = ['ope', 'select'];
const COUNTERFACTUAL = ['evaluate', 'explain', 'effect', 'compare', 'report'];
const LOGGED = ['split', 'fit', 'check-states', 'improve', 'train', ...ESTIMATING, ...COUNTERFACTUAL];

/** Options that say how to read the columns of a log. */
const HOW_TO_READ = [
  ...['format', 'column', 'names', 'separator', 'decimal', 'outcome', 'ends', 'ends-terminate', 'number-states'],
  ...['number-actions', 'number-steps', 'empty-reward', 'propensity', 'log-description'],
];

/** Estimators that put a model's values right by weighted errors, with a model of the other folds where asked. */
const CROSS_FITTED: readonly string[] = ['dr', 'wdr', 'magic'];

/** Every pair that is refused: what is given and does nothing would be taken for done. */
export const voidOptions: readonly VoidOption[] = [
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
  ...[
    ...['behaviour', 'cross-fit', 'mechanism', 'draws', 'score', 'score-discount', 'unmodelled', 'refit', 'learn'],
    ...['horizon', 'discount', 'influential', 'check-states', ...HOW_TO_READ, 'end'],
  ].map((option) => ({
    commands: ['ope'],
    option,
    when: ({ aggregates }: GivenArguments['values']) => aggregates !== undefined,
    beside:
      '--aggregates: sums were made with the behaviour, horizon and discount that they have, and hold no episodes',
    remedy: 'leave it out, or take ope on the log itself',
  })),
  ...HOW_TO_READ.map((option) => ({
    commands: ['fit'],
    option,
    when: ({ counts }: GivenArguments['values']) => counts !== undefined,
    beside: '--counts, a table whose columns have names of their own',
    remedy: 'leave it out',
  })),
  ...['folds', 'space', 'worst', 'prior', 'prior-support', 'unseen', 'min-count'].map((option) => ({
    commands: ['ope'],
    option,
    when: ({ learn }: GivenArguments['values']) => learn !== true,
    beside: 'no --learn',
    remedy: 'leave it out, or have policies learned with --learn',
  })),
  ...['mdp', 'refit', 'mechanism', 'draws', 'score', 'score-discount', 'unmodelled'].map((option) => ({
    commands: ['ope'],
    option,
    when: ({ learn }: GivenArguments['values']) => learn === true,
    beside: '--learn, which fits models of its own',
    remedy: 'leave one of them out',
  })),
  {
    commands: ['fit', 'ope'],
    option: 'unseen',
    when: (values) =>
      values.prior !== undefined && (values['prior-mean'] !== undefined || values['prior-support'] === 'all'),
    beside: 'a prior over all states or of a mean, which leaves no pair unseen',
    remedy: 'leave one of them out',
  },
  ...['prior-mean', 'prior-support'].map((option) => ({
    commands: option === 'prior-support' ? ['fit', 'ope'] : ['fit'],
    option,
    when: ({ prior }: GivenArguments['values']) => prior === undefined,
    beside: 'no --prior',
    remedy: 'give the total pseudo-count with --prior',
  })),
  {
    commands: ['fit'],
    option: 'prior-support',
    when: (values) => values['prior-mean'] !== undefined,
    beside: '--prior-mean, whose rows have a support of their own',
    remedy: 'leave one of them out',
  },
  ...['horizon', 'discount'].map((option) => ({
    commands: ['fit'],
    option,
    when: ({ worst }: GivenArguments['values']) => worst === undefined,
    beside: 'no --worst',
    remedy: 'leave it out, or give imaginary cases with --worst 1',
  })),
  {
    commands: COUNTERFACTUAL,
    option: 'draws',
    // No name stands for several, all of which have one.
    when: ({ mechanism }) => listed(mechanism).every(isExact),
    beside: 'mechanisms with a closed form alone',
    remedy: 'leave it out',
  },
  {
    commands: [...ESTIMATING, ...COUNTERFACTUAL, 'train'],
    option: 'score-discount',
    when: ({ score }) => !listed(score).includes('value'),
    beside: 'no --score value',
    remedy: 'leave it out, or give --score value',
  },
  {
    commands: ['evaluate'],
    option: 'data-confidence',
    when: ({ bounds }) => bounds !== true,
    beside: 'no --bounds',
    remedy: 'leave it out, or ask for bounds with --bounds',
  },
  {
    commands: ['evaluate'],
    option: 'check-states',
    when: ({ observed }) => observed !== undefined,
    beside: '--observed, which takes account of what the states hide',
    remedy: 'leave one of them out',
  },
  {
    commands: ['evaluate'],
    option: 'unmodelled',
    when: ({ observed }) => observed !== undefined,
    beside: '--observed, where a step that nothing hidden allows is always refused: the row to add it to is hidden',
    remedy: 'leave one of them out',
  },
  {
    commands: ['evaluate'],
    option: 'parts',
    when: (values) => values['by-part'] !== true,
    beside: 'no --by-part',
    remedy: 'leave it out, or ask for effects by part with --by-part',
  },
  {
    commands: ['evaluate'],
    option: 'refit-draws',
    when: ({ refit }) => refit === undefined,
    beside: 'no --refit',
    remedy: 'leave it out, or say how many models to draw with --refit 200',
  },
  {
    commands: ['evaluate'],
    option: 'sample-draws',
    when: ({ sample }) => sample === undefined,
    beside: 'no --sample',
    remedy: 'name the file of sampled trajectories with --sample',
  },
  {
    commands: ['evaluate'],
    option: 'spreadsheet-safe',
    when: ({ out, marginals }) => out === undefined && marginals === undefined,
    beside: 'neither --out nor --marginals',
    remedy: 'name a CSV file with --out',
  },
  ...['level', 'replicates', 'reward-range', 'max-ratio'].map((option) => ({
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
    commands: ['benchmark'],
    option: 'world',
    when: ({ policies }) => policies !== true,
    beside: 'no --policies',
    remedy: 'name the environment with --env, or give --policies',
  },
  ...[
    ...['env', 'set', 'behaviour-policy', 'policy', 'round', 'soften', 'discount', 'unseen'],
    ...['estimator', 'behaviour', 'interval', 'level', 'replicates'],
  ].map((option) => ({
    commands: ['benchmark'],
    option,
    when: ({ policies }: GivenArguments['values']) => policies === true,
    beside: '--policies, which has worlds and rules of its own',
    remedy: 'leave one of them out',
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
  {
    commands: ['simulate', 'value', ...LOGGED],
    option: 'set',
    when: ({ env, set }) => env === undefined && listed(set).length > 0,
    beside: 'no --env',
    remedy: 'name the environment with --env',
  },
  {
    commands: LOGGED,
    option: 'log-space',
    when: ({ env }) => env === undefined,
    beside: 'no --env',
    remedy: 'name the environment with --env',
  },
  ...['states', 'actions'].map((option) => ({
    commands: LOGGED,
    option,
    when: ({ env }: GivenArguments['values']) => env !== undefined,
    beside: '--env, which has sizes of its own',
    remedy: 'leave one of them out',
  })),
  ...['clusters', 'sinkhorn', 'learn-prior'].map((option) => ({
    commands: ['train'],
    option,
    when: ({ gadget }: GivenArguments['values']) => gadget === 'gadget-1',
    beside: '--gadget gadget-1, which has no clusters',
    remedy: 'leave one of them out',
  })),
  ...['set', 'space', 'policy', 'horizon'].map((option) => ({
    commands: ['model'],
    option,
    when: ({ mdp }: GivenArguments['values']) => mdp !== undefined,
    beside: '--mdp, a model that is taken as it is',
    remedy: 'leave it out, or name an environment with --env',
  })),
  ...(
    [
      ['array', '.npz', 'no --mdp of dense arrays (.npz)'],
      ['end-label', '.tra', "no --mdp of PRISM's (.tra)"],
      ['round', '', 'no --mdp to read probabilities from'],
    ] as const
  ).map(([option, ending, beside]) => ({
    commands: ['model'],
    option,
    when: ({ mdp }: GivenArguments['values']) => typeof mdp !== 'string' || !mdp.toLowerCase().endsWith(ending),
    beside,
    remedy: 'leave it out, or name such a file with --mdp',
  })),
  {
    commands: ['value'],
    option: 'gamma',
    when: ({ env }) => env !== undefined,
    beside: '--env, where nothing is hidden from the exact model',
    remedy: 'leave it out, or give a model fitted to a log with --mdp',
  },
  {
    commands: ['value'],
    option: 'log',
    when: ({ env }) => env !== undefined,
    beside: '--env, where nothing is hidden from the exact model',
    remedy: 'leave it out, or give a model fitted to a log with --mdp',
  },
  ...['round', 'behaviour', 'counts', 'horizon', 'discount', 'blocks'].map((option) => ({
    commands: ['aggregate'],
    option,
    when: ({ policy }: GivenArguments['values']) => policy === undefined,
    beside: 'no --policy: counts are of the log alone',
    remedy: 'leave it out, or name the policy to be valued with --policy',
  })),
  {
    commands: ['aggregate'],
    option: 'counts',
    when: ({ behaviour }) => behaviour !== 'estimated',
    beside: 'no --behaviour estimated',
    remedy: 'leave it out, or have the behaviour policy estimated with --behaviour estimated',
  },
  ...['policy', 'round', 'behaviour', 'horizon', 'discount', 'blocks'].map((option) => ({
    commands: ['sql'],
    option,
    when: (values: GivenArguments['values']) => values['<what>'] === 'fit',
    beside: 'fit, which needs counts alone',
    remedy: 'leave it out, or ask for the sums of a policy with couplet sql ope',
  })),
  {
    commands: ['improve'],
    option: 'folds',
    when: ({ split }) => split !== undefined,
    beside: '--split, which judges by one part of the log',
    remedy: 'leave one of them out',
  },
  {
    commands: ['explain'],
    option: 'fixed',
    when: ({ episode }) => episode === undefined,
    beside: 'no --episode: the one decision of each patient of a log is fixed as it is',
    remedy: 'leave it out, or name a patient with --episode',
  },
  {
    commands: ['explain'],
    option: 'top',
    when: ({ episode }) => episode !== undefined,
    beside: '--episode, which is one patient',
    remedy: 'leave one of them out',
  },
  {
    commands: ['explain'],
    option: 'horizon',
    when: ({ policy }) => policy === undefined,
    beside: 'no --policy to go on after the log',
    remedy: 'leave it out, or name one, as --policy behaviour',
  },
  {
    commands: ['explain'],
    option: 'spreadsheet-safe',
    when: ({ out }) => out === undefined,
    beside: 'no --out',
    remedy: 'name a CSV file with --out',
  },
  {
    commands: ['solve', 'explain'],
    option: 'min-count',
    when: (values) => values['unseen-actions'] === 'allow',
    beside: '--unseen-actions allow',
    remedy: 'leave one of them out',
  },
  {
    commands: ['solve'],
    option: 'tie-tolerance',
    when: ({ exact }) => exact === true,
    beside: '--exact, where only what is worth the same ties',
    remedy: 'leave one of them out',
  },
  {
    commands: ['simulate', 'model', 'fit', 'solve'],
    option: 'json',
    when: ({ json, out }) => json === true && out === '-',
    beside: 'standard output for the file itself',
    remedy: 'name the file with --out',
  },
  {
    commands: ['evaluate', 'explain', 'ope', 'improve'],
    option: 'json',
    when: ({ json, out, marginals, sample }) => json === true && [out, marginals, sample].includes('-'),
    beside: 'standard output for a file, too',
    remedy: 'name the file, or leave out --json',
  },
];

/** @throws ArgumentError on an option that the user gave and that does nothing beside the others */
export function checkVoidOptions({ command, values, isGiven }: GivenArguments): void {
  for (const { commands, option, when, beside, remedy } of voidOptions) {
    if (commands.includes(command) && isGiven(option) && when(values, isGiven))
      throw new ArgumentError(`--${option}: must have something to act on, got ${beside} - ${remedy}`);
  }
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether `cis` is among the estimators, or one that is not Couplet's; none stands for all that apply. */
function takesReturnRange(estimator: unknown): boolean {
  return (
    estimator === undefined ||
    listed(estimator).some((name) => name === 'cis' || !estimators.some((one) => one.name === name))
  );
}

/** By name; a gadget's file, too, has a closed form, and what runs as code may have none. */
function isExact(mechanism: unknown): boolean {
  return mechanisms.some(({ name }) => name === mechanism) || String(mechanism).endsWith('.json');
}

/** Whether intervals are named, all known, and none of them is of a kind. */
function isNoneOf(given: unknown, kind: (interval: (typeof intervals)[number]) => boolean): boolean {
  const named = listed(given).map((name) => intervals.find((interval) => interval.name === name));
  return named.length > 0 && named.every((interval) => interval !== undefined && !kind(interval));
}
