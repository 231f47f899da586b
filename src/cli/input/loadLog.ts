import { createEnv, envs } from '../../../envs/registry.js';
import { ArgumentError } from '../../core/errors.js';
import {
  type LogDescription,
  type LogFormat,
  type NamingConvention,
  descriptionBeside,
  readLogDescription,
  readTrajectories,
} from '../../files/index.js';
import type { Env } from '../../mdp/env.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { keyValues } from './keyValues.js';
import { note } from '../say.js';

/** What `logOptions` parse to. */
export interface LogArguments {
  readonly format?: LogFormat | undefined;
  readonly env?: string | undefined;
  readonly set: readonly string[];
  readonly logSpace?: string | undefined;
  readonly states?: number | undefined;
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
}

export interface LoadedLog {
  readonly log: Trajectories;
  /** The environment the log comes from, where it is known. */
  readonly env: Env | undefined;
}

/** `--log-description` of those who want none. */
const NO_DESCRIPTION = 'none';

/**
 * Reads a log and finds its environment: what the command line says, else what the description of the log does, else what
 * the log says of itself.
 *
 * @throws DataError on the content of the files; ArgumentError if the log and the environment do not fit
 */
export async function loadLog(path: string, args: LogArguments): Promise<LoadedLog> {
  return readDescribedLog(path, await describedLog(path, args), note);
}

/** As `loadLog`, by a description alone; `say` is told what the reader found, left alone or added. */
export async function readDescribedLog(
  path: string,
  description: LogDescription,
  say: (sentence: string) => void,
): Promise<LoadedLog> {
  const named = description.env === undefined ? undefined : createEnv(description.env, description.parameters);
  if (named === undefined && description.parameters)
    throw new ArgumentError('--set: an environment is needed, got none - name it with --env');
  const space = named && (description.space ?? named.recorded);
  const known = named?.spaces.find((candidate) => candidate.name === space);
  if (named && !known)
    throw new ArgumentError(
      `--log-space: must be one of ${named.spaces.map((candidate) => candidate.name).join(', ')}, got '${space ?? ''}'`,
    );
  const log = await readTrajectories(path, {
    ...description,
    ...(known && { nStates: known.nStates }),
    ...(named && {
      nActions: named.nActions,
      source: { env: named.name, parameters: named.parameters, space: space! },
    }),
    say,
  });
  return { log, env: named ?? envOf(log.source) };
}

/**
 * All that is known of how to read a log: the flags, and for what they leave open the description that they name, or that lies
 * beside the log.
 */
export async function describedLog(path: string, args: LogArguments): Promise<LogDescription> {
  const file = await descriptionFile(path, args);
  const described = file === undefined ? {} : await readLogDescription(file);
  if (file !== undefined && args.logDescription === undefined) note(`the log is read as ${file} describes it`);
  const given = describedByFlags(path, args);
  const { parameters, ...rest } = described;
  return {
    ...rest,
    // The parameters of another environment mean nothing.
    ...(parameters && (given.env ?? described.env) === described.env && { parameters }),
    ...given,
    ...(described.columns && { columns: { ...described.columns, ...given.columns } }),
  };
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
    nStates: args.states,
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
  });
}

/** The fields that have a value. */
function present(fields: {
  readonly [Field in keyof LogDescription]: LogDescription[Field] | undefined;
}): LogDescription {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The environment that a file says it comes from; undefined if it names none, or one that is not ours. */
export function envOf(source: {
  readonly env?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}): Env | undefined {
  const { env, parameters } = source;
  return env === undefined || !envs.some(({ name }) => name === env) ? undefined : createEnv(env, parameters);
}
