import { modelFailPolicies } from '../../../envs/tiny/modelFail.js';
import { modelWinPolicies } from '../../../envs/tiny/modelWin.js';
import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { checkHorizon } from '../../mdp/evaluate/horizon.js';
import type { Policy } from '../../mdp/policy.js';
import type { Range } from '../../ope/intervals/interval.js';
import { intervalNamed } from '../../ope/intervals/registry.js';
import { estimatorNames, estimators } from '../../ope/estimators/registry.js';

/** A registered policy over the environment's finest space. */
export interface NamedPolicyPlan {
  readonly kind: 'named';
  readonly policy: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Probability of not taking the policy's own choice, on top. */
  readonly soften: number;
}

export interface TablePolicyPlan {
  readonly kind: 'table';
  readonly space: string;
  /** Shape (S × A). */
  readonly probability: readonly number[];
}

/**
 * The best policy of a model over the log's space, `direct` absorption, fitted to one fixed log of the behaviour
 * policy.
 */
export interface LearnedPolicyPlan {
  readonly kind: 'learned';
  readonly episodes: number;
  readonly seed: number;
  readonly discount: number;
  /** Probability of not taking the policy's own choice: an episode that it could not have taken has no weight. */
  readonly soften: number;
}

export type PolicyPlan = NamedPolicyPlan | TablePolicyPlan | LearnedPolicyPlan;

/** Whether estimators are told the policy that wrote the log, or count it. */
export const behaviourKnowledge = ['known', 'estimated'] as const;

export type BehaviourKnowledge = (typeof behaviourKnowledge)[number];

/** A benchmark of off-policy estimators, as data. The number of data sets is the plan's: to add some repeats none. */
export interface BenchmarkSpecification {
  readonly env: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** What estimators see of the states. */
  readonly space: string;
  readonly behaviourPolicy: PolicyPlan;
  readonly targetPolicy: PolicyPlan;
  readonly horizon: number;
  readonly discount: number;
  /** What intervals with a guarantee need; the largest ratio is that of the policies. */
  readonly bounds: { readonly returns: Range; readonly rewards: Range };
  /** Trajectories of a data set; a table for each. */
  readonly episodes: readonly number[];
  readonly behaviour: readonly BehaviourKnowledge[];
  readonly estimators: readonly string[];
  /** What follows a pair that the model of `cf` never saw; default: that of `fit`, death in sepsis. */
  readonly unseen?: string | undefined;
  /** Names of interval methods. */
  readonly intervals: readonly string[];
  readonly level: number;
  /** Of the resampling intervals. */
  readonly replicates: number;
  /** Data sets, where the plan does not say. */
  readonly dataSets: number;
  /** Data sets of a trial; results do not depend on it. */
  readonly block: number;
}

/** What differs between the problems; the settings are common to all. */
type Problem = Pick<
  BenchmarkSpecification,
  'env' | 'parameters' | 'space' | 'behaviourPolicy' | 'targetPolicy' | 'horizon'
> & {
  /** Rewards in [−1, 1] that a run of so many steps can earn. */
  readonly mostRewards: (horizon: number) => number;
};

const once = (): number => 1;

/** One problem for each environment, by its name. */
const problems: readonly Problem[] = [
  {
    env: 'sepsis',
    parameters: { version: 'original' },
    space: 'projected',
    behaviourPolicy: named('physician', {}, 0),
    targetPolicy: { kind: 'learned', episodes: 1000, seed: 1, discount: 0.99, soften: 0.1 },
    horizon: 20,
    mostRewards: once,
  },
  {
    env: 'gridworld',
    parameters: {},
    space: 'full',
    behaviourPolicy: named('optimal', { discount: 0.95 }, 0.4),
    targetPolicy: named('optimal', { discount: 0.95 }, 0.1),
    horizon: 20,
    mostRewards: once,
  },
  {
    env: 'model-win',
    parameters: {},
    space: 'full',
    behaviourPolicy: table(modelWinPolicies.behaviour),
    targetPolicy: table(modelWinPolicies.target),
    horizon: 20,
    // Every second step leads back home.
    mostRewards: (horizon) => Math.ceil(horizon / 2),
  },
  {
    env: 'model-fail',
    parameters: {},
    space: 'observed',
    behaviourPolicy: table(modelFailPolicies.behaviour),
    targetPolicy: table(modelFailPolicies.target),
    horizon: 2,
    mostRewards: once,
  },
];

/** Environments with a benchmark. */
export const benchmarkEnvs: readonly string[] = problems.map(({ env }) => env);

