import type { Progress } from '../../core/progress.js';
import { type ExplainedLog, explainedLog } from '../../counterfactual/explain/explainLog.js';
import { type ExplainLogOptions, explainEpisodes } from '../../counterfactual/explain/explainedEpisodes.js';
import { joinEpisodes } from '../../counterfactual/explain/joinEpisodes.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Threads } from '../arguments/threads.js';
import { columnsOf } from '../threads/columnsOf.js';
import { evenShares } from '../threads/evenShares.js';
import { sharedCopy } from '../threads/sharedCopy.js';
import { threadTeam } from '../threads/threadTeam.js';
import type { ExplainTask } from './explainJob.js';

/** What is explained. */
export interface ExplainedProblem {
  readonly task: ExplainTask;
  readonly mechanism: CompleteMechanism;
  /** Those that `task.args` ask for. */
  readonly options: ExplainLogOptions;
}

/** So many a thread, as some take longer than others. */
const SHARES = 32;

/**
 * The explanations of a log, by several threads: the same to the bit as by one.
 *
 * Memory: one log and model for all; for each thread what it makes of them, and its rows.
 *
 * @throws as `explainLog`
 */
export async function explainInThreads(
  { task, mechanism, options }: ExplainedProblem,
  threads: Threads,
  progress: Progress,
): Promise<ExplainedLog> {
  const { log, model } = task;
  const shares = evenShares(log.nEpisodes, SHARES * threads.most);
  const team = threadTeam('explain', {
    threads,
    here: () => {
      const explain = explainEpisodes(log, model, mechanism, options);
      return ({ from, to }) => explain(from, to);
    },
    elsewhere: () => sharedCopy({ ...task, log: columnsOf(log) }),
  });
  const parts = await team
    .share(shares, (done) => {
      progress(done, shares.length);
    })
    .finally(() => team.close());
  return explainedLog(log, model, mechanism.name, options, joinEpisodes(parts));
}
