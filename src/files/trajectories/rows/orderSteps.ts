import { DataError } from '../../../core/errors.js';
import { placeIn } from './rowUnit.js';
import type { ReadSteps } from './readSteps.js';

/** Where each episode's steps go, and which rows they are. */
export interface OrderedSteps {
  /** Shape (n + 1). */
  readonly episodeStart: Uint32Array;
  /** Shape (steps): the row of each step, by episode and t; undefined if the rows came in that order. */
  readonly order: Uint32Array | undefined;
  /** From where t counts: 0, or 1 in every episode. */
  readonly from: 0 | 1;
}

/**
 * Puts the rows of a log in order, by t or, if they are numbered anew, by any times that differ.
 *
 * @param from from where t counts, where that is known from pieces before
 * @throws DataError with the line of a t that is there twice, or that has none before it
 *
 * Cost O(steps), or O(steps · log steps) for times out of order.
 */
export function orderSteps(file: string, steps: ReadSteps, from?: 0 | 1): OrderedSteps {
  const { nEpisodes, inOrder, firstT } = steps;
  const episodeStart = startsOf(steps);
  if (inOrder) return { episodeStart, order: undefined, from: steps.numberSteps ? 0 : firstT };
  const [episode, t] = [steps.episode.expanded(), steps.t.expanded()];
  const rows: RowsOfSteps = { episode, t, episodeStart };
  if (steps.numberSteps) return { episodeStart, order: byTime(file, steps, rows), from: 0 };
  const least = new Float64Array(nEpisodes).fill(Infinity);
  for (let row = 0; row < t.length; row++) least[episode[row]] = Math.min(least[episode[row]], t[row]);
  const first = from ?? (least.every((t0) => t0 === 1) ? 1 : 0);
  return { episodeStart, order: byNumber(file, steps, rows, first), from: first };
}

/** Episode and t of every row. */
interface RowsOfSteps {
  readonly episode: Float64Array;
  readonly t: Float64Array;
  readonly episodeStart: Uint32Array;
}

function startsOf({ nEpisodes, episode }: ReadSteps): Uint32Array {
  const episodeStart = new Uint32Array(nEpisodes + 1);
  const { rows, values, length } = episode;
  for (let k = 0; k < rows.length; k++)
    episodeStart[values[k] + 1] += (k + 1 < rows.length ? rows[k + 1] : length) - rows[k];
  for (let e = 0; e < nEpisodes; e++) episodeStart[e + 1] += episodeStart[e];
  return episodeStart;
}

function byNumber(file: string, steps: ReadSteps, rows: RowsOfSteps, from: number): Uint32Array {
  const { episode, t, episodeStart } = rows;
  // 1 + the row, so that 0 is a place not taken.
  const taken = new Uint32Array(episode.length);
  let beyond = -1;
  for (let row = 0; row < episode.length; row++) {
    const place = episodeStart[episode[row]] + t[row] - from;
    if (t[row] < from || place >= episodeStart[episode[row] + 1]) {
      if (beyond < 0) beyond = row;
    } else if (taken[place] > 0) {
      failTwice(file, steps, row, taken[place] - 1);
    } else {
      taken[place] = row + 1;
    }
  }
  if (beyond >= 0) {
    const e = episode[beyond];
    const missing = from + taken.subarray(episodeStart[e], episodeStart[e + 1]).indexOf(0);
    failGap(file, steps, beyond, missing, from);
  }
  for (let i = 0; i < taken.length; i++) taken[i]--;
  return taken;
}

/** Rows by episode and time. */
function byTime(file: string, steps: ReadSteps, { episode, t, episodeStart }: RowsOfSteps): Uint32Array {
  const order = new Uint32Array(episode.length);
  const next = episodeStart.slice(0, -1);
  for (let row = 0; row < episode.length; row++) order[next[episode[row]]++] = row;
  for (let e = 0; e < next.length; e++) {
    const rows = order.subarray(episodeStart[e], episodeStart[e + 1]);
    if (rows.some((row, i) => i > 0 && t[row] <= t[rows[i - 1]])) rows.sort((a, b) => t[a] - t[b] || a - b);
    const twice = rows.findIndex((row, i) => i > 0 && t[row] === t[rows[i - 1]]);
    if (twice > 0) failTwice(file, steps, rows[twice], rows[twice - 1]);
  }
  return order;
}

function failTwice(file: string, { t, episodes, episode, line, unit }: ReadSteps, row: number, first: number): never {
  throw new DataError(
    `${placeIn(file, unit, line.at(row))}: t must be there once in an episode, got ${t.at(row)} of episode '${episodes.nameOf(episode.at(row))}' again (${unit} ${line.at(first)}) - give each run an episode of its own`,
  );
}

function failGap(
  file: string,
  { t, episodes, episode, line, unit }: ReadSteps,
  row: number,
  missing: number,
  from: number,
): never {
  throw new DataError(
    `${placeIn(file, unit, line.at(row))}: t must count from ${from} without gaps, got ${t.at(row)} of episode '${episodes.nameOf(episode.at(row))}' and no ${missing} - the row is missing, or t is misnumbered; --number-steps takes the steps in the order of t`,
  );
}
