import { createEnv, envs } from '../../../envs/registry.js';
import { definedPolicy, policies } from '../../../policies/registry.js';
import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { createRng } from '../../core/random/rng.js';
import { type PluginKind, pluginKind, pluginKinds, readMechanism, readPlugin } from '../../files/index.js';
import {
  type LawReport,
  type LawResult,
  type MechanismSupport,
  checkEnv,
  checkEstimator,
  checkMechanism,
  checkPolicyMaker,
} from '../../laws/index.js';
import { tinyModel } from '../../laws/tinyModel.js';
import type { Policy } from '../../mdp/policy.js';
import { createMechanism, mechanisms } from '../../mechanisms/registry.js';
import { estimators, findEstimator } from '../../ope/estimators/registry.js';
import { exactModel } from '../input/exactModel.js';
import { keyValues } from '../input/keyValues.js';
import { estimatorPlugin } from '../input/plugins/estimatorPlugin.js';
import { type PluginSpec, pluginSpec } from '../input/plugins/pluginSpec.js';
import { policyPlugin } from '../input/plugins/policyPlugin.js';
import { namedEnv, resolveEnv } from '../input/resolveEnv.js';

/** How to check, as the command line says. */
export interface CheckSettings {
  readonly kind?: PluginKind | undefined;
  readonly env?: string | undefined;
  readonly set: readonly string[];
  readonly runs: number;
  readonly draws: number;
  readonly seed: number;
}

export interface PluginReport extends LawReport {
  readonly kind: PluginKind;
  /** Of a mechanism. */
  readonly implicit?: boolean;
  readonly properties?: readonly LawResult[];
  /** What can be done with a mechanism. */
  readonly supports?: readonly MechanismSupport[];
}

/** Scores for mechanisms that need one: any will do, the laws hold for all. */
const SCORE = Float64Array.from({ length: 64 }, (_, k) => Math.sin(3 * k));

/**
 * Tries the laws of its kind on what a command line names: a registered name, or a module, whose kind is found out.
 *
 * @throws ArgumentError on an unknown name, or where the kind cannot be told; DataError on a module that holds none
 */
export async function checkPlugin(spec: string, settings: CheckSettings): Promise<PluginReport> {
  const plugin = pluginSpec('check', spec);
  const kind = settings.kind ?? (plugin ? await kindOfFile(plugin.path) : kindOfName(spec));
  const { runs, draws, seed } = settings;
  switch (kind) {
    case 'mechanism': {
      const context = { score: SCORE };
      const mechanism = plugin ? await readMechanism(plugin.path, context) : await createMechanism(spec, context);
      const { mechanism: name, ...report } = checkMechanism(mechanism, { runs, draws, seed });
      return { kind, name, ...report };
    }
    case 'env': {
      const { name, further } = await namedEnv(spec);
      const build = (parameters: Readonly<Record<string, unknown>>): ReturnType<typeof createEnv> =>
        createEnv(name, parameters, further);
      return { kind, ...checkEnv(build(keyValues('--set', settings.set)), { draws, seed, rebuild: build }) };
    }
    case 'policy':
      return { kind, ...(await checkedPolicy(spec, plugin, settings)) };
    case 'estimator': {
      const estimator = plugin ? await estimatorPlugin(plugin.path, plugin.parameters) : findEstimator(spec);
      return { kind, ...checkEstimator(estimator, { seed }) };
    }
  }
}

async function checkedPolicy(
  spec: string,
  plugin: PluginSpec | undefined,
  { env, set, seed }: CheckSettings,
): Promise<LawReport> {
  const [name, pairs] = spec.split(':', 2) as [string, string | undefined];
  const parameters = plugin?.parameters ?? (pairs === undefined ? {} : keyValues('check', pairs.split(',')));
  const definition = plugin ? await policyPlugin(plugin.path) : policies.find((each) => each.name === name)!;
  const model = env === undefined ? undefined : exactModel(await resolveEnv(env, set));
  const fixed = plugin && (await readPlugin(plugin.path, 'policy'));
  // A policy by itself has the sizes that it has.
  const sizes = fixed && 'probability' in fixed ? (fixed as unknown as Policy) : undefined;
  const models = model
    ? [model]
    : sizes && [tinyModel(createRng(seed), { nStates: sizes.nStates, nActions: sizes.nActions })];
  const maker = {
    name: definition.name,
    ...('create' in definition && {
      create: (mdp: Parameters<typeof definedPolicy>[1]) => definedPolicy(definition, mdp, parameters),
    }),
    ...('estimate' in definition && {
      estimate: (log: Parameters<typeof definedPolicy>[1]) => definedPolicy(definition, log, parameters),
    }),
  };
  return checkPolicyMaker(maker, { seed, models });
}

async function kindOfFile(path: string): Promise<PluginKind> {
  const kind = pluginKind(await readPlugin(path));
  if (kind !== undefined) return kind;
  throw new ArgumentError(
    `--kind: must be given for ${path}, whose default export could be of several kinds, one of ${Object.keys(pluginKinds).join(', ')}`,
  );
}

function kindOfName(spec: string): PluginKind {
  const [name] = spec.split(':', 1);
  const registries = { mechanism: mechanisms, env: envs, policy: policies, estimator: estimators } as const;
  const kinds = Object.keys(registries) as PluginKind[];
  const kind = kinds.find((each) => registries[each].some((entry) => entry.name === name));
  if (kind !== undefined) return kind;
  const names = kinds.flatMap((each) => registries[each].map((entry) => entry.name));
  throw new ArgumentError(
    `check: must be a file or a name of \`couplet list\`, got '${spec}'${didYouMean(name, names) || ` - a file in this folder is ./${spec}`}`,
  );
}
