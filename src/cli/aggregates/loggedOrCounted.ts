import { transitionsOf } from '../../aggregates/estimates/transitionsOf.js';
import { ArgumentError } from '../../core/errors.js';
import type { LoggedTransitions } from '../../fit/loggedTransitions.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp, NamedEnd } from '../../mdp/mdp.js';
import type { PartsByName } from '../../mdp/parts/partsByName.js';
import { alignNames } from '../../trajectories/align/alignNames.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { demandedLog } from '../arguments/optionalLog.js';
import { keyValues } from '../input/keyValues.js';
import { type LogArguments, describedByFlags, loadLog } from '../input/loadLog.js';
import { loadMdp } from '../input/loadMdp.js';
import { loadAggregates } from './loadAggregates.js';

/** What a model is fitted to, and with what prior mean. */
export interface Fitted {
  readonly log: Trajectories | LoggedTransitions;
  readonly nEpisodes: number;
  /** Its steps in their order, where it is a log. */
  readonly steps: Trajectories | undefined;
  readonly env: Env | undefined;
  readonly parts: PartsByName | undefined;
  readonly mean: Mdp | undefined;
}

/**
 * Reads the log, or the counts, that `fit` is asked to fit to.
 *
 * @throws ArgumentError unless there is one of them, and where counts and a prior mean name their states differently
 */
export async function loggedOrCounted(
  args: LogArguments & {
    readonly log?: string | undefined;
    readonly counts?: readonly string[] | undefined;
    readonly priorMean?: string | undefined;
  },
): Promise<Fitted> {
  if (args.counts && args.log !== undefined)
    throw new ArgumentError(`fit: one of a log and --counts is needed, got both - leave out ${args.log}, or --counts`);
  const mean = args.priorMean === undefined ? undefined : await loadMdp(args.priorMean, args.round);
  if (args.counts) return { ...(await counted(args.counts, args, mean)), mean };
  const { log: logged, env, parts } = await loadLog(demandedLog('fit', args.log, '--counts'), args);
  // A log of an environment has the environment's numbers.
  const log = mean && !env ? alignNames(logged, mean) : logged;
  return { log, nEpisodes: log.nEpisodes, steps: log, env, parts, mean };
}

async function counted(
  counts: readonly string[],
  args: LogArguments,
  mean: Mdp | undefined,
): Promise<Omit<Fitted, 'mean'>> {
  const { aggregates, env } = await loadAggregates(counts, args);
  const { nStates, source } = aggregates;
  for (const names of ['states', 'actions'] as const)
    if (
      mean &&
      JSON.stringify(mean.source[names] ?? source[names]) !== JSON.stringify(source[names] ?? mean.source[names])
    )
      throw new ArgumentError(
        `--prior-mean: must name its ${names} as the counts do, got others - fit it to counts of the same log`,
      );
  const ends: NamedEnd[] = Object.entries(keyValues('--end', args.end)).map(([name, text]) => {
    const state = Number(text);
    if (text.trim() !== '' && Number.isInteger(state) && state >= 0 && state < nStates) return { name, state };
    throw new ArgumentError(`--end: ${name} must be a state from 0 to ${nStates - 1}, got '${text}'`);
  });
  const named = ends.length === 0 ? aggregates : { ...aggregates, source: { ...source, ends } };
  const nEpisodes = aggregates.first.reduce((sum, n) => sum + n, 0);
  return { log: transitionsOf(named), nEpisodes, steps: undefined, env, parts: describedByFlags('', args).parts };
}
