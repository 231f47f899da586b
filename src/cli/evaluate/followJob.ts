import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import {
  type CounterfactualRun,
  type EpisodeColumns,
  counterfactualRun,
} from '../../counterfactual/evaluate/counterfactualRun.js';
import { followEpisodes } from '../../counterfactual/evaluate/followEpisodes.js';
import type { EpisodeOrder } from '../../counterfactual/prefixes/episodeOrder.js';
import type { AdvisedClinician } from '../../counterfactual/rows/choices.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type MechanismSetting, resolveMechanism } from '../input/resolveMechanism.js';
import type { Share } from '../threads/share.js';

/** A mechanism as a command line names it: every thread makes it for itself. */
export interface NamedMechanism {
  readonly spec: string;
  readonly setting: MechanismSetting;
}

/** What a counterfactual evaluation needs, as it goes to threads. */
export interface FollowTask {
  readonly log: Trajectories;
  readonly model: Mdp;
  readonly acting: MarkovPolicy | AdvisedClinician;
  readonly mechanism: NamedMechanism;
  readonly options: Omit<CounterfactualOptions, 'progress'>;
  readonly order: EpisodeOrder;
  /** To which all threads write. */
  readonly columns: EpisodeColumns;
}

/** Follows the episodes at places of the order. Laws of the mechanism are not checked again. */
export async function followJob(task: FollowTask): Promise<(share: Share) => number> {
  const { log, model, acting, options, order, columns } = task;
  const { spec, setting } = task.mechanism;
  const mechanism = await resolveMechanism(spec, { ...setting, isChecked: true });
  return followedIn(counterfactualRun(log, model, acting, mechanism, options, order), columns);
}

/** @returns follows episodes, and says how many */
export function followedIn(run: CounterfactualRun, columns: EpisodeColumns): (share: Share) => number {
  const follow = followEpisodes(run, columns);
  return ({ from, to }) => {
    follow(from, to);
    return to - from;
  };
}
