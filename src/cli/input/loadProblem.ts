import { ArgumentError } from '../../core/errors.js';
import { withFloor } from '../../mdp/floorState.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { PartsByName } from '../../mdp/parts/partsByName.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { sizesOf } from './besideFloor.js';
import { inModelSpace } from './inModelSpace.js';
import { type LoadedLog, type LogArguments, envOf, loadLog } from './loadLog.js';
import { loadMdp } from './loadMdp.js';
import { type PolicySetting, resolveMarkovPolicy, resolvePolicy } from './resolvePolicy.js';

/** A model, a log in its states, and a target policy over them. */
export interface Problem {
  readonly mdp: Mdp;
  readonly log: Trajectories;
  readonly policy: Policy;
  /** The log as it was recorded, in the states that it has. */
  readonly recorded: LoadedLog;
  /** What actions are made of, where the user says so of the log. */
  readonly parts?: PartsByName | undefined;
}

/** What names them. */
export interface ProblemArguments extends LogArguments {
  readonly log: string;
  readonly mdp: string;
  readonly policy: string;
}

/** Reads what `problemOptions` and `logOptions` name. */
export async function loadProblem(args: ProblemArguments): Promise<Problem> {
  const { mdp, log, recorded, parts } = await loadLogInModel(args);
  const policy = await resolvePolicy(args.policy, () => mdp, settingOf(args, mdp, log));
  return { mdp, log, policy: withFloor(policy, mdp), recorded, parts };
}

/** Likewise, where the policy may be one over time. */
export async function loadMarkovProblem(
  args: ProblemArguments,
): Promise<Omit<Problem, 'policy'> & { readonly policy: MarkovPolicy }> {
  const { mdp, log, recorded, parts } = await loadLogInModel(args);
  const policy = await resolveMarkovPolicy(args.policy, () => mdp, settingOf(args, mdp, log));
  return { mdp, log, policy: withFloor(policy, mdp), recorded, parts };
}

function settingOf({ round }: ProblemArguments, mdp: Mdp, log: Trajectories): PolicySetting {
  return { log: () => log, sizes: sizesOf(mdp), round };
}

/** A model, a log in its states, and what is known of both beside. */
export type LogInModel = Pick<Problem, 'mdp' | 'log' | 'recorded' | 'parts'> & Pick<LoadedLog, 'env'>;

/** The model and the log alone. */
export async function loadLogInModel(args: Omit<ProblemArguments, 'policy'>): Promise<LogInModel> {
  const mdp = await loadMdp(args.mdp, args.round);
  const loaded = await loadLog(args.log, args);
  const log = inModelSpace(loaded, mdp);
  checkSizes(args, log, mdp);
  return { mdp, log, recorded: loaded, env: loaded.env ?? envOf(mdp.source), parts: loaded.parts };
}

/**
 * A log that was not numbered with its model has as many states as occur in it, and may stand for others by the same
 * numbers.
 */
function checkSizes(args: { readonly log: string; readonly mdp: string }, log: Trajectories, mdp: Mdp): void {
  if (log.nStates === mdp.nStates && log.nActions === mdp.nActions) return;
  throw new ArgumentError(
    `${args.log}: must have the ${mdp.nStates} states and ${mdp.nActions} actions of ${args.mdp}, got ${log.nStates} and ${log.nActions} - where its numbers mean the same and some do not occur, say --states and --actions (an end that is added comes on top of --states); else fit a model to a log of the same states`,
  );
}
