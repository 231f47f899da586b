import { createEnv } from '../../envs/registry.js';
import { ArgumentError } from '../core/errors.js';
import {
  type LogFormat,
  type NamingConvention,
  type ReadTrajectoriesOptions,
  readTrajectories,
} from '../files/index.js';
import type { Env } from '../mdp/env.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { keyValues } from './keyValues.js';
import { note } from './say.js';

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
  readonly endsTerminate: boolean;
  readonly numberStates: boolean;
  readonly numberActions: boolean;
  readonly numberSteps: boolean;
  readonly emptyReward?: number | undefined;
  readonly round?: number | undefined;
  readonly propensity: boolean;
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
  const log = await readTrajectories(path, {
    ...readOptions(path, args),
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

/** The options of `readTrajectories` that flags give, except the sizes. */
function readOptions(path: string, args: LogArguments): ReadTrajectoriesOptions {
  const { separator, end, ends, round, names, decimal, outcome, emptyReward } = args;
  const format = args.format ?? (path === '-' ? 'csv' : undefined);
  return {
    ...(format && { format }),
    columns: keyValues('--column', args.column),
    ...(names && { names }),
    ...(separator && { separator: separator === 'tab' ? '\t' : separator }),
    ...(decimal && { decimal }),
    ...(end.length > 0 && { ends: keyValues('--end', end) }),
    ...(outcome !== undefined && { outcome }),
    ...(ends && { missingEnds: ends }),
    ...(args.endsTerminate && { endsTerminate: true }),
    ...(args.numberStates && { numberStates: true }),
    ...(args.numberActions && { numberActions: true }),
    ...(args.numberSteps && { numberSteps: true }),
    ...(emptyReward !== undefined && { emptyReward }),
    ...(round !== undefined && { rounding: round }),
    ...(!args.propensity && { propensity: false }),
    say: note,
  };
}

function sizes(nStates: number | undefined, nActions: number | undefined): { nStates?: number; nActions?: number } {
  return { ...(nStates !== undefined && { nStates }), ...(nActions !== undefined && { nActions }) };
}
