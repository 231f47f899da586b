import type { Trajectories } from './trajectories.js';

/** Number of steps of each episode, shape (n), a fresh array. */
export function episodeLengths({ nEpisodes, episodeStart }: Trajectories): Uint32Array {
  return Uint32Array.from({ length: nEpisodes }, (_, e) => episodeStart[e + 1] - episodeStart[e]);
}
