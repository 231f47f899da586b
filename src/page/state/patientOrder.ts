import { tied } from '../../core/tied.js';
import type { Report } from '../../report/report.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { View } from './view.js';

/** What a list of patients shows, and in which order. */
export type Listed = Pick<View, 'policy' | 'mechanism' | 'sort' | 'filter'>;

/** So that patient 9 comes before patient 10. */
const byName = new Intl.Collator('en', { numeric: true });

/**
 * Episodes as they are listed: those with the outcome that is asked for, by effect, by the width of the bounds over all
 * mechanisms, or by name; those that are equal but for rounding as in the log.
 *
 * Cost O(n log n).
 */
export function patientOrder({ log, policies }: Report, { policy, mechanism, sort, filter }: Listed): Uint32Array {
  const { counterfactuals, bounds } = policies[policy];
  const { effect, observedOutcome } = counterfactuals[mechanism].evaluation;
  const [{ lower, upper }] = bounds;
  const episodes = Uint32Array.from({ length: log.nEpisodes }, (_, e) => e).filter(
    (e) => filter === 'all' || observedOutcome[e] === filter,
  );
  if (sort === 'name') return sortedByName(log, episodes);
  const keys = {
    gain: () => effect.map((value) => -value),
    loss: () => effect,
    width: () => lower.map((least, e) => least - upper[e]),
  };
  const key = tied(keys[sort]());
  return episodes.sort((a, b) => key[a] - key[b] || a - b);
}

function sortedByName(log: Trajectories, episodes: Uint32Array): Uint32Array {
  if (!log.episodeId) return episodes;
  return episodes.sort((a, b) => byName.compare(episodeName(log, a), episodeName(log, b)) || a - b);
}

/**
 * The patient so many places further on in a list, one that is not in the list being before its first.
 *
 * @param by 1 for the next, −1 for the one before
 * @returns undefined where the list has none
 */
export function neighbour(order: Uint32Array, patient: number, by: number): number | undefined {
  const at = order.indexOf(patient);
  return at < 0 ? order.at(0) : order[at + by];
}
