import { ArgumentError } from '../core/errors.js';
import { type HorizonOptions, checkHorizon } from '../mdp/evaluate/horizon.js';
import { longestEpisode } from './longestEpisode.js';
import type { Trajectories } from './trajectories.js';

/** Whether an analysis can look ahead for ever. */
export interface LookAhead {
  /** Whether the horizon may be Infinity; default false. */
  readonly endless?: boolean;
  /** What to use in place of one that cannot, for the message. */
  readonly instead?: string;
}

/**
 * The horizon of an analysis of a log: given, or the log's own, or its longest episode.
 *
 * @param where opens the message of an error
 * @throws ArgumentError if it or the discount is out of bounds, or if an episode is longer
 */
export function checkedHorizon(
  where: string,
  log: Trajectories,
  options: { readonly [Key in keyof HorizonOptions]?: HorizonOptions[Key] | undefined },
  { endless = false, instead }: LookAhead = {},
): number {
  const { discount = 1 } = options;
  const longest = longestEpisode(log);
  const horizon = options.horizon ?? log.source.horizon ?? longest;
  checkHorizon(where, { horizon, discount });
  if (horizon === Infinity && !endless)
    throw new ArgumentError(
      `${where}: horizon must be finite for this, got Infinity - give a number of steps, such as ${manySteps(longest, discount)}${instead === undefined ? '' : `, or use ${instead}`}`,
    );
  if (horizon < longest)
    throw new ArgumentError(
      `${where}: horizon must be at least ${longest}, the longest episode, got ${horizon} - leave it out, or give more steps`,
    );
  return horizon;
}

/**
 * Steps past which rewards count for less than a thousandth at a discount; ten times the longest episode at discount 1.
 */
function manySteps(longest: number, discount: number): number {
  return Math.max(longest, discount < 1 ? Math.ceil(Math.log(0.001) / Math.log(discount)) : 10 * longest);
}
