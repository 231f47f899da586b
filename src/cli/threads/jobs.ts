import type { FollowTask } from '../evaluate/followJob.js';

/** Places of what is shared out, from the first up to `to` − 1. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/**
 * Makes ready for the shares of a task, once a thread.
 *
 * @returns does one share
 */
export type Job<Task, Result> = (task: Task) => Promise<(share: Share) => Result>;

/** What threads work at: the task, and what comes of a share of it. */
interface Jobs {
  readonly follow: { readonly task: FollowTask; readonly result: void };
}

export type JobName = keyof Jobs;

export type TaskOf<Name extends JobName> = Jobs[Name]['task'];

export type ResultOf<Name extends JobName> = Jobs[Name]['result'];

/** Each thread loads its own, when it is needed. */
const jobs: { readonly [Name in JobName]: Job<TaskOf<Name>, ResultOf<Name>> } = {
  follow: async (task) => (await import('../evaluate/followJob.js')).followJob(task),
};

export function beginJob<Name extends JobName>(
  name: Name,
  task: TaskOf<Name>,
): Promise<(share: Share) => ResultOf<Name>> {
  return jobs[name](task);
}
