import { modelFailPolicies } from '../../../envs/tiny/modelFail.js';
import { modelWinPolicies } from '../../../envs/tiny/modelWin.js';
import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { checkHorizon } from '../../mdp/evaluate/horizon.js';
import type { Policy } from '../../mdp/policy.js';
import type { Range } from '../../ope/intervals/interval.js';
import { intervalNamed } from '../../ope/intervals/registry.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { estimatorNames, estimators } from '../../ope/estimators/registry.js';
import type { Plugins } from '../plugins.js';

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
  /** Shape (S), as in a policy; default: it says what to do in every state. */
  readonly undefinedRows?: readonly number[];
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
  /** What intervals with a guarantee need; default: those of the exact model. The largest ratio is that of the policies. */
  readonly bounds?: { readonly returns: Range; readonly rewards: Range };
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
  /** Most data sets of a trial; results do not depend on it. */
  readonly block: number;
  /** SHA-256 of each file of the user's that bears on the results, by its name: a plug-in that changed is another. */
  readonly files?: Readonly<Record<string, string>>;
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

/** Environments with two policies of their own. */
export const benchmarkEnvs: readonly string[] = problems.map(({ env }) => env);

/** A policy that says what it sees. */
export type PolicyOfSpace = Policy & { readonly space: string };

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
    | 'files'
  >
> {
  /** Over any space of the environment; default: that of the environment's problem. */
  readonly behaviourPolicy?: PolicyOfSpace | undefined;
  /** Over what estimators are to see of the states; default: that of the environment's problem. */
  readonly targetPolicy?: PolicyOfSpace | undefined;
  /** Of a target policy that is not a table. */
  readonly soften?: number | undefined;
  /** Small settings, to see all of it work. */
  readonly quick?: boolean | undefined;
}

/**
 * The benchmark of an environment: of one with a problem of its own, or of any for which both policies are given.
 *
 * Estimators by default: all but `cf`, which takes long, and `cdf`, whose mean is `wis`; those without a horizon only
 * if the discount is below 1.
 *
 * @param plugins of which the names among the estimators may be, too
 * @throws ArgumentError for an environment that has no policies and is given none, an unknown name, or a number out of
 *   its bounds
 *
 * @example
 * benchmarkSpecification('model-fail').horizon // 2
 */
export function benchmarkSpecification(
  env: string,
  options: BenchmarkOptions = {},
  plugins: Plugins = {},
): BenchmarkSpecification {
  const { soften, quick = false, behaviourPolicy, targetPolicy, ...given } = options;
  const { mostRewards, ...rest } = problemOf(env, behaviourPolicy, targetPolicy);
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
  const most = mostRewards?.(settings.horizon);
  const specification: BenchmarkSpecification = {
    ...settings,
    parameters: { ...rest.parameters, ...given.parameters },
    targetPolicy: softenedPlan(rest.targetPolicy, soften),
    ...(most !== undefined && { bounds: { returns: [-most, most], rewards: [-1, 1] } as const }),
    estimators: given.estimators ?? defaultEstimators(settings.discount),
  };
  checkSpecification(specification, [...estimators, ...(plugins.estimators ?? [])]);
  return specification;
}

/** The problem of an environment with the policies that are given in place of its own. */
function problemOf(
  env: string,
  behaviour: PolicyOfSpace | undefined,
  target: PolicyOfSpace | undefined,
): Omit<Problem, 'mostRewards'> & Partial<Problem> {
  const given = {
    ...(behaviour && { behaviourPolicy: table(behaviour) }),
    ...(target && { targetPolicy: table(target), space: target.space }),
  };
  const problem = problems.find((candidate) => candidate.env === env);
  if (problem) return { ...problem, ...given };
  const { behaviourPolicy, targetPolicy, space } = given;
  if (behaviourPolicy && targetPolicy && space !== undefined)
    return { env, parameters: {}, space, behaviourPolicy, targetPolicy, horizon: 20 };
  throw new ArgumentError(
    `benchmark: env must be one of ${benchmarkEnvs.join(', ')}, got '${env}'${
      didYouMean(env, benchmarkEnvs) || ' - or name both of its policies with --behaviour-policy and --policy'
    }`,
  );
}

function named(policy: string, parameters: NamedPolicyPlan['parameters'], soften: number): NamedPolicyPlan {
  return { kind: 'named', policy, parameters, soften };
}

function table({ space = 'full', probability, undefinedRows }: Policy): TablePolicyPlan {
  return {
    kind: 'table',
    space,
    probability: Array.from(probability),
    ...(undefinedRows && { undefinedRows: Array.from(undefinedRows) }),
  };
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

/** @param known what can be named, besides `cf` */
function checkSpecification(specification: BenchmarkSpecification, known: readonly Estimator[]): void {
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
  const names = [...new Set([...estimatorNames, ...known.map(({ name }) => name)])];
  for (const name of specification.estimators) {
    if (!names.includes(name))
      throw new ArgumentError(
        `benchmark: estimators must be among ${names.join(', ')}, got '${name}'${didYouMean(name, names)}`,
      );
    if (discount === 1 && known.find((each) => each.name === name)?.estimand === 'no horizon')
      throw new ArgumentError(`benchmark: discount must be below 1 for ${name}, which has no horizon, got 1`);
  }
  for (const name of intervals) intervalNamed(name);
  if (unseen !== undefined && !specification.estimators.includes('cf'))
    throw new ArgumentError(`benchmark: unseen is for the model of cf, which is not asked for, got '${unseen}'`);
}
