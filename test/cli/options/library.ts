import { join } from 'node:path';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { createRng } from '../../../src/core/random/rng.js';
import { entryScore, valueScore } from '../../../src/counterfactual/effects/entryScore.js';
import {
  type LogDescription,
  readAdvice,
  readGadget,
  readLogDescription,
  readMdp,
  readMechanism,
  readPolicy,
  readScores,
  readTrajectories,
} from '../../../src/files/index.js';
import { gadgetMechanism } from '../../../src/gadgets/gadgetMechanism.js';
import { fragility } from '../../../src/honest/fragility.js';
import { advisedPolicy } from '../../../src/mdp/advice/advisedPolicy.js';
import type { Env } from '../../../src/mdp/env.js';
import type { HorizonOptions } from '../../../src/mdp/evaluate/horizon.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { MarkovPolicy } from '../../../src/mdp/overTime/policyOverTime.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { type MechanismContext, createMechanism } from '../../../src/mechanisms/registry.js';
import { alignNames } from '../../../src/trajectories/align/alignNames.js';
import { longestEpisode } from '../../../src/trajectories/longestEpisode.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { type Given, type Value, pairs } from './given.js';
import { ADVICE_FILE } from './prepared.js';

/** The library by the options of a command: each is the argument that it is said to be. */
export interface Library {
  readonly folder: string;
  readonly given: Given;
}

export interface ReadLog {
  readonly log: Trajectories;
  readonly env: Env | undefined;
  /** What the reader said. */
  readonly said: readonly string[];
}

/** What the options say of how the log is to be read. */
export async function describedLog({ folder, given }: Library): Promise<LogDescription> {
  const file = given['log-description'];
  const described = file === undefined || file === 'none' ? {} : await readLogDescription(join(folder, String(file)));
  const parts: Record<string, unknown> = {
    format: given.format,
    columns: record(given.column),
    names: given.names,
    separator: given.separator === 'tab' ? '\t' : given.separator,
    decimal: given.decimal,
    nStates: given.states,
    nActions: given.actions,
    ends: record(given.end),
    outcome: given.outcome,
    missingEnds: given.ends,
    endsTerminate: given['ends-terminate'],
    numberStates: given['number-states'],
    numberActions: given['number-actions'],
    numberSteps: given['number-steps'],
    emptyReward: given['empty-reward'],
    rounding: given.round,
    propensity: given.propensity,
    env: given.env,
    parameters: record(given.set),
    space: given['log-space'],
    parts: given.parts === undefined ? undefined : listsOf(given.parts),
  };
  return { ...described, ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) };
}

function record(value: Value | undefined): Record<string, string> | undefined {
  return value === undefined ? undefined : pairs(value);
}

/** `--parts`, by name. */
export function listsOf(value: Value): Record<string, string[]> {
  return Object.fromEntries(Object.entries(pairs(value)).map(([name, list]) => [name, list.split(',')]));
}

/** A log as it is described, with its environment where one is known. */
export async function readLog(library: Library, description?: LogDescription): Promise<ReadLog> {
  const { env: name, parameters, space: named, ...options } = description ?? (await describedLog(library));
  const env = name === undefined ? undefined : createEnv(name, parameters);
  const space = named ?? env?.recorded;
  const said: string[] = [];
  const log = await readTrajectories(join(library.folder, String(library.given['<log>'])), {
    ...options,
    ...(env && {
      nStates: env.spaces.find((one) => one.name === space)!.nStates,
      nActions: env.nActions,
      source: { env: env.name, parameters: env.parameters, space: space! },
    }),
    say: (sentence) => said.push(sentence),
  });
  return {
    log,
    env: env ?? (log.source.env === undefined ? undefined : createEnv(log.source.env, log.source.parameters)),
    said,
  };
}

export function readModel({ folder, given }: Library, option = 'mdp'): Promise<Mdp> {
  return readMdp(join(folder, String(given[option])), rounding(given));
}

function rounding({ round }: Given): { rounding?: number } {
  return typeof round === 'number' ? { rounding: round } : {};
}

