import { createEnv } from '../../envs/registry.js';
import { ArgumentError } from '../core/errors.js';
import { type LogFormat, readTrajectories } from '../files/index.js';
import type { Env } from '../mdp/env.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { keyValues } from './keyValues.js';

/** What `logOptions` parse to. */
export interface LogArguments {
  readonly format?: LogFormat | undefined;
  readonly env?: string | undefined;
  readonly set: readonly string[];
  readonly logSpace?: string | undefined;
  readonly states?: number | undefined;
  readonly actions?: number | undefined;
  readonly column: readonly string[];
}

export interface LoadedLog {
  readonly log: Trajectories;
  /** The environment the log comes from, where it is known. */
  readonly env: Env | undefined;
}

/**
 * Reads a log and finds its environment: what the command line says, else what the log says of itself.
 *
 * @throws DataError on the file's content; ArgumentError if the log and the environment do not fit
 */
export async function loadLog(path: string, args: LogArguments): Promise<LoadedLog> {
  const named = args.env === undefined ? undefined : createEnv(args.env, keyValues('--set', args.set));
  if (named === undefined && args.set.length > 0)
    throw new ArgumentError('--set: an environment is needed, got none - name it with --env');
  const space = named && (args.logSpace ?? named.recorded);
  const known = named?.spaces.find((candidate) => candidate.name === space);
  if (named && !known)
    throw new ArgumentError(
      `--log-space: must be one of ${named.spaces.map((candidate) => candidate.name).join(', ')}, got '${space ?? ''}'`,
    );
  const format = args.format ?? (path === '-' ? 'csv' : undefined);
  const log = await readTrajectories(path, {
    ...(format && { format }),
    columns: keyValues('--column', args.column),
    ...sizes(known?.nStates ?? args.states, named?.nActions ?? args.actions),
  });
  if (!named) return { log, env: envOf(log.source) };
  const { name: env, parameters } = named;
  return { log: { ...log, source: { ...log.source, env, parameters, space: space! } }, env: named };
}

/** The environment that a file says it comes from, or undefined. */
export function envOf(source: {
  readonly env?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}): Env | undefined {
  return source.env === undefined ? undefined : createEnv(source.env, source.parameters);
}

function sizes(nStates: number | undefined, nActions: number | undefined): { nStates?: number; nActions?: number } {
  return { ...(nStates !== undefined && { nStates }), ...(nActions !== undefined && { nActions }) };
}
