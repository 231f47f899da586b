import { ArgumentError } from '../../core/errors.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * The log of each episode's importance weight, log w = Σ_{t < H} log rho_t.
 *
 * @param logRatio shape (steps), −Infinity for a ratio of 0: see `adviceLogRatios`
 * @param horizon steps to count, an integer ≥ 1 or Infinity, the default
 * @returns shape (n), fresh; −Infinity for a weight of 0
 * @throws ArgumentError if the ratios are not one a step, or the horizon is out of bounds
 *
 * Cost O(steps).
 */
export function logWeights(
  { nEpisodes, episodeStart, state }: Pick<Trajectories, 'nEpisodes' | 'episodeStart' | 'state'>,
  logRatio: Float64Array,
  horizon: number = Infinity,
): Float64Array {
  if (logRatio.length !== state.length)
    throw new ArgumentError(`logWeights: logRatio must have length ${state.length}, got ${logRatio.length}`);
  if (!(horizon >= 1 && (Number.isSafeInteger(horizon) || horizon === Infinity)))
    throw new ArgumentError(`logWeights: horizon must be an integer ≥ 1 or Infinity, got ${horizon}`);
  const weights = new Float64Array(nEpisodes);
  for (let e = 0; e < nEpisodes; e++) {
    const end = Math.min(episodeStart[e + 1], episodeStart[e] + horizon);
    for (let i = episodeStart[e]; i < end; i++) weights[e] += logRatio[i];
  }
  return weights;
}
