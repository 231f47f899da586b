import { ArgumentError } from '../core/errors.js';
import { type Trajectories, episodeName } from './trajectories.js';

/**
 * The log of these episodes, in this order; one may come more than once, as in a bootstrap sample.
 *
 * @param episodes indices from 0 to n − 1, at least one
 * @returns fresh columns. Episodes keep their names, unless one comes more than once: then they are numbered anew.
 * @throws ArgumentError naming the first index out of range
 *
 * Cost O(steps taken + n).
 */
export function subset(trajectories: Trajectories, episodes: ArrayLike<number>): Trajectories {
  const { nEpisodes, nActions, episodeStart, propensity, propensities, hidden } = trajectories;
  const count = episodes.length;
  const start = new Uint32Array(count + 1);
  const taken = new Uint8Array(nEpisodes);
  let repeated = false;
  for (let e = 0; e < count; e++) {
    const index = episodes[e];
    if (!(Number.isInteger(index) && index >= 0 && index < nEpisodes))
      throw new ArgumentError(`subset: episodes must be integers from 0 to ${nEpisodes - 1}, got ${index}`);
    start[e + 1] = start[e] + episodeStart[index + 1] - episodeStart[index];
    repeated ||= taken[index] === 1;
    taken[index] = 1;
  }
  if (count === 0) throw new ArgumentError('subset: episodes must be at least one, got none');
  const steps = start[count];
  const gather = <T extends Int32Array | Float64Array>(column: T, into: T, width = 1): T => {
    for (let e = 0; e < count; e++) {
      const first = episodeStart[episodes[e]] * width;
      const end = episodeStart[episodes[e] + 1] * width;
      into.set(column.subarray(first, end), start[e] * width);
    }
    return into;
  };
  return {
    nEpisodes: count,
    nStates: trajectories.nStates,
    nActions,
    episodeStart: start,
    state: gather(trajectories.state, new Int32Array(steps)),
    action: gather(trajectories.action, new Int32Array(steps)),
    reward: gather(trajectories.reward, new Float64Array(steps)),
    nextState: gather(trajectories.nextState, new Int32Array(steps)),
    terminated: Uint8Array.from(episodes, (e) => trajectories.terminated[e]),
    ...(propensity && { propensity: gather(propensity, new Float64Array(steps)) }),
    ...(propensities && { propensities: gather(propensities, new Float64Array(steps * nActions), nActions) }),
    ...(hidden && { hidden: Int32Array.from(episodes, (e) => hidden[e]) }),
    ...(!repeated && { episodeId: Array.from(episodes, (e) => episodeName(trajectories, e)) }),
    source: trajectories.source,
  };
}
