import { type EnvDefinition, createEnv, envs } from '../../../envs/registry.js';
import { ArgumentError, DataError } from '../../core/errors.js';
import {
  type LogDescription,
  type LogFormat,
  type NamingConvention,
  descriptionBeside,
  readLogDescription,
  readStates,
  readTrajectories,
} from '../../files/index.js';
import type { Env } from '../../mdp/env.js';
import type { PartsByName } from '../../mdp/parts/partsByName.js';
import type { StateSpace } from '../../mdp/stateSpace.js';
import type { Trajectories, TrajectoriesSource } from '../../trajectories/trajectories.js';
import { keyValues } from './keyValues.js';
import { type NamedEnv, namedEnv } from './resolveEnv.js';
import { note } from '../say.js';

/** What `logOptions` parse to. */
export interface LogArguments {
  readonly format?: LogFormat | undefined;
  readonly env?: string | undefined;
  readonly set: readonly string[];
  readonly logSpace?: string | undefined;
  /** Their number, or a file of states by which features become them. */
  readonly states?: number | string | undefined;
  readonly actions?: number | undefined;
  readonly column: readonly string[];
  readonly names?: NamingConvention | undefined;
  readonly separator?: ',' | ';' | 'tab' | undefined;
  readonly decimal?: '.' | ',' | undefined;
  readonly end: readonly string[];
  readonly outcome?: string | undefined;
  readonly ends?: 'terminated' | 'truncated' | undefined;
  readonly endsTerminate?: boolean | undefined;
  readonly numberStates?: boolean | undefined;
  readonly numberActions?: boolean | undefined;
  readonly numberSteps?: boolean | undefined;
  readonly emptyReward?: number | undefined;
  readonly round?: number | undefined;
  readonly propensity?: boolean | undefined;
  readonly logDescription?: string | undefined;
  /** Of commands that make use of them: see `partsOption`. */
  readonly parts?: readonly string[] | undefined;
}

export interface LoadedLog {
  readonly log: Trajectories;
  /** The environment the log comes from, where it is known. */
  readonly env: Env | undefined;
  /** What its actions are made of, where the user says so. */
  readonly parts?: PartsByName | undefined;
}

/** `--log-description` of those who want none. */
const NO_DESCRIPTION = 'none';

/**
 * Reads a log and finds its environment: what the command line says, else what the description of the log does, else
 * what the log says of itself.
 *
 * @throws DataError on the content of the files; ArgumentError if the log and the environment do not fit
 */
export async function loadLog(path: string, args: LogArguments): Promise<LoadedLog> {
  const { description, further } = await describedLog(path, args);
  const loaded = await readDescribedLog(path, description, note, further);
  const { env } = loaded.log.source;
  if (env !== undefined && loaded.env === undefined)
    note(
      `the log comes from env '${env}', which is none of Couplet's: give its file with --env for labels, spaces and exact values - no file is run because a log names it`,
    );
  return loaded;
}

/** The same of a file that Couplet wrote or described, where a command has no options that say how to read one. */
export function loadOwnLog(path: string, round: number | undefined): Promise<LoadedLog> {
  return loadLog(path, { set: [], column: [], end: [], round });
}

/**
 * As `loadLog`, by a description alone; `say` is told what the reader found, left alone or added.
 *
 * @param further definitions of environments that the description may name, beside ours
 */
export async function readDescribedLog(
  path: string,
  description: LogDescription,
  say: (sentence: string) => void,
  further: readonly EnvDefinition[] = [],
): Promise<LoadedLog> {
  const { env: name, parameters } = description;
  if (name === undefined && parameters)
    throw new ArgumentError('--set: an environment is needed, got none - name it with --env');
  let named: { readonly env: Env; readonly space: string } | undefined;
  const log = await readTrajectories(path, {
    ...description,
    ...(name !== undefined && {
      source: { env: name },
      // What a log says of its own environment is what it was simulated with.
      known(own: TrajectoriesSource) {
        const env = createEnv(name, parameters ?? (own.env === name ? own.parameters : undefined), further);
        const space = spaceOfLog(env, description.space ?? (own.env === name ? own.space : undefined));
        named = { env, space: space.name };
        const { nActions } = env;
        return {
          nStates: space.nStates,
          nActions,
          source: { env: name, parameters: env.parameters, space: space.name },
        };
      },
    }),
    say,
  });
  return { log, env: named?.env ?? envOf(log.source, further), parts: description.parts };
}

