import { ArgumentError, NumericalError } from '../core/errors.js';
import { once } from '../core/once.js';
import type { Rng } from '../core/random/rng.js';
import { episodeName } from '../trajectories/trajectories.js';
import type { Estimator } from './estimators/estimator.js';
import type { Estimated } from './intervals/estimateIntervals.js';
import { pointEstimate } from './pointEstimate.js';
import { type CountedLog, takeSample } from './study/countedLog.js';

/** An episode and the estimates without it. */
export interface InfluentialEpisode {
  /** Its name in the log. */
  readonly episode: string;
  /** Its number, from 0. */
  readonly index: number;
  /** Its return, discounted. */
  readonly observedReturn: number;
  /** Its share of the weights of whole episodes, in [0, 1]. */
  readonly weightShare: number;
  /** By estimator: the estimate from the other episodes; null where they have none. */
  readonly without: Readonly<Record<string, number | null>>;
}

/** Estimators whose influential episodes are looked for, as far as they are among the estimates. */
const LOOKED_AT: readonly string[] = ['wis', 'dr', 'cf'];
/** Where none of them is, so many of the others. */
const OTHERS = 3;
/** How many more episodes are tried, by either rule, than are asked for. */
const MORE = 5;

/**
 * Which episodes carry an estimate: those whose leaving out moves it most, and the estimate without each.
 *
 * Exact, as the jackknife behind `bca`: what was fitted to the log is fitted to the others. But only those are tried that
 * can be among the most influential: the ones whose terms lie farthest from the estimate, which is the influence to first
 * order, and the ones of largest weight, of which more is true than that. In a log of few episodes that is all of them.
 *
 * Looked at are `wis`, `dr` and `cf`; where there is none of these, the first three estimates that are means of terms.
 *
 * @param rng of estimators that draw
 * @param sample the whole log
 * @param estimated by that
 * @param count most episodes for each of these estimators, an integer from 0
 * @returns those of each, together; the one that moves some estimate most first, and before all the ones without which
 *   there is none. Empty for a log of one episode, and where no estimator is a mean of terms
 * @throws ArgumentError for a count that is not from 0
 *
 * Cost: some 10 + 2 · count evaluations of each of these estimators, as so many resamples.
 *
 * Source: the jackknife values are Efron's; what one case does to an estimate is Cook's question (1977).
 */
export function influentialEpisodes(
  rng: Rng,
  sample: CountedLog,
  estimated: readonly Estimated[],
  count: number,
): InfluentialEpisode[] {
  if (!(Number.isInteger(count) && count >= 0))
    throw new ArgumentError(`ope: influential must be an integer from 0, got ${count}`);
  const { study } = sample;
  const { log, observedReturn } = study;
  if (log.nEpisodes === 1 || count === 0) return [];
  const chosen = lookedAt(estimated.filter(({ estimator }) => hasTerms(estimator, sample)));
  const sampleWithout = perEpisode(log.nEpisodes, (e) => takeSample(study, sample.count.with(e, 0)));
  const figures = chosen.map(({ estimator, value }) => {
    const without = perEpisode(log.nEpisodes, (e) => valueOf(rng, sampleWithout(e), estimator));
    const moves = (e: number): number => Math.abs((without(e) ?? Infinity) - value);
    return { estimator, without, moves };
  });
  const shares = weightShares(sample);
  const found = new Set(
    figures.flatMap(({ estimator, moves }, k) => {
      const tried = candidates(sample, shares, estimator, chosen[k].value, count + MORE);
      return tried
        .filter((e) => moves(e) > 0)
        .sort((a, b) => moves(b) - moves(a) || a - b)
        .slice(0, count);
    }),
  );
  const most = (e: number): number => Math.max(...figures.map(({ moves }) => moves(e)));
  return [...found]
    .sort((a, b) => most(b) - most(a) || a - b)
    .map((e) => ({
      episode: episodeName(log, e),
      index: e,
      observedReturn: observedReturn[e],
      weightShare: shares[e],
      without: Object.fromEntries(figures.map(({ estimator, without }) => [estimator.name, without(e) ?? null])),
    }));
}

/** What is wrong with one estimator is said of its interval, and must not keep the others from being looked at. */
function hasTerms({ terms }: Estimator, sample: CountedLog): boolean {
  try {
    return terms?.(sample) !== undefined;
  } catch (error) {
    if (error instanceof ArgumentError || error instanceof NumericalError) return false;
    throw error;
  }
}

function lookedAt(ofTerms: readonly Estimated[]): readonly Estimated[] {
  const first = ofTerms.filter(({ estimator }) => LOOKED_AT.includes(estimator.name));
  return first.length > 0 ? first : ofTerms.slice(0, OTHERS);
}

function perEpisode<T>(n: number, make: (episode: number) => T): (episode: number) => T {
  const made = Array.from({ length: n }, (_, e) => once(() => make(e)));
  return (e) => made[e]();
}

function valueOf(rng: Rng, sample: CountedLog, estimator: Estimator): number | undefined {
  const found = pointEstimate(rng, sample, estimator);
  return 'value' in found ? found.value : undefined;
}

/** Shape (n), of the weights of whole episodes; 0 throughout where there is no weight. */
function weightShares({ weights }: CountedLog): Float64Array {
  const { logWhole } = weights();
  const largest = logWhole.reduce((most, w) => Math.max(most, w), -Infinity);
  if (largest === -Infinity) return new Float64Array(logWhole.length);
  const relative = logWhole.map((w) => Math.exp(w - largest));
  const total = relative.reduce((sum, w) => sum + w, 0);
  return relative.map((w) => w / total);
}

/** The episodes that are tried, by number. */
function candidates(
  sample: CountedLog,
  shares: Float64Array,
  { terms, usesWeights }: Estimator,
  value: number,
  most: number,
): readonly number[] {
  const distance = terms!(sample).map((term) => Math.abs(term - value));
  const rules = usesWeights ? [distance, shares] : [distance];
  return [...new Set(rules.flatMap((by) => [...by.keys()].sort((a, b) => by[b] - by[a] || a - b).slice(0, most)))];
}
