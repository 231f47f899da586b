import type { ExplainedEpisodes } from '../../counterfactual/explain/explainedEpisodes.js';
import type { BoundTask } from '../evaluate/boundJob.js';
import type { ComparedColumns } from '../../counterfactual/multistep/comparisonParts.js';
import type { CompareTask } from '../compare/compareJob.js';
import type { FollowTask } from '../evaluate/followJob.js';
import type { ExplainTask } from '../explain/explainJob.js';
import type { Replicates } from '../../ope/intervals/bootstrap/bootstrapReplicates.js';
import type { DrawTask } from '../ope/replicates/drawJob.js';
import type { Job, Share } from './share.js';

/** What threads work at: the task, and what comes of a share of it. */
interface Jobs {
  /** Parts of a comparison. */
  readonly compare: { readonly task: CompareTask; readonly result: ComparedColumns[] };
  /** Episodes; how many. */
  readonly follow: { readonly task: FollowTask; readonly result: number };
  /** Episodes; how many. */
  readonly bound: { readonly task: BoundTask; readonly result: number };
  /** Episodes. */
  readonly explain: { readonly task: ExplainTask; readonly result: ExplainedEpisodes };
  /** Replicates. */
  readonly draw: { readonly task: DrawTask; readonly result: Replicates };
}

export type JobName = keyof Jobs;

export type TaskOf<Name extends JobName> = Jobs[Name]['task'];

export type ResultOf<Name extends JobName> = Jobs[Name]['result'];

/** Each thread loads its own, when it is needed. */
const jobs: { readonly [Name in JobName]: Job<TaskOf<Name>, ResultOf<Name>> } = {
  bound: async (task) => (await import('../evaluate/boundJob.js')).boundJob(task),
  compare: async (task) => (await import('../compare/compareJob.js')).compareJob(task),
  draw: async (task) => (await import('../ope/replicates/drawJob.js')).drawJob(task),
  explain: async (task) => (await import('../explain/explainJob.js')).explainJob(task),
  follow: async (task) => (await import('../evaluate/followJob.js')).followJob(task),
};

export function beginJob<Name extends JobName>(
  name: Name,
  task: TaskOf<Name>,
): Promise<(share: Share) => ResultOf<Name>> {
  return jobs[name](task);
}
