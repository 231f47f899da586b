import { percent } from '../../../report/numbers.js';
import type { Lane } from '../course/lane.js';
import type { Shown } from '../course/shown.js';

/** What there is to say of one step: `step 8: given antibiotics; would be given nothing 62 %; oxygen normal 62 %; …`. */
export function stepWords(course: Shown, t: number): string {
  const { horizon, states, going, would } = course;
  return [
    `step ${t}: ${happenedAt(course, t)}`,
    ...(t < horizon && would[t].share > 0 ? [`would be given ${would[t].action} ${percent(would[t].share)}`] : []),
    states
      .filter((lane) => lane.mass)
      .map((lane) => `${lane.name} ${foremostRow(lane, t)}`)
      .join(', '),
    `still going on ${percent(going[t])}`,
  ].join('; ');
}

function happenedAt({ length, given, outcome }: Shown, t: number): string {
  if (t < length) return `given ${given[t]}`;
  return t === length ? `the log ends, ${outcome.was}` : 'after the log';
}

/** The most probable row and its share: `normal 62 %`. */
export function foremostRow({ rows, mass }: Lane, t: number): string {
  const here = mass!.subarray(t * rows.length, (t + 1) * rows.length);
  const share = Math.max(...here);
  return share > 0 ? `${rows[here.indexOf(share)]} ${percent(share)}` : 'none';
}

/** All rows that come up, and their shares: `high 3 %, normal 62 %`. */
export function allRows({ rows, mass }: Lane, t: number): string {
  return rows
    .map((name, row) => ({ name, share: percent(mass![t * rows.length + row]) }))
    .filter(({ share }) => share !== percent(0))
    .map(({ name, share }) => `${name} ${share}`)
    .join(', ');
}
