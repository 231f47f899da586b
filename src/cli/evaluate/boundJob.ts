import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import { boundEpisodes, boundedLog } from '../../counterfactual/intervals/boundedLog.js';
import type { BoundedLog } from '../../counterfactual/intervals/plainExtremes.js';
import type { AdvisedClinician } from '../../counterfactual/rows/choices.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { assumptions } from '../../mechanisms/bounds/registry.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Share } from '../threads/share.js';

/** What bounds under all assumptions need, as it goes to threads. */
export interface BoundTask {
  readonly log: Trajectories;
  readonly model: Mdp;
  readonly acting: MarkovPolicy | AdvisedClinician;
  readonly options: Omit<CounterfactualOptions, 'progress'>;
  /** To which all threads write: see `boundEpisodes`. */
  readonly ends: Float64Array;
}

/** Bounds episodes. */
export function boundJob({ log, model, acting, options, ends }: BoundTask): (share: Share) => number {
  return boundedIn(boundedLog(log, model, acting, assumptions, options), ends);
}

/** @returns bounds episodes, and says how many */
export function boundedIn(log: BoundedLog, ends: Float64Array): (share: Share) => number {
  const bound = boundEpisodes(log, ends);
  return ({ from, to }) => {
    bound(from, to);
    return to - from;
  };
}
