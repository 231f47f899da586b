import { createRng } from '../../core/random/rng.js';
import type { Policy } from '../../mdp/policy.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { guardEstimator } from '../../ope/estimators/guardEstimator.js';
import { takeSample, wholeLog } from '../../ope/study/countedLog.js';
import { type Study, prepareStudy } from '../../ope/study/study.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import { subset } from '../../trajectories/subset.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Law } from '../law.js';
import { type LawDefinition, lawsOf } from '../simpleLaw.js';
import { tinyModel } from '../tinyModel.js';
import { meanOverLogs } from './meanOverLogs.js';

export interface EstimatorLawOptions {
  /** Seed of the models, policies, logs and draws, a whole number from 0. Default 1. */
  readonly seed?: number | undefined;
  /** Logs that each law is tried on, at least 1. Default 10. */
  readonly runs?: number | undefined;
  /** How far numbers that must be the same may be apart, relative to their size. Default 1e-9. */
  readonly tolerance?: number | undefined;
}

const DISCOUNT = 0.9;
const HORIZON = 3;
const EPISODES = 20;

/** A policy of which every action has a fair share: every log has weights above 0. */
function anyPolicy(seed: number, name: string, nStates: number, nActions: number): Policy {
  const rng = createRng(seed).fork('policy', name);
  const weights = Float64Array.from({ length: nStates * nActions }, () => 0.5 + rng.uniform());
  const probability = weights.map((weight, i) => {
    const first = i - (i % nActions);
    return weight / weights.subarray(first, first + nActions).reduce((sum, other) => sum + other, 0);
  });
  return { nStates, nActions, probability };
}

interface Case {
  readonly log: Trajectories;
  readonly target: Policy;
  readonly study: Study;
}

/** Logs of small models: of the even ones some runs end early. */
function* cases({ seed = 1, runs = 10 }: EstimatorLawOptions, ends = true): Generator<Case> {
  for (let run = 0; run < runs; run++) {
    const size = { nStates: 3, nActions: 2, ends: ends && run % 2 === 0 };
    const model = tinyModel(createRng(seed).fork('model', run), size);
    const [behaviour, target] = ['behaviour', 'target'].map((name) => anyPolicy(seed + run, name, 3, 2));
    const log = simulate(createRng(seed).fork('log', run), model, behaviour, { episodes: EPISODES, horizon: HORIZON });
    yield { log, target, study: studyOf(log, target) };
  }
}

function studyOf(log: Trajectories, target: Policy): Study {
  return prepareStudy(log, target, { discount: DISCOUNT, horizon: HORIZON, returnRange: RETURNS });
}

/** Of tiny models, whose rewards are in [−1/4, 3/4]. */
const RETURNS = [-0.25 * HORIZON, 0.75 * HORIZON] as const;

const obstacleOf = (estimator: Estimator, options: EstimatorLawOptions): string | undefined => {
  const [{ study }] = cases({ ...options, runs: 1 });
  const obstacle = estimator.obstacle?.(study);
  return obstacle === undefined ? undefined : `it does not take the logs of the laws: ${obstacle}`;
};

const drawsItself = ({ resampled }: Estimator): string | undefined =>
  resampled === false ? 'it draws by itself, and other episodes are other draws' : undefined;

const isFar = (one: number, other: number, { tolerance = 1e-9 }: EstimatorLawOptions): boolean =>
  !(Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one), Math.abs(other)));

const looked = (_: Estimator, { runs = 10 }: EstimatorLawOptions): string => `${runs} logs of ${EPISODES} episodes`;

