import { type ExplainedEpisodes, explainEpisodes } from '../../counterfactual/explain/explainedEpisodes.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { NamedMechanism } from '../evaluate/followJob.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import type { Share } from '../threads/share.js';
import { type ExplainArguments, explainOptions } from './explainArguments.js';

/** What explanations of a log need, as they go to threads. */
export interface ExplainTask {
  readonly log: Trajectories;
  readonly model: Mdp;
  readonly mechanism: NamedMechanism;
  /** The policy after the log. */
  readonly after: Policy | undefined;
  readonly discount: number;
  readonly args: ExplainArguments;
}

/** Explains episodes. Laws of the mechanism are not checked again. */
export async function explainJob(task: ExplainTask): Promise<(share: Share) => ExplainedEpisodes> {
  const { log, model, after, discount, args } = task;
  const { spec, setting } = task.mechanism;
  const mechanism = await resolveMechanism(spec, { ...setting, isChecked: true });
  const explain = explainEpisodes(log, model, mechanism, explainOptions(args, log, model, mechanism, after, discount));
  return ({ from, to }) => explain(from, to);
}