/** A policy file, or the file of advice, or the registered policy of a name with its parameters. */
export async function readOrMake(
  { folder, given }: Library,
  spec: string,
  from: {
    readonly model?: Mdp | undefined;
    readonly log?: Trajectories;
    readonly nStates?: number;
    readonly nActions?: number;
  },
): Promise<Policy> {
  const { soften, behaviour } = given;
  const policy = spec === ADVICE_FILE ? await advised() : await bare(spec);
  return typeof soften === 'number' && soften > 0 ? softened(policy, soften) : policy;

  /** By the clinician of --behaviour. */
  async function advised(): Promise<Policy> {
    return advisedPolicy(
      await bare(String(behaviour ?? 'behaviour')),
      await readAdvice(join(folder, spec), rounding(given)),
    );
  }

  async function bare(spec: string): Promise<Policy> {
    if (/^[^:]+\.\w+$/.test(spec))
      return readPolicy(join(folder, spec), {
        ...(from.nStates !== undefined && { nStates: from.nStates }),
        ...(from.nActions !== undefined && { nActions: from.nActions }),
        ...rounding(given),
      });
    const [name, settings = ''] = spec.split(':');
    const estimated = ['behaviour', 'most-frequent'].includes(name);
    return createPolicy(name, (estimated ? from.log : from.model)!, pairs(settings === '' ? [] : settings.split(',')));
  }
}

/** Of commands that read a model, a log in its states and a target policy. */
export async function readProblem(library: Library): Promise<{ mdp: Mdp; log: Trajectories; policy: Policy }> {
  const mdp = await readModel(library);
  const { log, env } = await readLog(library);
  const { space, absorption } = mdp.source;
  const inStates =
    space !== undefined && log.source.space !== undefined && space !== log.source.space
      ? projectTrajectories(log, env!, space, absorption)
      : alignNames(log, mdp);
  const policy = await readOrMake(library, String(library.given.policy), {
    model: mdp,
    log: inStates,
    ...sizesOf(mdp),
  });
  return { mdp, log: inStates, policy };
}

export function sizesOf({ nStates, nActions }: Mdp): { nStates: number; nActions: number } {
  return { nStates, nActions };
}

/** As data of a command that prints a model's figure for a policy; nothing for a model that does not count its cases. */
export function fragilityOf(
  mdp: Mdp,
  policy: MarkovPolicy,
  options: HorizonOptions,
): { readonly fragility?: ReturnType<typeof fragility> } {
  return mdp.visits ? { fragility: fragility(mdp, policy, options) } : {};
}

export function scoreOf({ given }: Library, name: Value | undefined, mdp: Mdp, policy: Policy): Float64Array {
  return name === 'value' ? valueScore(mdp, policy, Number(given['score-discount'] ?? 0.99)) : entryScore(mdp);
}

/** The scores that `--score` names, each by itself: reward, value, or those of a file. */
export async function scoresOf(
  library: Library,
  mdp: Mdp,
  policy: Policy,
): Promise<readonly { readonly name: string; readonly values: Float64Array }[]> {
  const { folder, given } = library;
  const named = [];
  for (const spec of (given.score ?? ['reward']) as readonly string[])
    if (spec.endsWith('.csv')) named.push(...(await readScores(join(folder, spec), mdp.nStates)));
    else named.push({ name: spec, values: scoreOf(library, spec, mdp, policy) });
  return named;
}

/** Those that `--mechanism` stands for where several are set side by side. */
export const FIXED_MECHANISMS: readonly string[] = [
  'independent',
  'gumbel-max',
  'inverse-cdf',
  'reward-cdf',
  'maximal',
];

/** The horizon that is given, that of the log, or its longest episode. */
export function horizonOf(given: Given, log: Trajectories): number {
  return Number(given.horizon ?? log.source.horizon ?? longestEpisode(log));
}

/** A mechanism by its name, from a module, or a gadget from its file. */
export async function mechanismOf(
  { folder, given }: Library,
  spec: string,
  context: MechanismContext,
): Promise<CompleteMechanism> {
  const path = join(folder, spec);
  const mechanism = spec.endsWith('.mjs')
    ? await readMechanism(path, context)
    : spec.endsWith('.json')
      ? gadgetMechanism(await readGadget(path))
      : await createMechanism(spec, context);
  const rng = createRng(Number(given.seed ?? 1)).fork('mechanism');
  return completeMechanism(mechanism, { rng, draws: Number(given.draws ?? 10_000) });
}

/** The discount that is given, that of the policy's file, or 1; and which it is. */
export function discountOf({ given }: Library, policy: Policy): { discount: number; discountFrom: string } {
  if (typeof given.discount === 'number') return { discount: given.discount, discountFrom: '--discount' };
  if (policy.discount !== undefined) return { discount: policy.discount, discountFrom: 'the policy' };
  return { discount: 1, discountFrom: 'default' };
}
