import { percent } from '../../../report/numbers.js';
import type { FigureTable } from '../../figure/Figure.js';
import type { Shown } from '../course/shown.js';
import { allRows } from './stepWords.js';

/**
 * A timeline in numbers, a row a step: what was seen and done, then what would have been. Shares are of all runs, and so
 * of those that go on they are the less the more have ended.
 */
export function courseTable(course: Shown, influence: Float64Array | undefined): FigureTable {
  const { horizon, length, seen, given, states, action, parts, outcomes } = course;
  const known = states.filter(({ mass }) => mass);
  const unknown = states.filter(({ mass }) => !mass);
  const at = (list: readonly string[], t: number): string => list[t] ?? '';
  return {
    head: [
      ...['step', 'seen', ...unknown.map(({ name }) => `${name} seen`), 'given'],
      ...known.map(({ name }) => `${name} would be`),
      ...parts.map(({ name }) => `${name} would be given`),
      ...(action ? ['would be given'] : []),
      ...outcomes.map(({ words }) => `would be ${words.share}`),
      ...(influence ? ['decided by what was seen'] : []),
    ],
    rows: Array.from({ length: horizon + 1 }, (_, t) => [
      ...[String(t), at(seen, t), ...unknown.map(({ rows, seen: row }) => rows[row[t] ?? -1] ?? ''), at(given, t)],
      ...known.map((lane) => allRows(lane, t)),
      ...parts.map(({ would }) => (t < horizon ? percent(would[t]) : '')),
      ...(action ? [t < horizon ? allRows(action, t) : ''] : []),
      ...outcomes.map(({ share }) => percent(share[t])),
      ...(influence ? [t < length ? percent(influence[t]) : ''] : []),
    ]),
  };
}
