import { percent } from '../../../report/numbers.js';
import type { Shown } from '../course/shown.js';
import type { Layout } from '../drawing/layout.js';
import { bottomOf } from '../drawing/stack.js';
import { capital } from './capital.js';
import { allRows, stepWords } from './stepWords.js';

/**
 * What a place of a timeline shows: `Oxygen at step 8: seen normal; would have been low 38 %, normal 62 %`; beside the
 * lanes, the whole step.
 *
 * @param y in pixels
 */
export function placeWords(
  course: Shown,
  { states, action, parts, heights, outcome }: Layout,
  t: number,
  y: number,
): string {
  const at = (name: string, was: string, would: string | undefined): string =>
    `${capital(name)} at step ${t}: ${[was, would && `would have been ${would}`].filter(Boolean).join('; ') || 'nothing'}`;
  const within = (top: number, height: number): boolean => top <= y && y < top + height;
  const found = [...states, ...action].find(({ rows }) => within(rows.top, bottomOf(rows) - rows.top));
  if (found) {
    const { name, kind, rows, seen, mass } = found.lane;
    const row = seen[t];
    const was = row === undefined ? '' : `${kind === 'actions' ? 'given' : 'seen'} ${rows[row]}`;
    return at(name, was, mass && t * rows.length < mass.length ? allRows(found.lane, t) : undefined);
  }
  const part = parts.find(({ top }) => within(top, 2 * heights.bar + 2));
  if (part) {
    const { name, given, would } = part.lane;
    return at(
      name,
      t < given.length ? (given[t] ? 'given' : 'not given') : '',
      t < would.length ? `given ${percent(would[t])}` : undefined,
    );
  }
  if (outcome !== undefined && within(outcome, heights.outcome)) {
    const shares = course.outcomes.map(({ words, share }) => `${percent(share[t])} ${words.share}`);
    return `At step ${t}: would have been ${shares.reverse().join(', ')}`;
  }
  return capital(stepWords(course, t));
}
