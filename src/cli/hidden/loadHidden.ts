import { ArgumentError } from '../../core/errors.js';
import type { HiddenModel } from '../../counterfactual/hidden/hiddenModel.js';
import { type Env, abstractionBetween, spaceOf } from '../../mdp/env.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { spaceOver } from '../../mdp/spaceOver.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { adviceOf } from '../input/adviceOf.js';
import type { ActingProblem } from '../input/loadActing.js';
import { envOf, loadLog } from '../input/loadLog.js';
import { loadMdp } from '../input/loadMdp.js';
import type { ProblemArguments } from '../input/loadProblem.js';
import { resolvePolicy } from '../input/resolvePolicy.js';
import { type HiddenRequest, checkHiddenRequest } from './hiddenOptions.js';
import type { SupposedHidden } from './supposedHidden.js';

/** A log that shows a part of the states of a model, and what acts. */
export interface HiddenProblem extends ActingProblem {
  readonly policy: Policy;
  readonly hidden: HiddenModel;
  readonly supposed: SupposedHidden;
}

/**
 * Reads what `problemOptions`, `logOptions`, `--observed` and `--behaviour` name. Policies may be over any space of the
 * environment that is not finer than the model's.
 *
 * @throws ArgumentError where no environment says what its states show, for advice, and for requests that have no answer
 */
export async function loadHidden(
  args: ProblemArguments & HiddenRequest & { readonly observed: string; readonly behaviour?: string | undefined },
): Promise<HiddenProblem> {
  checkHiddenRequest(args);
  if (await adviceOf(args.policy, args.round))
    throw new ArgumentError(
      `evaluate: --policy must be a policy beside --observed, got advice, ${args.policy}: what clinicians were about to do elsewhere hangs on what they saw of the hidden part - give a policy, or leave out --observed and evaluate in the space that the log shows`,
    );
  const mdp = await loadMdp(args.mdp, args.round);
  const loaded = await loadLog(args.log, args);
  const env = loaded.env ?? envOf(mdp.source);
  if (!env)
    throw new ArgumentError(
      `evaluate: --observed needs the environment, which says what its states show, got none - name it with --env, a name or a file of your own with observations`,
    );
  const { name: fine } = modelSpace(env, mdp, args.mdp);
  const { name: shown } = spaceOf(env, args.observed);
  if (shown === fine)
    throw new ArgumentError(
      `evaluate: --observed must be coarser than space ${fine} of the model, got the same, which hides nothing - leave it out, or give a model of a finer space, as couplet model --env ${env.name} writes it`,
    );
  const abstraction = abstractionBetween(env, fine, shown);
  const log = projectTrajectories(loaded.log, env, args.observed);
  const policyNamed = async (spec: string): Promise<Policy> => {
    const policy = await resolvePolicy(spec, () => mdp, { log: () => log, round: args.round });
    return liftPolicy(policy, abstractionBetween(env, fine, spaceOver(env, policy, 'evaluate', 'policy').name));
  };
  const policy = await policyNamed(args.policy);
  const behaviour = args.behaviour === undefined ? undefined : await policyNamed(args.behaviour);
  return {
    ...{ mdp, log, recorded: loaded, policy, acting: policy, clinician: undefined },
    hidden: { mdp, abstraction, ...(behaviour && { behaviour }) },
    supposed: { observed: args.observed, model: fine, behaviour: args.behaviour },
  };
}

function modelSpace(env: Env, { source, nStates }: Mdp, path: string): Env['spaces'][number] {
  if (source.env !== undefined && source.env !== env.name)
    throw new ArgumentError(`the log must come from the model's environment '${source.env}', got '${env.name}'`);
  if (source.space !== undefined) return spaceOf(env, source.space);
  const found = env.spaces.find((space) => space.nStates === nStates);
  if (found) return found;
  throw new ArgumentError(
    `${path}: must be over one of the spaces of env ${env.name} (${env.spaces.map((space) => `${space.name}: ${space.nStates}`).join(', ')}), got ${nStates} states - make one with couplet model --env ${env.name}`,
  );
}