/** What may differ from the problem of an environment. */
export interface BenchmarkOptions extends Partial<
  Pick<
    BenchmarkSpecification,
    | 'parameters'
    | 'horizon'
    | 'discount'
    | 'episodes'
    | 'behaviour'
    | 'estimators'
    | 'unseen'
    | 'intervals'
    | 'level'
    | 'replicates'
  >
> {
  /** Of a target policy that is not a table. */
  readonly soften?: number | undefined;
  /** Small settings, to see all of it work. */
  readonly quick?: boolean | undefined;
}

/**
 * The benchmark of an environment.
 *
 * Estimators by default: all but `cf`, which takes long, and `cdf`, whose mean is `wis`; those without a horizon only
 * if the discount is below 1.
 *
 * @throws ArgumentError for an environment without one, an unknown name, or a number out of its bounds
 *
 * @example
 * benchmarkSpecification('model-fail').horizon // 2
 */
export function benchmarkSpecification(env: string, options: BenchmarkOptions = {}): BenchmarkSpecification {
  const problem = problems.find((candidate) => candidate.env === env);
  if (!problem)
    throw new ArgumentError(
      `benchmark: env must be one of ${benchmarkEnvs.join(', ')}, got '${env}'${didYouMean(env, benchmarkEnvs)}`,
    );
  const { mostRewards, ...rest } = problem;
  const { soften, quick = false, ...given } = options;
  const defaults = {
    discount: 1,
    episodes: quick ? [50] : [100, 1000],
    behaviour: ['known'] as const,
    intervals: ['t', 'bootstrap'],
    level: 0.95,
    replicates: quick ? 50 : 500,
    dataSets: quick ? 20 : 100,
    block: 10,
  };
  const settings = { ...rest, ...defaults, ...given };
  const most = mostRewards(settings.horizon);
  const specification: BenchmarkSpecification = {
    ...settings,
    parameters: { ...rest.parameters, ...given.parameters },
    targetPolicy: softenedPlan(rest.targetPolicy, soften),
    bounds: { returns: [-most, most], rewards: [-1, 1] },
    estimators: given.estimators ?? defaultEstimators(settings.discount),
  };
  checkSpecification(specification);
  return specification;
}

function named(policy: string, parameters: NamedPolicyPlan['parameters'], soften: number): NamedPolicyPlan {
  return { kind: 'named', policy, parameters, soften };
}

function table({ space = 'full', probability }: Policy): TablePolicyPlan {
  return { kind: 'table', space, probability: Array.from(probability) };
}

function softenedPlan(plan: PolicyPlan, soften: number | undefined): PolicyPlan {
  if (soften === undefined) return plan;
  if (plan.kind === 'table')
    throw new ArgumentError('benchmark: the target policy of this environment is a table, got soften - leave it out');
  return { ...plan, soften };
}

function defaultEstimators(discount: number): string[] {
  return estimators
    .filter(({ name, estimand }) => name !== 'cdf' && (discount < 1 || estimand !== 'no horizon'))
    .map(({ name }) => name);
}

function checkSpecification(specification: BenchmarkSpecification): void {
  const { horizon, discount, episodes, level, replicates, intervals, unseen } = specification;
  checkHorizon('benchmark', { horizon, discount });
  for (const [name, value, least] of [
    ['horizon', horizon, 1],
    ['replicates', replicates, 2],
    ...episodes.map((n) => ['episodes', n, 1] as const),
  ] as const)
    if (!Number.isInteger(value) || value < least)
      throw new ArgumentError(`benchmark: ${name} must be a whole number from ${least}, got ${value}`);
  if (!(level > 0 && level < 1)) throw new ArgumentError(`benchmark: level must be in (0, 1), got ${level}`);
  for (const list of ['episodes', 'behaviour', 'estimators', 'intervals'] as const)
    if (new Set<unknown>(specification[list]).size < specification[list].length)
      throw new ArgumentError(`benchmark: ${list} must be given once each, got ${specification[list].join(', ')}`);
  for (const name of specification.estimators) {
    if (!estimatorNames.includes(name))
      throw new ArgumentError(
        `benchmark: estimators must be among ${estimatorNames.join(', ')}, got '${name}'${didYouMean(name, estimatorNames)}`,
      );
    if (discount === 1 && estimators.find((each) => each.name === name)?.estimand === 'no horizon')
      throw new ArgumentError(`benchmark: discount must be below 1 for ${name}, which has no horizon, got 1`);
  }
  for (const name of intervals) intervalNamed(name);
  if (unseen !== undefined && !specification.estimators.includes('cf'))
    throw new ArgumentError(`benchmark: unseen is for the model of cf, which is not asked for, got '${unseen}'`);
}
