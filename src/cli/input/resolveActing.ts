import { softened } from '../../../policies/softened.js';
import { ArgumentError } from '../../core/errors.js';
import { advisedPolicy } from '../../mdp/advice/advisedPolicy.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { spaceOver } from '../../mdp/spaceOver.js';
import { adviceOf } from './adviceOf.js';
import { type PolicySetting, resolveMarkovPolicy, resolvePolicy } from './resolvePolicy.js';

/** Where a policy acts, and who follows it if it is advice. */
export interface ActingSetting extends PolicySetting {
  /** The command, which opens the messages of errors. */
  readonly where: string;
  /** `--behaviour`. */
  readonly behaviour: string | undefined;
  /** Whether `--behaviour` says something beside a policy that acts alone, too; default false. */
  readonly behaviourAlone?: boolean;
  /** Undefined where a model alone is given. */
  readonly env: Env | undefined;
}

/**
 * The policy that acts where a command line names a policy, which may be one over time, or advice and the clinician who follows it. In an
 * environment that is a policy over its finest states, see `advisedPolicy`: what the clinician sees beyond the states of
 * the advice stays in it.
 *
 * @throws ArgumentError as `resolvePolicy`; for advice without a clinician, and a clinician without advice
 */
export async function resolveActing(
  spec: string,
  model: () => Mdp | undefined,
  { where, behaviour, behaviourAlone = false, env, soften = 0, ...setting }: ActingSetting,
): Promise<MarkovPolicy> {
  const advice = await adviceOf(spec, setting.round);
  if (!advice) {
    if (behaviour !== undefined && !behaviourAlone)
      throw new ArgumentError(
        `${where}: --behaviour names the clinician who follows advice, got --policy ${spec}, which acts alone - leave one of them out`,
      );
    return resolveMarkovPolicy(spec, model, { ...setting, soften });
  }
  if (behaviour === undefined) throw new ArgumentError(noClinician(where, spec));
  const clinician = await resolvePolicy(behaviour, model, setting);
  const acting = env ? advisedIn(env, clinician, advice, where) : advisedPolicy(clinician, advice);
  return soften === 0 ? acting : softened(acting, soften);
}

/** Advised in the finest states of an environment, whichever space the clinician is over. */
export function advisedIn(
  env: Env,
  clinician: Policy,
  advice: Parameters<typeof advisedPolicy>[1],
  where: string,
): Policy {
  const [finest] = env.spaces;
  const seen = spaceOver(env, clinician, where, 'policy');
  const space = spaceOver(env, advice, where, 'advice');
  return advisedPolicy(
    liftPolicy(clinician, abstractionBetween(env, finest.name, seen.name)),
    advice,
    abstractionBetween(env, finest.name, space.name),
  );
}

export function noClinician(where: string, spec: string): string {
  return `${where}: advice needs the clinician who follows it, got none beside ${spec} - name one with --behaviour, as --behaviour physician`;
}
