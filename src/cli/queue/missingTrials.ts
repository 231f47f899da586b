import type { Trial } from '../../experiments/experiment.js';
import type { TrialStore } from '../reproduce/trialStore.js';

/** Which trials of a run are not in its folder yet. */
export interface MissingTrials {
  /** Looks, and gives those that are still missing; what was there once is not looked for again. */
  look(): Promise<readonly Trial[]>;
}

/** @throws DataError if something else ran what is there, as `TrialStore.read` does */
export async function missingTrials(trials: readonly Trial[], store: TrialStore): Promise<MissingTrials> {
  const results = await store.read(trials);
  let missing = trials.filter((_, i) => results[i] === undefined);
  return {
    async look() {
      const there = await store.arrived(missing);
      missing = missing.filter((trial) => !there.has(trial));
      return missing;
    },
  };
}
