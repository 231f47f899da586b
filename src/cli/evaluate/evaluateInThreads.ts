import type { Progress } from '../../core/progress.js';
import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import {
  type CounterfactualRun,
  counterfactualRun,
  emptyColumns,
} from '../../counterfactual/evaluate/counterfactualRun.js';
import { episodeShares } from '../../counterfactual/evaluate/episodeShares.js';
import { type CounterfactualEvaluation, evaluationOf } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import type { AdvisedClinician } from '../../counterfactual/rows/choices.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Threads } from '../arguments/threads.js';
import { columnsOf } from '../threads/columnsOf.js';
import type { Share } from '../threads/share.js';
import { sharedColumn, sharedCopy } from '../threads/sharedCopy.js';
import { threadTeam } from '../threads/threadTeam.js';
import { type NamedMechanism, followedIn } from './followJob.js';

/** What is evaluated. */
export interface FollowedProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly acting: MarkovPolicy | AdvisedClinician;
  readonly mechanism: CompleteMechanism;
  /** The same one, for threads. */
  readonly named: NamedMechanism;
  readonly options: Omit<CounterfactualOptions, 'progress'>;
}

/** So many a thread, as some take longer than others. */
const SHARES = 16;
/** The least that a thread keeps of rows, 64 MiB; else they share out what one would keep. */
const LEAST_ROWS = 2 ** 26;
/** What one thread keeps, 256 MiB. */
const ROWS = 2 ** 28;

/**
 * The counterfactual evaluation of a log, by several threads: the same to the bit as by one.
 *
 * Memory: one log and model for all; for each thread what it makes of them, and its rows.
 *
 * @throws as `evaluateCounterfactual`
 */
export async function evaluateInThreads(
  problem: FollowedProblem,
  { most, atOnce }: Threads,
  progress: Progress,
): Promise<CounterfactualEvaluation> {
  const { log, mdp, acting, mechanism, options } = problem;
  const run = counterfactualRun(log, mdp, acting, mechanism, options);
  const columns = emptyColumns(log.nEpisodes, mdp.outcomes.length, sharedColumn);
  const shares = sharesOf(run, SHARES * most);
  const team = threadTeam('follow', {
    threads: { most, atOnce },
    here: () => followedIn(run, columns),
    elsewhere(threads) {
      const rowBytes = options.rowBytes ?? Math.max(LEAST_ROWS, ROWS / threads);
      const task = {
        ...{ log: columnsOf(log), model: mdp, acting, mechanism: problem.named, order: run.order },
        options: { ...options, rowBytes },
      };
      return { ...sharedCopy(task), columns };
    },
  });
  await team
    .share(shares, (done) => {
      progress(done, shares.length);
    })
    .finally(() => team.close());
  return evaluationOf(run, columns);
}

function sharesOf({ order, trajectories }: CounterfactualRun, parts: number): readonly Share[] {
  const places = episodeShares(order, trajectories.episodeStart, parts);
  return places.slice(1).map((to, i) => ({ from: places[i], to }));
}
