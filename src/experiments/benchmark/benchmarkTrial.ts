import { type Rng, createRng } from '../../core/random/rng.js';
import { abstractionBetween } from '../../mdp/env.js';
import { fit } from '../../fit/fit.js';
import type { Mdp } from '../../mdp/mdp.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { gumbelMax } from '../../mechanisms/fixed/gumbelMax.js';
import { type Estimated, type IntervalOrReason, estimateIntervals } from '../../ope/intervals/estimateIntervals.js';
import { type Faulty, pointEstimate } from '../../ope/pointEstimate.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { findEstimator } from '../../ope/estimators/registry.js';
import { wholeLog } from '../../ope/study/countedLog.js';
import { prepareStudy } from '../../ope/study/study.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Trial } from '../experiment.js';
import type { Plugins } from '../plugins.js';
import { type BenchmarkProblem, benchmarkProblem } from './benchmarkProblem.js';
import type { BehaviourKnowledge, BenchmarkSpecification } from './benchmarkSpecification.js';

/** Data sets `first` to `first + count − 1` of those with so many trajectories. */
export interface BenchmarkTrial extends Trial {
  readonly episodes: number;
  readonly first: number;
  readonly count: number;
  readonly seed: number;
}

/** An interval without its words, or why there is none. */
export type RecordedInterval = { readonly lower: number; readonly upper: number } | { readonly reason: string };

/** What an estimator said of one data set: a value with intervals by method, or why there is none. */
export type RecordedEstimate =
  | { readonly value: number; readonly intervals: Readonly<Record<string, RecordedInterval>> }
  | { readonly fault: string };

export interface RecordedDataSet {
  readonly dataSet: number;
  /** By what was known of the behaviour policy, then by estimator. */
  readonly estimates: Readonly<Partial<Record<BehaviourKnowledge, Readonly<Record<string, RecordedEstimate>>>>>;
}

export interface BenchmarkResult {
  readonly dataSets: readonly RecordedDataSet[];
}

const CF = 'cf';

/**
 * Every estimator on a block of data sets. A data set draws from the seed, its number of trajectories and its own
 * number alone.
 */
export function benchmarkTrial(
  specification: BenchmarkSpecification,
  trial: BenchmarkTrial,
  plugins: Plugins = {},
): Promise<BenchmarkResult> {
  const problem = benchmarkProblem(specification, plugins);
  const named = specification.estimators.map((name) => estimatorNamed(name, plugins));
  const { episodes, first, count, seed } = trial;
  const dataSets = Array.from({ length: count }, (_, i): RecordedDataSet => {
    const rng = createRng(seed).fork('benchmark', episodes, first + i);
    return { dataSet: first + i, estimates: estimatesOf(rng, problem, specification, named, episodes) };
  });
  return Promise.resolve({ dataSets });
}

function estimatorNamed(name: string, { estimators = [] }: Plugins): Estimator {
  const own = estimators.find((estimator) => estimator.name === name);
  return own ?? findEstimator(name, name === CF ? completeMechanism(gumbelMax()) : undefined);
}

function estimatesOf(
  rng: Rng,
  { env, behaviour, target, bounds }: BenchmarkProblem,
  specification: BenchmarkSpecification,
  named: readonly Estimator[],
  episodes: number,
): RecordedDataSet['estimates'] {
  const { space, horizon, unseen } = specification;
  const recorded = simulate(rng, env, behaviour, { episodes, horizon });
  const log = projectTrajectories(recorded, env, space);
  const model = (): Mdp =>
    fit(
      recorded,
      { abstraction: abstractionBetween(env, env.recorded, space), outcomes: env.outcomes },
      { ...(unseen !== undefined && { unseen }) },
    ).mdp;
  const run = { rng, log, target, bounds, model, named };
  return Object.fromEntries(
    specification.behaviour.map((knowledge) => [knowledge, estimatesWith(run, specification, knowledge)]),
  );
}

interface Run extends Pick<BenchmarkProblem, 'target' | 'bounds'> {
  readonly rng: Rng;
  readonly log: Trajectories;
  /** Of `cf`, fitted to the log. */
  readonly model: () => Mdp;
  /** The estimators that are asked for. */
  readonly named: readonly Estimator[];
}

function estimatesWith(
  { rng, log, target, bounds, model, named }: Run,
  specification: BenchmarkSpecification,
  knowledge: BehaviourKnowledge,
): Record<string, RecordedEstimate> {
  const { estimators, intervals, horizon, discount, level, replicates } = specification;
  const options = {
    ...{ horizon, discount, returnRange: bounds.returns },
    behaviour: knowledge === 'known' ? ('logged' as const) : ('estimated' as const),
  };
  const sample = wholeLog(prepareStudy(log, target, options));
  const points = named.map((estimator): Estimated | Faulty =>
    pointEstimate(
      rng,
      estimator.name === CF ? wholeLog(prepareStudy(log, target, { ...options, model: model() })) : sample,
      estimator,
    ),
  );
  // Its model is fitted anew to each data set, but no interval does so to resamples: it would take too long.
  const estimated = points.filter((point): point is Estimated => 'value' in point && point.estimator.name !== CF);
  const found = new Map(
    intervals.map((method) => [
      method,
      estimateIntervals(rng, sample, estimated, { method, level, replicates, bounds }),
    ]),
  );
  return Object.fromEntries(
    points.map((point, i): [string, RecordedEstimate] => {
      if ('fault' in point) return [estimators[i], { fault: point.fault }];
      const at = estimated.indexOf(point);
      const ofMethod = intervals.map((method) => {
        const interval = found.get(method)![at]?.value ?? { reason: 'cf: the benchmark has estimates of it alone' };
        return [method, plain(interval)] as const;
      });
      return [estimators[i], { value: point.value, intervals: Object.fromEntries(ofMethod) }];
    }),
  );
}

function plain(interval: IntervalOrReason): RecordedInterval {
  if ('reason' in interval) return interval;
  const { lower, upper } = interval.interval;
  return { lower, upper };
}