function spaceOfLog(env: Env, name = env.recorded): StateSpace {
  const known = env.spaces.find((candidate) => candidate.name === name);
  if (known) return known;
  throw new ArgumentError(
    `--log-space: must be one of ${env.spaces.map((candidate) => candidate.name).join(', ')}, got '${name}'`,
  );
}

/** How to read a log, with the definitions of environments that the command line names beside ours. */
export interface DescribedLog {
  readonly description: LogDescription;
  readonly further: readonly EnvDefinition[];
}

/**
 * All that is known of how to read a log: the flags, and for what they leave open the description that they name, or
 * that lies beside the log.
 */
export async function describedLog(path: string, args: LogArguments): Promise<DescribedLog> {
  const file = await descriptionFile(path, args);
  const described = file === undefined ? {} : await readLogDescription(file);
  if (file !== undefined && args.logDescription === undefined) note(`the log is read as ${file} describes it`);
  const named: NamedEnv | undefined = args.env === undefined ? undefined : await namedEnv(args.env);
  const { further = [] } = named ?? {};
  if (file !== undefined && named === undefined && described.env !== undefined && !isOurs(described.env))
    throw new DataError(
      `${file}: env must be one of Couplet's, got '${described.env}' - give the file of the environment with --env; none is run because another file names it`,
    );
  const given = describedByFlags(path, { ...args, env: named?.name });
  const features = typeof args.states === 'string' ? await readStates(args.states) : undefined;
  const { parameters, ...rest } = withoutOtherStates(described, args.states);
  const description = {
    ...rest,
    // The parameters of another environment mean nothing.
    ...(parameters && (given.env ?? described.env) === described.env && { parameters }),
    ...given,
    ...(features && { features }),
    ...(described.columns && { columns: { ...described.columns, ...given.columns } }),
  };
  return { description, further };
}

/** A description without what `--states` says in its place. */
function withoutOtherStates(described: LogDescription, states: LogArguments['states']): LogDescription {
  return states === undefined ? described : present({ ...described, nStates: undefined, features: undefined });
}

/** The file that describes a log, if there is one. */
export async function descriptionFile(
  path: string,
  { logDescription }: Pick<LogArguments, 'logDescription'>,
): Promise<string | undefined> {
  if (logDescription === NO_DESCRIPTION) return undefined;
  return logDescription ?? (await descriptionBeside(path));
}

/** What the flags alone say of a log. */
export function describedByFlags(path: string, args: LogArguments): LogDescription {
  const { names, separator, decimal, end, outcome, ends, emptyReward, round, env, logSpace } = args;
  const format = args.format ?? (path === '-' ? 'csv' : undefined);
  const columns = keyValues('--column', args.column);
  const parameters = keyValues('--set', args.set);
  return present({
    format,
    columns: Object.keys(columns).length > 0 ? columns : undefined,
    names,
    separator: separator === 'tab' ? '\t' : separator,
    decimal,
    nStates: typeof args.states === 'number' ? args.states : undefined,
    nActions: args.actions,
    ends: end.length > 0 ? keyValues('--end', end) : undefined,
    outcome,
    missingEnds: ends,
    endsTerminate: args.endsTerminate,
    numberStates: args.numberStates,
    numberActions: args.numberActions,
    numberSteps: args.numberSteps,
    emptyReward,
    rounding: round,
    propensity: args.propensity === false ? false : undefined,
    env,
    parameters: Object.keys(parameters).length > 0 ? parameters : undefined,
    space: logSpace,
    parts: args.parts && args.parts.length > 0 ? givenParts(args.parts) : undefined,
  });
}

/** `--parts`, as NAME=LIST each. */
function givenParts(pairs: readonly string[]): PartsByName {
  return Object.fromEntries(
    Object.entries(keyValues('--parts', pairs)).map(([name, actions]) => [
      name,
      actions.split(',').map((action) => action.trim()),
    ]),
  );
}

/** The fields that have a value. */
function present(fields: {
  readonly [Field in keyof LogDescription]: LogDescription[Field] | undefined;
}): LogDescription {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/**
 * The environment that a file says it comes from; undefined if it names none, or one that is neither ours nor among
 * `further`.
 */
export function envOf(
  source: { readonly env?: string; readonly parameters?: Readonly<Record<string, unknown>> },
  further: readonly EnvDefinition[] = [],
): Env | undefined {
  const { env, parameters } = source;
  const isKnown = env !== undefined && (isOurs(env) || further.some(({ name }) => name === env));
  return isKnown ? createEnv(env, parameters, further) : undefined;
}

function isOurs(env: string): boolean {
  return envs.some(({ name }) => name === env);
}