const definitions: readonly LawDefinition<Estimator, EstimatorLawOptions>[] = [
  {
    name: 'well-formed',
    statement: 'every field is there, and the estimate of an ordinary log is a finite number',
    skip: obstacleOf,
    looked,
    fault(estimator, options) {
      const guarded = guardEstimator(estimator);
      for (const { study } of cases(options)) {
        const sample = wholeLog(study);
        const value = guarded.estimate(sample, createRng(1));
        if (!Number.isFinite(value)) return `the estimate of a log of ${EPISODES} episodes is ${value}`;
        guarded.statistics?.compute(sample);
        guarded.terms?.(sample);
      }
      return undefined;
    },
  },
  {
    name: 'same twice',
    statement: 'the same sample and seed give the same estimate, and the sample is not written to',
    skip: obstacleOf,
    looked,
    fault(estimator, options) {
      for (const { study } of cases(options)) {
        const sample = wholeLog(study);
        const before = JSON.stringify([Array.from(sample.count), Array.from(study.log.reward)]);
        const [first, second] = [0, 1].map(() => estimator.estimate(sample, createRng(1)));
        if (first !== second) return `${first}, then ${second}`;
        if (first !== estimator.estimate(wholeLog(study), createRng(1)))
          return `${first}, then another of a fresh sample`;
        const after = JSON.stringify([Array.from(sample.count), Array.from(study.log.reward)]);
        if (after !== before) return 'it wrote to the counts or the rewards';
      }
      return undefined;
    },
  },
  {
    name: 'order of episodes',
    statement: 'the same episodes in another order have the same estimate',
    skip: (estimator, options) => drawsItself(estimator) ?? obstacleOf(estimator, options),
    looked,
    fault(estimator, options) {
      for (const { log, target, study } of cases(options)) {
        const reversed = subset(
          log,
          Array.from({ length: EPISODES }, (_, e) => EPISODES - 1 - e),
        );
        const one = estimator.estimate(wholeLog(study), createRng(1));
        const other = estimator.estimate(wholeLog(studyOf(reversed, target)), createRng(1));
        if (isFar(one, other, options)) return `${one}, and ${other} from the last to the first`;
      }
      return undefined;
    },
  },
  {
    name: 'repeated episodes',
    statement: 'a sample that counts an episode several times has the estimate of the log that holds it so often',
    skip: (estimator, options) => drawsItself(estimator) ?? obstacleOf(estimator, options),
    looked,
    fault(estimator, options) {
      for (const { log, target, study } of cases(options)) {
        // 0, 1, 2, 0, 1, 2, ...: as a bootstrap draws them.
        const count = Float64Array.from({ length: EPISODES }, (_, e) => e % 3);
        const written = Array.from(count.keys()).flatMap((e) => new Array<number>(count[e]).fill(e));
        const one = estimator.estimate(takeSample(study, count), createRng(1));
        const other = estimator.estimate(wholeLog(studyOf(subset(log, written), target)), createRng(1));
        if (isFar(one, other, options)) return `${one} by counts, ${other} of the log written out`;
      }
      return undefined;
    },
  },
  {
    name: 'terms average to the estimate',
    statement: 'the mean of the terms over the sample is the estimate',
    skip: (estimator, options) => (estimator.terms ? obstacleOf(estimator, options) : 'only for estimators with terms'),
    looked,
    fault(estimator, options) {
      for (const { study } of cases(options)) {
        const sample = wholeLog(study);
        const mean = estimator.terms!(sample).reduce((sum, term) => sum + term, 0) / sample.size;
        const value = estimator.estimate(sample, createRng(1));
        if (isFar(mean, value, options)) return `their mean is ${mean}, the estimate ${value}`;
      }
      return undefined;
    },
  },
  {
    name: 'unbiased',
    statement:
      'the mean over all logs of a tiny model, each as often as the behaviour policy writes it, is the exact value',
    skip: (estimator, options) =>
      estimator.unbiased === undefined ? 'only where it is claimed, by unbiased' : obstacleOf(estimator, options),
    looked: () => 'all logs of 2 episodes of 2 steps, 2 states and 2 actions, the behaviour policy known',
    fault(estimator, options) {
      const { seed = 1 } = options;
      const model = tinyModel(createRng(seed).fork('unbiased'), { nStates: 2, nActions: 2 });
      const [behaviour, target] = ['behaviour', 'target'].map((name) => anyPolicy(seed, name, 2, 2));
      const { mean, values } = meanOverLogs(model, behaviour, target, DISCOUNT, (sample) =>
        estimator.estimate(sample, createRng(1)),
      );
      const truth = estimator.estimand === 'behaviour policy' ? values.behaviour : values.target;
      return isFar(mean, truth, options) ? `the mean is ${mean}, the value ${truth}` : undefined;
    },
  },
  {
    name: 'never above',
    statement:
      'the mean over all logs of a tiny model is at most the exact value, whatever the behaviour policy leaves out',
    skip: (estimator, options) =>
      estimator.neverAbove === undefined ? 'only where it is claimed, by neverAbove' : obstacleOf(estimator, options),
    looked: () =>
      'all logs of 2 episodes of 2 steps, 2 states and 2 actions, the behaviour policy even, steep, and one-sided',
    fault(estimator, options) {
      const { seed = 1, tolerance = 1e-9 } = options;
      const model = tinyModel(createRng(seed).fork('never above'), { nStates: 2, nActions: 2 });
      const target = anyPolicy(seed, 'target', 2, 2);
      for (const [kind, chance] of [
        ['even', 0.5],
        ['steep', 0.001],
        ['one-sided', 0],
      ] as const) {
        const probability = Float64Array.of(1 - chance, chance, 0.5, 0.5);
        const { mean, values } = meanOverLogs(model, { ...target, probability }, target, DISCOUNT, (sample) =>
          estimator.estimate(sample, createRng(1)),
        );
        if (!(mean <= values.target + tolerance)) return `${kind}: the mean is ${mean}, the value ${values.target}`;
      }
      return undefined;
    },
  },
  equivariance(
    'scale',
    'rewards twice as large have an estimate twice as large',
    (value) => 2 * value,
    (reward) => 2 * reward,
  ),
  equivariance(
    'shift',
    'where all runs are as long, rewards larger by 1 have an estimate larger by the sum of the discounts',
    (value) => value + (1 - DISCOUNT ** HORIZON) / (1 - DISCOUNT),
    (reward) => reward + 1,
  ),
];

function equivariance(
  kind: 'scale' | 'shift',
  statement: string,
  ofValue: (value: number) => number,
  ofReward: (reward: number) => number,
): LawDefinition<Estimator, EstimatorLawOptions> {
  return {
    name: `${kind} of rewards`,
    statement,
    skip: (estimator, options) =>
      estimator.equivariant?.includes(kind)
        ? obstacleOf(estimator, options)
        : `only where it is claimed, by equivariant: ['${kind}']`,
    looked,
    fault(estimator, options) {
      for (const { log, target, study } of cases(options, kind === 'scale')) {
        const changed = studyOf({ ...log, reward: log.reward.map(ofReward) }, target);
        const expected = ofValue(estimator.estimate(wholeLog(study), createRng(1)));
        const value = estimator.estimate(wholeLog(changed), createRng(1));
        if (isFar(value, expected, options)) return `${value}, expected ${expected}`;
      }
      return undefined;
    },
  };
}

/** Every law of estimators, each of which every one that it applies to must satisfy. */
export const estimatorLaws: readonly Law<Estimator, EstimatorLawOptions>[] = lawsOf(
  ({ name }) => `estimator ${name}`,
  definitions,
);
