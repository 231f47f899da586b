import { ArgumentError } from '../../core/errors.js';
import type { Env } from '../../mdp/env.js';
import { returnRange } from '../../mdp/evaluate/returnRange.js';
import { censoredEpisodes } from '../../trajectories/censoredEpisodes.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { rangeOf } from '../input/rangeOf.js';

/**
 * The least return that any run can have: what `--return-range` says, else what the log's environment allows by its
 * exact model.
 *
 * @throws ArgumentError where neither tells: the least return of the log is no bound of what was not logged
 */
export function leastReturn(
  log: Trajectories,
  env: Env | undefined,
  {
    returnRange: range,
    discount,
    horizon,
  }: { readonly returnRange?: string | undefined; readonly discount: number; readonly horizon: number },
): number {
  const given = rangeOf('--return-range', range);
  if (given) return given[0];
  if (env?.exactModel) {
    const cut = censoredEpisodes(log, horizon).length > 0;
    return returnRange(env.exactModel(), { horizon, discount, cut }).returns[0];
  }
  throw new ArgumentError(
    'improve: the least return that any run can have must be known, got nothing that tells - give it, and the greatest, as --return-range=-1,1; not read off the log, which does not hold what is worse',
  );
}
