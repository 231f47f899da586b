import { ArgumentError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import { type Trajectories, episodeName } from './trajectories.js';

/** How a log is cut. */
export interface CutOptions {
  /** Opens the message of an error; default the name of the function. */
  readonly where?: string | undefined;
}

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
 * @param options `folds` K, an integer ≥ 2
 * @throws ArgumentError on K, and if a fold has fewer than two episodes
 *
 * Cost O(n K).
 */
export function foldParts(
  rng: Rng,
  log: Trajectories,
  { folds, where = 'foldParts' }: CutOptions & { readonly folds: number },
): Part[] {
  if (!(Number.isInteger(folds) && folds >= 2))
    throw new ArgumentError(`${where}: folds must be an integer of at least 2, got ${folds}`);
  const fold = episodeDraws(rng, log).map((u) => Math.floor(u * folds));
  const parts = Array.from({ length: folds }, (_, k) => part(fold, (own) => own !== k));
  return checked(where, parts, log, `folds ${folds}`, 'fewer folds');
}

/**
 * One part, which learns from about this share of the log and judges by the rest.
 *
 * @param rng an episode's place depends on its name and this stream alone, not on the other episodes
 * @param options `share` in (0, 1)
 * @throws ArgumentError on the share, and if there is nothing to learn from, or fewer than two episodes to judge by
 *
 * Cost O(n).
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const [{ learn, judge }] = splitParts(createRng(1), log, { share: 0.5 });
 * learn.length + judge.length // 200
 */
export function splitParts(
  rng: Rng,
  log: Trajectories,
  { share, where = 'splitParts' }: CutOptions & { readonly share: number },
): [Part] {
  if (!(share > 0 && share < 1)) throw new ArgumentError(`${where}: the share must be in (0, 1), got ${share}`);
  const parts = [part(episodeDraws(rng, log), (u) => u < share)];
  return checked(where, parts, log, `split ${share}`, 'another share') as [Part];
}

/** A uniform for each episode, by its name. */
function episodeDraws(rng: Rng, log: Trajectories): number[] {
  return Array.from({ length: log.nEpisodes }, (_, e) => rng.fork('fold', episodeName(log, e)).uniform());
}

function part(keys: readonly number[], learns: (key: number) => boolean): Part {
  const episodes = Array.from(keys.keys());
  return { learn: episodes.filter((e) => learns(keys[e])), judge: episodes.filter((e) => !learns(keys[e])) };
}

function checked(where: string, parts: Part[], log: Trajectories, cut: string, remedy: string): Part[] {
  const small = parts.find(({ learn, judge }) => learn.length === 0 || judge.length < LEAST_JUDGED);
  if (!small) return parts;
  throw new ArgumentError(
    `${where}: every part of the log must have episodes to learn from and ${LEAST_JUDGED} to judge by, got ${small.learn.length} and ${small.judge.length} of ${log.nEpisodes} for ${cut} - take ${remedy}, or a larger log`,
  );
}
