import { ArgumentError } from '../core/errors.js';
import type { Trajectories } from './trajectories.js';

/**
 * The discounted return of each episode:
 *
 *     G[e] = Σ_t discount^t r[e, t].
 *
 * @param discount in [0, 1]; default 1
 * @returns shape (n), a fresh array
 * @throws ArgumentError on a discount out of bounds
 *
 * @example
 * const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 1, source: {} });
 * for (const reward of [1, 0, 4]) builder.step(0, 0, reward, 0);
 * builder.endEpisode(false);
 * episodeReturns(builder.finish(), 0.5) // [2]
 */
export function episodeReturns({ nEpisodes, episodeStart, reward }: Trajectories, discount = 1): Float64Array {
  if (!(discount >= 0 && discount <= 1))
    throw new ArgumentError(`episodeReturns: discount must be from 0 to 1, got ${discount}`);
  const returns = new Float64Array(nEpisodes);
  for (let e = 0; e < nEpisodes; e++) {
    // From the last step back, so that no power of the discount is needed.
    for (let i = episodeStart[e + 1] - 1; i >= episodeStart[e]; i--) returns[e] = reward[i] + discount * returns[e];
  }
  return returns;
}
