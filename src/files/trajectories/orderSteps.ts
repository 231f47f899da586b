import { DataError } from '../../core/errors.js';
import type { ReadSteps } from './stepRows.js';

/**
 * Where each episode's steps go, and which rows they are.
 *
 * @returns `order`, shape (steps): the row of each step, by episode and t; undefined if the rows came in that order
 * @throws DataError with the line of a t that is there twice, or that has none before it
 *
 * Cost O(steps).
 */
export function orderSteps(
  file: string,
  { episodes, inOrder, episode, t, line }: ReadSteps,
): { readonly episodeStart: Uint32Array; readonly order: Uint32Array | undefined } {
  const episodeStart = new Uint32Array(episodes.length + 1);
  for (const e of episode) episodeStart[e + 1]++;
  for (let e = 0; e < episodes.length; e++) episodeStart[e + 1] += episodeStart[e];
  if (inOrder) return { episodeStart, order: undefined };
  // 1 + the row, so that 0 is a place not taken.
  const taken = new Uint32Array(episode.length);
  let beyond = -1;
  for (let row = 0; row < episode.length; row++) {
    const place = episodeStart[episode[row]] + t[row];
    if (place >= episodeStart[episode[row] + 1]) {
      if (beyond < 0) beyond = row;
    } else if (taken[place] > 0) {
      throw new DataError(
        `${file}:${line[row]}: t must be there once in an episode, got ${t[row]} of episode '${episodes[episode[row]]}' again (line ${line[taken[place] - 1]}) - give each run an episode of its own`,
      );
    } else {
      taken[place] = row + 1;
    }
  }
  if (beyond >= 0) {
    const e = episode[beyond];
    const missing = taken.subarray(episodeStart[e], episodeStart[e + 1]).indexOf(0);
    throw new DataError(
      `${file}:${line[beyond]}: t must count from 0 without gaps, got ${t[beyond]} of episode '${episodes[e]}' and no ${missing} - the row is missing, or t is misnumbered`,
    );
  }
  for (let i = 0; i < taken.length; i++) taken[i]--;
  return { episodeStart, order: taken };
}
