import { ArgumentError } from '../../core/errors.js';
import type { Rng } from '../../core/random/rng.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';

/** Indices of the episodes to learn from, and of those to judge by. */
export interface Part {
  readonly learn: readonly number[];
  readonly judge: readonly number[];
}

/** Episodes that a part needs to judge by: two have a standard error. */
const LEAST_JUDGED = 2;

/**
 * K parts, each of which judges by one fold of the log and learns from the others.
 *
 * @param rng an episode's fold depends on its name and this stream alone, not on the other episodes
 * @param folds K ≥ 2
 * @throws ArgumentError if a fold has fewer than two episodes
 */
export function foldParts(rng: Rng, log: Trajectories, folds: number): Part[] {
  const fold = episodeDraws(rng, log).map((u) => Math.floor(u * folds));
  const parts = Array.from({ length: folds }, (_, k) => part(fold, (own) => own !== k));
  return checked(parts, log, `folds ${folds}`, 'fewer folds');
}

/**
 * One part, which learns from about this share of the log and judges by the rest.
 *
 * @param share in (0, 1)
 * @throws ArgumentError if it has nothing to learn from, or fewer than two episodes to judge by
 */
export function splitParts(rng: Rng, log: Trajectories, share: number): [Part] {
  return checked([part(episodeDraws(rng, log), (u) => u < share)], log, `split ${share}`, 'another share') as [Part];
}

/** A uniform for each episode, by its name. */
function episodeDraws(rng: Rng, log: Trajectories): number[] {
  return Array.from({ length: log.nEpisodes }, (_, e) => rng.fork('fold', episodeName(log, e)).uniform());
}

function part(keys: readonly number[], learns: (key: number) => boolean): Part {
  const episodes = Array.from(keys.keys());
  return { learn: episodes.filter((e) => learns(keys[e])), judge: episodes.filter((e) => !learns(keys[e])) };
}

function checked(parts: Part[], log: Trajectories, cut: string, remedy: string): Part[] {
  const small = parts.find(({ learn, judge }) => learn.length === 0 || judge.length < LEAST_JUDGED);
  if (!small) return parts;
  throw new ArgumentError(
    `improve: every part of the log must have episodes to learn from and ${LEAST_JUDGED} to judge by, got ${small.learn.length} and ${small.judge.length} of ${log.nEpisodes} for ${cut} - take ${remedy}, or a larger log`,
  );
}
