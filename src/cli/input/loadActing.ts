import { ArgumentError } from '../../core/errors.js';
import type { AdvisedClinician } from '../../counterfactual/rows/choices.js';
import { advisedPolicy } from '../../mdp/advice/advisedPolicy.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { adviceOf } from './adviceOf.js';
import { type Problem, type ProblemArguments, loadLogInModel, loadMarkovProblem } from './loadProblem.js';
import { resolvePolicy } from './resolvePolicy.js';

/** What acts in counterfactuals of a log. */
export interface ActingProblem extends Omit<Problem, 'policy'> {
  readonly acting: MarkovPolicy | AdvisedClinician;
  /** The policy; of advised clinicians what they do where the log does not tell what they were about to do. */
  readonly policy: MarkovPolicy;
  /** Where clinicians follow advice, how who they are was named. */
  readonly clinician: string | undefined;
}

/**
 * Reads what `problemOptions` and `logOptions` name, where the policy may be one over time, or advice and `--behaviour` the clinicians:
 * estimated, that is as often as the log has it in each state, unless it names a policy over the model's states.
 *
 * @throws ArgumentError for clinicians without advice
 */
export async function loadActing(
  args: ProblemArguments & { readonly behaviour?: string | undefined },
): Promise<ActingProblem> {
  const advice = await adviceOf(args.policy, args.round);
  if (!advice) {
    if (args.behaviour !== undefined)
      throw new ArgumentError(
        `evaluate: --behaviour names the clinicians who follow advice, got --policy ${args.policy}, which acts alone - leave one of them out`,
      );
    const problem = await loadMarkovProblem(args);
    return { ...problem, acting: problem.policy, clinician: undefined };
  }
  const { mdp, log, recorded, parts } = await loadLogInModel(args);
  const named = args.behaviour ?? 'estimated';
  const setting = { log: () => log, sizes: mdp, round: args.round };
  const clinician = await resolvePolicy(named === 'estimated' ? 'behaviour' : named, () => mdp, setting);
  return {
    mdp,
    log,
    recorded,
    parts,
    acting: { advice, clinician },
    policy: advisedPolicy(clinician, advice),
    clinician: named,
  };
}
