import type { Aggregates } from '../../aggregates/aggregates.js';
import { mergeAggregates } from '../../aggregates/mergeAggregates.js';
import { ArgumentError } from '../../core/errors.js';
import { readAggregates } from '../../files/aggregates/readAggregates.js';
import type { Env } from '../../mdp/env.js';
import type { TrajectoriesSource } from '../../trajectories/trajectories.js';
import { keyValues } from '../input/keyValues.js';
import { envOf } from '../input/loadLog.js';
import { matchingFiles } from '../input/matchingFiles.js';
import { namedEnv } from '../input/resolveEnv.js';
import { warn } from '../say.js';
import { withheldText } from './withheldText.js';
import { createEnv } from '../../../envs/registry.js';

/** What says which states and actions the sums are of, where their files do not. */
export interface AggregatesArguments {
  readonly env?: string | undefined;
  readonly set: readonly string[];
  readonly logSpace?: string | undefined;
  readonly states?: number | string | undefined;
  readonly actions?: number | undefined;
}

export interface LoadedAggregates {
  readonly aggregates: Aggregates;
  /** The environment that the log came from, where it is known. */
  readonly env: Env | undefined;
}

/**
 * Reads the files that patterns stand for and adds them up.
 *
 * @throws DataError on the content of a file; ArgumentError where they do not belong together
 */
export async function loadAggregates(
  patterns: readonly string[],
  args: AggregatesArguments,
): Promise<LoadedAggregates> {
  if (typeof args.states === 'string')
    throw new ArgumentError(
      `--states: must be a number beside sums of a log, whose states are numbers already, got '${args.states}'`,
    );
  const named = args.env === undefined ? undefined : await namedEnv(args.env);
  const given = named && createEnv(named.name, keyValues('--set', args.set), named.further);
  const space = given && (args.logSpace ?? given.recorded);
  const sizes = {
    nStates: args.states ?? given?.spaces.find(({ name }) => name === space)?.nStates,
    nActions: args.actions ?? given?.nActions,
  };
  const paths = (await Promise.all(patterns.map(matchingFiles))).flat();
  const twice = paths.find((path, k) => paths.indexOf(path) < k);
  if (twice !== undefined)
    throw new ArgumentError(`${twice}: must be named once, as sums of one part would count twice, got it twice`);
  const parts: Aggregates[] = [];
  for (const path of paths) parts.push(await readAggregates(path, sizes));
  const merged = parts.reduce(mergeAggregates);
  const lacking = withheldText(merged.withheld);
  if (lacking !== undefined) warn(lacking);
  const source: TrajectoriesSource = given
    ? { ...merged.source, env: given.name, parameters: given.parameters, ...(space !== undefined && { space }) }
    : merged.source;
  return { aggregates: { ...merged, source }, env: given ?? envOf(source) };
}
