import { createPolicy } from '../../../policies/registry.js';
import { ArgumentError } from '../../core/errors.js';
import type { Advice } from '../../mdp/advice/advice.js';
import type { Advised } from '../../mdp/advice/advised.js';
import { advisedPolicy } from '../../mdp/advice/advisedPolicy.js';
import type { Env } from '../../mdp/env.js';
import type { Policy } from '../../mdp/policy.js';
import { withBehaviour } from '../../ope/study/withBehaviour.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { advisedIn } from '../input/resolveActing.js';
import { note } from '../say.js';
import { overruledPropensities } from './overruledPropensities.js';

/** Advice to the clinicians who wrote a log, and what is known of them. */
export interface AdviceSetting {
  /** What the command line calls the advice. */
  readonly spec: string;
  readonly advice: Advice;
  readonly env: Env | undefined;
  /** The log in the states of the advice. */
  readonly patients: Trajectories;
  /** `--behaviour`. */
  readonly behaviour: string | undefined;
  /** The policy that it names, if it names one, and the log in the states of that. */
  readonly clinician?: { readonly policy: Policy; readonly seen: Trajectories };
}

/** What is evaluated: fields of an `OpeProblem`. */
export interface AdvisedLog {
  readonly log: Trajectories;
  readonly target: Policy | Advised;
  readonly acting: Policy | undefined;
  readonly behaviour: Policy | 'logged' | 'estimated';
  readonly behaviourPolicy: Policy | undefined;
}

/**
 * How advice is evaluated: by the probabilities of all actions, logged or of a clinician who is named; or, where the
 * clinician is a policy over the states of the advice, or is estimated as one, as the policy that the two make.
 *
 * @throws ArgumentError where neither the log nor `--behaviour` tells all probabilities
 */
export function advisedProblem({ spec, advice, env, patients, behaviour, clinician }: AdviceSetting): AdvisedLog {
  if (clinician) {
    const { policy, seen } = clinician;
    const bare = overruledPropensities(patients, behaviour!, clinician);
    const known = { behaviourPolicy: policy, acting: env && advisedIn(env, policy, advice, 'ope') };
    return seen.nStates === patients.nStates
      ? { ...known, log: bare, target: advisedPolicy(policy, advice), behaviour: policy }
      : { ...known, log: withBehaviour(bare, seen, policy), target: { advice }, behaviour: 'logged' };
  }
  const unknown = { behaviourPolicy: undefined, acting: undefined };
  if (behaviour === 'estimated') {
    note(
      'what clinicians are about to do is supposed to depend on the state alone, as often as the log has it: where they saw more, figures and intervals are wrong, and mostly too good',
    );
    const log = overruledPropensities(patients, behaviour);
    return { ...unknown, log, target: advisedPolicy(createPolicy('behaviour', log), advice), behaviour };
  }
  if (!patients.propensities)
    throw new ArgumentError(
      `${spec}: advice is weighed by the logged probabilities of all actions, got ${patients.propensity ? 'those of the actions taken' : 'none'} - log them (as couplet simulate --propensities all does), name the clinician with --behaviour, or say --behaviour estimated, which supposes that clinicians go by the state alone`,
    );
  return { ...unknown, log: patients, target: { advice }, behaviour: 'logged' };
}
