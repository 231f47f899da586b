import type { Trajectories } from './trajectories.js';

/** Number of steps of the longest episode; 0 where there is none. */
export function longestEpisode({ nEpisodes, episodeStart }: Trajectories): number {
  let longest = 0;
  for (let e = 0; e < nEpisodes; e++) longest = Math.max(longest, episodeStart[e + 1] - episodeStart[e]);
  return longest;
}
