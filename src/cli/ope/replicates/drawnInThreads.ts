import { NumericalError } from '../../../core/errors.js';
import type { Progress } from '../../../core/progress.js';
import { createRng } from '../../../core/random/rng.js';
import { type Replicates, joinReplicates } from '../../../ope/intervals/bootstrap/bootstrapReplicates.js';
import { type ResampledGroup, resampledGroups } from '../../../ope/intervals/resampledGroup.js';
import type { BegunEvaluation } from '../../../ope/offPolicyEvaluation.js';
import type { Threads } from '../../arguments/threads.js';
import type { Share } from '../../threads/share.js';
import { sharedCopy } from '../../threads/sharedCopy.js';
import { threadTeam } from '../../threads/threadTeam.js';
import { type DrawTask, drawnFrom } from './drawJob.js';

/** Replicates of a share: some milliseconds of work, so that threads end together. */
const SHARE = 8;

/** An evaluation of which the intervals are still to come, and what is known of it beside. */
export interface DrawProblem extends Omit<DrawTask, 'estimators' | 'counterfactual'> {
  readonly begun: BegunEvaluation;
}

/**
 * The replicates of an evaluation's intervals, drawn by several threads: the same to the bit as by one.
 *
 * @returns for `finishEvaluation`; where resamples of a group have no value it throws why
 * @throws what an estimator throws
 */
export async function drawnInThreads(
  { begun, ...problem }: DrawProblem,
  threads: Threads,
  progress: Progress,
): Promise<(group: ResampledGroup) => Replicates> {
  const { sample, estimated } = begun;
  const { seed, resampling, options } = problem;
  const estimators = estimated.map(({ estimator }) => estimator);
  const groups = resampledGroups(estimators);
  const team = threadTeam('draw', {
    threads,
    here: () => drawnFrom(createRng(seed), sample, estimators, resampling),
    elsewhere: () => {
      const cf = options.model && estimators.find(({ name }) => name === 'cf');
      return sharedCopy<DrawTask>({
        ...problem,
        estimators: estimators.map(({ name }) => name),
        counterfactual: cf?.terms?.(sample),
      });
    },
  });
  const drawn: (() => Replicates)[] = [];
  try {
    for (const g of groups.keys()) {
      const shares = sharesOf(g, resampling.replicates);
      const told = (done: number): void => {
        progress(g * shares.length + done, groups.length * shares.length);
      };
      drawn.push(await orFault(team.share(shares, told)));
    }
  } finally {
    await team.close();
  }
  return ({ weighted }) => drawn[groups.findIndex((group) => group.weighted === weighted)]();
}

function sharesOf(group: number, replicates: number): Share[] {
  const first = group * replicates;
  return Array.from({ length: Math.ceil(replicates / SHARE) }, (_, k) => ({
    from: first + k * SHARE,
    to: first + Math.min(replicates, (k + 1) * SHARE),
  }));
}

/** What cannot be drawn for one group must not keep the others from being drawn. */
async function orFault(parts: Promise<Replicates[]>): Promise<() => Replicates> {
  try {
    const joined = joinReplicates(await parts);
    return () => joined;
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    return () => {
      throw error;
    };
  }
}
