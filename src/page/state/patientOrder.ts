import type { Report } from '../../report/report.js';
import { episodeName } from '../../trajectories/trajectories.js';
import type { View } from './view.js';

/** What a list of patients shows, and in which order. */
export type Listed = Pick<View, 'policy' | 'sort' | 'filter'>;

/** So that patient 9 comes before patient 10. */
const byName = new Intl.Collator('en', { numeric: true });

/**
 * Episodes as they are listed: those with the outcome that is asked for, by effect or by the width of the bounds under
 * the report's first mechanism and weakest assumption; equal ones as in the log.
 *
 * Cost O(n log n).
 */
export function patientOrder({ log, policies }: Report, { policy, sort, filter }: Listed): Uint32Array {
  const { counterfactuals, bounds } = policies[policy];
  const { effect, observedOutcome } = counterfactuals[0].evaluation;
  const [{ lower, upper }] = bounds;
  const episodes = Uint32Array.from({ length: log.nEpisodes }, (_, e) => e).filter(
    (e) => filter === 'all' || observedOutcome[e] === filter,
  );
  const by: Readonly<Record<View['sort'], (a: number, b: number) => number>> = {
    gain: (a, b) => effect[b] - effect[a],
    loss: (a, b) => effect[a] - effect[b],
    width: (a, b) => upper[b] - lower[b] - (upper[a] - lower[a]),
    name: (a, b) => byName.compare(episodeName(log, a), episodeName(log, b)),
  };
  return episodes.sort(by[sort]);
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
