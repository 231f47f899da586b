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
