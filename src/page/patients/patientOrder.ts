import { tied } from '../../core/tied.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { Filter, Sort } from '../state/view.js';
import type { Shown } from './useShown.js';

/** So that patient 9 comes before patient 10. */
const byName = new Intl.Collator('en', { numeric: true });

/**
 * All episodes in the order of a list: by effect, by the width of its bounds over all mechanisms, or by name; those that
 * are equal but for rounding as in the log.
 *
 * @returns shape (n), fresh
 *
 * Cost O(n log n).
 */
export function sortedPatients({ report: { log }, figures, bounds }: Shown, sort: Sort): Uint32Array {
  const episodes = Uint32Array.from({ length: log.nEpisodes }, (_, e) => e);
  if (sort === 'name') return sortedByName(log, episodes);
  const { effect } = figures.evaluation;
  const key = {
    gain: () => effect.map((value) => -value),
    loss: () => effect,
    width: () => bounds.lower.map((lower, e) => lower - bounds.upper[e]),
  }[sort]();
  const ranked = tied(key);
  return episodes.sort((a, b) => ranked[a] - ranked[b] || a - b);
}

/** Those of a list that ended so; the list itself for all. */
export function withOutcome(order: Uint32Array, observedOutcome: Uint8Array, filter: Filter): Uint32Array {
  return filter === 'all' ? order : order.filter((e) => observedOutcome[e] === filter);
}

function sortedByName(log: Trajectories, episodes: Uint32Array): Uint32Array {
  if (!log.episodeId) return episodes;
  return episodes.sort((a, b) => byName.compare(episodeName(log, a), episodeName(log, b)) || a - b);
}
