import { workerData } from 'node:worker_threads';
import { once } from '../../core/once.js';
import { type Answer, answerOf } from './answer.js';
import { type JobName, type ResultOf, type TaskOf, beginJob } from './jobs.js';
import type { Share } from './share.js';

/** What a thread is started with: plain data, of which typed arrays on shared memory are not copied. */
export interface ThreadData<Name extends JobName = JobName> {
  readonly job: Name;
  readonly task: TaskOf<Name>;
}

const begun = once(() => {
  const { job, task } = workerData as ThreadData;
  return beginJob(job, task);
});

/** Does one share of the work: the entry of a worker thread. */
export function runShare(share: Share): Promise<Answer<ResultOf<JobName>>> {
  return answerOf(async () => (await begun())(share));
}
