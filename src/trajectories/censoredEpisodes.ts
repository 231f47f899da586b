import type { Trajectories } from './trajectories.js';

/**
 * Episodes that stop before a horizon without an end: what they would still have earned is not in the log.
 *
 * @param horizon most steps of a run, or Infinity
 * @returns indices, increasing
 */
export function censoredEpisodes({ nEpisodes, episodeStart, terminated }: Trajectories, horizon: number): number[] {
  return Array.from({ length: nEpisodes }, (_, e) => e).filter(
    (e) => terminated[e] === 0 && episodeStart[e + 1] - episodeStart[e] < horizon,
  );
}
