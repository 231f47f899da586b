import { type PolicyDefinition, definedPolicy, policies } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { type PolicySizes, type ReadPolicyOptions, readMarkovPolicy, readPolicy } from '../../files/index.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { keyValues } from './keyValues.js';
import { pluginSpec } from './plugins/pluginSpec.js';
import { policyPlugin } from './plugins/policyPlugin.js';
import { note } from '../say.js';

/** What a policy is resolved for. */
export interface PolicySetting {
  /** Probability of not taking the policy's own choice, on top; default 0. */
  readonly soften?: number;
  /** The log that policies are estimated from, in the policy's states; absent where there is none. */
  readonly log?: () => Trajectories;
  /** Sizes for files that do not say them, or leave out the last states. */
  readonly sizes?: PolicySizes;
  /** `--round`: to what the probabilities of files were rounded. */
  readonly round?: number | undefined;
  /** The option that names the policy; default `--policy`. */
  readonly option?: string;
  /** What to do where a policy needs a model and there is none; default: to give one. */
  readonly withoutModel?: string;
}

/**
 * The policy that a command line names, which does the same at every step.
 *
 * @param spec a registered name, with parameters after a colon (`physician:form=episodic,epsilon=0.1`), a JavaScript
 *   module, with parameters likewise (`./mine.mjs:epsilon=0.1`), or a policy file
 * @param model the model that a named policy is built for; undefined where there is none
 * @throws ArgumentError on an unknown name, or one that needs a model or log where there is none; DataError on a file
 *   that is no policy, or holds one over time
 */
export async function resolvePolicy(
  spec: string,
  model: () => Mdp | undefined,
  setting: PolicySetting = {},
): Promise<Policy> {
  const policy = isPolicyFile(spec)
    ? await readPolicy(spec, readingOf(setting))
    : await builtPolicyOf(spec, model, setting);
  return setting.soften ? softened(policy, setting.soften) : policy;
}

/**
 * The policy that a command line names, which may be one over time, of commands in which such a one can act: in any
 * other `resolvePolicy` refuses it.
 *
 * @throws as `resolvePolicy`
 */
export async function resolveMarkovPolicy(
  spec: string,
  model: () => Mdp | undefined,
  setting: PolicySetting = {},
): Promise<MarkovPolicy> {
  const policy = isPolicyFile(spec)
    ? await readMarkovPolicy(spec, readingOf(setting))
    : await builtPolicyOf(spec, model, setting);
  return setting.soften ? softened(policy, setting.soften) : policy;
}

/** Whether a specification is a path rather than a name: names have neither dots nor slashes. */
export function isFile(spec: string): boolean {
  return /[./\\]/.test(spec.split(':', 1)[0]);
}

/** Whether a specification is a file that holds a policy, rather than a module that makes one. */
function isPolicyFile(spec: string): boolean {
  return pluginSpec('--policy', spec) === undefined && isFile(spec);
}

function readingOf({ sizes: { nStates, nActions } = {}, round }: PolicySetting): ReadPolicyOptions {
  return {
    ...(nStates !== undefined && { nStates }),
    ...(nActions !== undefined && { nActions }),
    ...(round !== undefined && { rounding: round }),
    say: note,
  };
}

async function builtPolicyOf(spec: string, model: () => Mdp | undefined, setting: PolicySetting): Promise<Policy> {
  const module = pluginSpec('--policy', spec);
  return module
    ? builtPolicy(await policyPlugin(module.path), module.parameters, model, setting)
    : namedPolicy(spec, model, setting);
}

function namedPolicy(spec: string, model: () => Mdp | undefined, setting: PolicySetting): Policy {
  const at = spec.indexOf(':');
  const name = at < 0 ? spec : spec.slice(0, at);
  const definition = policies.find((candidate) => candidate.name === name);
  if (!definition)
    throw new ArgumentError(
      `--policy: must be a file or one of ${policies.map((candidate) => candidate.name).join(', ')}, got '${spec}'${
        didYouMean(
          name,
          policies.map((candidate) => candidate.name),
        ) || ` - a file in this folder is ./${spec}`
      }`,
    );
  return builtPolicy(definition, at < 0 ? {} : keyValues('--policy', spec.slice(at + 1).split(',')), model, setting);
}

function builtPolicy(
  definition: PolicyDefinition,
  parameters: Readonly<Record<string, string>>,
  model: () => Mdp | undefined,
  {
    log,
    option = '--policy',
    withoutModel = 'give one with --mdp, as `couplet fit` makes it, or the environment with --env',
  }: PolicySetting,
): Policy {
  const mdp = definition.create && model();
  const from = mdp ?? (definition.estimate && log?.());
  if (from) return definedPolicy(definition, from, parameters);
  const { name } = definition;
  throw new ArgumentError(
    definition.create
      ? `${option} ${name}: a model is needed, got none - ${withoutModel}`
      : `${option} ${name}: a log is needed to estimate it from, got none - use it with a command that reads a log`,
  );
}
