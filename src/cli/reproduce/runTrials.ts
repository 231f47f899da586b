import type { Progress } from '../../core/progress.js';
import type { Finished, Trial } from '../../experiments/experiment.js';
import type { TrialStore } from './trialStore.js';

export interface RunTrialsOptions {
  /** Runs one trial; called for as many at once as `atOnce`. */
  readonly execute: (trial: Trial) => Promise<object>;
  /** At least 1. */
  readonly atOnce: number;
  /** Trials found in it are not run again, and each that is run goes into it at once. Default none. */
  readonly store?: TrialStore | undefined;
  readonly progress?: Progress | undefined;
}

export interface TrialRun {
  /** In the order of the trials, whatever the order in which they ended. */
  readonly finished: readonly Finished<Trial, object>[];
  /** How many came from the store. */
  readonly reused: number;
}

/**
 * Runs trials, some at once, and keeps each as soon as it is done: a run that is interrupted goes on where it stopped.
 *
 * @throws the first error of a trial, after those under way have ended; what is finished stays in the store
 */
export async function runTrials(trials: readonly Trial[], options: RunTrialsOptions): Promise<TrialRun> {
  const { execute, atOnce, store, progress } = options;
  const results = (await store?.read(trials)) ?? trials.map(() => undefined);
  const missing = trials.flatMap((trial, i) => (results[i] === undefined ? [{ trial, i }] : []));
  const reused = trials.length - missing.length;
  let done = reused;
  progress?.(done, trials.length);
  const faults: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let next = missing.shift(); next && faults.length === 0; next = missing.shift()) {
      try {
        const result = await execute(next.trial);
        await store?.write(next.trial, result);
        results[next.i] = result;
        progress?.(++done, trials.length);
      } catch (error) {
        faults.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, missing.length) }, work));
  if (faults.length > 0) throw faults[0];
  return { finished: trials.map((trial, i) => ({ trial, result: results[i]! })), reused };
}
