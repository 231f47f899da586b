import { type Rng, createRng } from '../../../core/random/rng.js';
import type { UnmodelledRule } from '../../../counterfactual/chain/observedModel.js';
import type { Advised } from '../../../mdp/advice/advised.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import type { Estimator } from '../../../ope/estimators/estimator.js';
import { knownCounterfactual } from '../../../ope/estimators/model/counterfactual.js';
import { findEstimator } from '../../../ope/estimators/registry.js';
import type { Replicates } from '../../../ope/intervals/bootstrap/bootstrapReplicates.js';
import { intervalNamed } from '../../../ope/intervals/registry.js';
import { groupReplicates, resampledGroups } from '../../../ope/intervals/resampledGroup.js';
import { type CountedLog, wholeLog } from '../../../ope/study/countedLog.js';
import { type StudyOptions, prepareStudy } from '../../../ope/study/study.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { NamedMechanism } from '../../evaluate/followJob.js';
import { resolveEstimators } from '../../input/resolveEstimators.js';
import { resolveMechanism } from '../../input/resolveMechanism.js';
import type { Share } from '../../threads/share.js';

/** What replicates of estimates need, as it goes to threads. */
export interface DrawTask {
  readonly seed: number;
  readonly log: Trajectories;
  readonly target: MarkovPolicy | Advised;
  readonly options: Omit<StudyOptions, 'refit'>;
  /** By name, those that have an estimate, in their order. */
  readonly estimators: readonly string[];
  /** What the command line names that may hold some of them. */
  readonly modules: readonly string[];
  /** For `cf`, where it is evaluated for each resample. */
  readonly mechanism: NamedMechanism | undefined;
  readonly unmodelled: UnmodelledRule;
  /** Shape (n), of `cf` in a given model: what it came to for each episode. */
  readonly counterfactual: Float64Array | undefined;
  readonly resampling: Resampling;
}

export interface Resampling {
  /** Of the interval. */
  readonly method: string;
  readonly replicates: number;
}

/** Draws replicates: the place of replicate b of group g is g times the number of replicates, and b. */
export async function drawJob(task: DrawTask): Promise<(share: Share) => Replicates> {
  const { seed, log, target, options, resampling } = task;
  const sample = wholeLog(prepareStudy(log, target, options));
  return drawnFrom(createRng(seed), sample, await estimatorsOf(task), resampling);
}

/** As `drawJob`, of a sample that is there. */
export function drawnFrom(
  rng: Rng,
  sample: CountedLog,
  estimators: readonly Estimator[],
  { method: name, replicates }: Resampling,
): (share: Share) => Replicates {
  const method = intervalNamed(name);
  const byBlock = method.appliesTo === 'resampling' && method.byBlock;
  const groups = resampledGroups(estimators).map((group) =>
    groupReplicates(rng, sample, group, { method: byBlock ? { byBlock } : {}, replicates }),
  );
  return ({ from, to }) => {
    const group = Math.floor(from / replicates);
    const first = group * replicates;
    return groups[group]({ from: from - first, to: to - first });
  };
}

async function estimatorsOf({
  estimators,
  modules,
  mechanism,
  unmodelled,
  counterfactual,
}: DrawTask): Promise<Estimator[]> {
  const own = (await resolveEstimators(modules)).filter((each) => typeof each !== 'string');
  const complete = mechanism && (await resolveMechanism(mechanism.spec, { ...mechanism.setting, isChecked: true }));
  return estimators.map((name) => {
    const named = own.find((one) => one.name === name);
    if (named) return named;
    return name === 'cf' && counterfactual
      ? knownCounterfactual(counterfactual)
      : findEstimator(name, complete, { unmodelled });
  });
}
