import type { Progress } from '../../core/progress.js';
import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import { type CounterfactualBounds, boundsOf } from '../../counterfactual/evaluate/counterfactualBounds.js';
import { boundedLog } from '../../counterfactual/intervals/boundedLog.js';
import type { AdvisedClinician } from '../../counterfactual/rows/choices.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { assumptions } from '../../mechanisms/bounds/registry.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Threads } from '../arguments/threads.js';
import { columnsOf } from '../threads/columnsOf.js';
import { evenShares } from '../threads/evenShares.js';
import { sharedColumn, sharedCopy } from '../threads/sharedCopy.js';
import { threadTeam } from '../threads/threadTeam.js';
import { boundedIn } from './boundJob.js';

/** What is bounded. */
export interface BoundedProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly acting: MarkovPolicy | AdvisedClinician;
  readonly options: Omit<CounterfactualOptions, 'progress'>;
}

/** So many a thread, as some take longer than others. */
const SHARES = 32;

/**
 * The bounds of a log's counterfactual returns under all assumptions, by several threads: the same to the bit as by one.
 *
 * @throws as `counterfactualBounds`
 */
export async function boundInThreads(
  { log, mdp, acting, options }: BoundedProblem,
  threads: Threads,
  progress: Progress,
): Promise<readonly CounterfactualBounds[]> {
  const bounded = boundedLog(log, mdp, acting, assumptions, options);
  const ends = sharedColumn(log.nEpisodes * assumptions.length * 2);
  const shares = evenShares(log.nEpisodes, SHARES * threads.most);
  const team = threadTeam('bound', {
    threads,
    here: () => boundedIn(bounded, ends),
    elsewhere: () => ({ ...sharedCopy({ log: columnsOf(log), model: mdp, acting, options }), ends }),
  });
  await team
    .share(shares, (done) => {
      progress(done, shares.length);
    })
    .finally(() => team.close());
  return boundsOf(bounded, ends);
}
