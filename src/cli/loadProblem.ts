import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { inModelSpace } from './inModelSpace.js';
import { type LogArguments, loadLog } from './loadLog.js';
import { loadMdp } from './loadMdp.js';
import { resolvePolicy } from './resolvePolicy.js';

/** A model, a log in its states, and a target policy over them. */
export interface Problem {
  readonly mdp: Mdp;
  readonly log: Trajectories;
  readonly policy: Policy;
}

/** Reads what `problemOptions` and `logOptions` name. */
export async function loadProblem(
  args: LogArguments & { readonly log: string; readonly mdp: string; readonly policy: string },
): Promise<Problem> {
  const mdp = await loadMdp(args.mdp, args.round);
  const log = inModelSpace(await loadLog(args.log, args), mdp);
  const policy = await resolvePolicy(args.policy, () => mdp, {
    log: () => log,
    sizes: mdp,
    round: args.round,
  });
  return { mdp, log, policy };
}
