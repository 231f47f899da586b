import type { AggregateOptions } from '../../aggregates/aggregateOptions.js';
import type { StepSource } from '../../aggregates/source/stepSource.js';
import { ArgumentError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { filesSource } from '../../files/aggregates/source/filesSource.js';
import { querySource } from '../../files/aggregates/source/querySource.js';
import { sortedFiles } from '../../files/aggregates/sort/sortedFiles.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { keyValues } from '../input/keyValues.js';
import { matchingFiles } from '../input/matchingFiles.js';
import { type Shard, parseShard } from '../reproduce/shard.js';
import type { WeighingArguments } from './weighedBy.js';

/** The files of a log, or a part of it. */
export interface LogFiles {
  readonly paths: readonly string[];
  readonly source: StepSource;
  /** Removes what was made on the way; to be called in the end. */
  readonly remove: () => void | Promise<void>;
  /** Settled by the log where the command line does not say it. */
  readonly fixed: Pick<AggregateOptions, 'horizon'>;
}

/**
 * Finds the files that names stand for, and opens them.
 *
 * @param progress told of what is read
 * @throws ArgumentError where a file is named twice, or parts would not add up; DataError on the files
 */
export async function openLogFiles(
  patterns: readonly string[],
  args: WeighingArguments & {
    readonly column: readonly string[];
    readonly sort: boolean;
    readonly from?: string | undefined;
  },
  policy: MarkovPolicy | undefined,
  progress: Progress,
): Promise<LogFiles> {
  if (args.from !== undefined) return openQuery(args.from, patterns, args, policy);
  if (patterns.length === 0 || patterns.some((pattern) => pattern === '' || pattern === '-'))
    throw new ArgumentError(
      `aggregate: a log must be in files, as parts of it are read, got ${patterns.length === 0 ? 'none' : 'standard input'} - name the files, or give a query with --from`,
    );
  const paths = (await Promise.all(patterns.map(matchingFiles))).flat();
  const twice = paths.find((path, k) => paths.indexOf(path) < k);
  if (twice !== undefined)
    throw new ArgumentError(`${twice}: must be named once, as its steps would count twice, got it twice`);
  const shard = args.shard === undefined ? undefined : parseShard(args.shard);
  const columns = keyValues('--column', args.column);
  const sorted = args.sort ? await sortedFiles(paths, { columns }) : undefined;
  try {
    const found = { ...args, shard, columns, progress, policy };
    return { paths, ...(await openFound(sorted?.paths ?? paths, found)), remove: async () => sorted?.remove() };
  } catch (error) {
    await sorted?.remove();
    throw error;
  }
}

/** @throws ArgumentError beside files, or for a part of it */
async function openQuery(
  query: string,
  patterns: readonly string[],
  args: Parameters<typeof openLogFiles>[1],
  policy: MarkovPolicy | undefined,
): Promise<LogFiles> {
  if (patterns.length > 0)
    throw new ArgumentError(
      `--from: must be given in place of files, got ${patterns.join(', ')} - read them by the query`,
    );
  if (args.shard !== undefined)
    throw new ArgumentError(
      `--shard: must be left out with --from, got ${args.shard} - let the query of each part give its episodes`,
    );
  const { source, close } = await querySource(query, {
    ...{ columns: keyValues('--column', args.column), sort: args.sort },
    nStates: policy?.nStates ?? args.states,
    nActions: policy?.nActions ?? args.actions,
  });
  const fixed = policy && isOverTime(policy) ? { horizon: args.horizon ?? policy.horizon } : {};
  return { paths: [], source, fixed, remove: close };
}

/** @throws ArgumentError where parts would not add up */
async function openFound(
  paths: readonly string[],
  args: Omit<WeighingArguments, 'shard' | 'policy'> & {
    readonly shard: Shard | undefined;
    readonly columns: Readonly<Record<string, string>>;
    readonly policy: MarkovPolicy | undefined;
    readonly progress: Progress;
  },
): Promise<Pick<LogFiles, 'source' | 'fixed'>> {
  const { shard, columns, policy, progress } = args;
  const source = await filesSource(paths, {
    ...(shard && { shard: { index: shard.index, of: shard.count } }),
    columns,
    nStates: policy?.nStates ?? args.states,
    nActions: policy?.nActions ?? args.actions,
    progress,
  });
  const horizon = args.horizon ?? source.source.horizon ?? (policy && isOverTime(policy) ? policy.horizon : undefined);
  if (shard && policy && horizon === undefined)
    throw new ArgumentError(
      '--horizon: must be named for a part of a log, whose longest episode may be in another, got none - give the most steps of an episode',
    );
  if (shard && (source.nStates === undefined || source.nActions === undefined))
    throw new ArgumentError(
      '--states: must be given for a part of a log that does not say how many states and actions it has, got none - give --states and --actions, the same for each part',
    );
  if (shard && policy && args.behaviour === undefined && !source.hasPropensity)
    throw new ArgumentError(
      '--behaviour: must be named for a part of a log without probabilities, got none - give its file, or --behaviour estimated with --counts of the whole log',
    );
  return { source, fixed: policy ? { horizon } : {} };
}
