import { lastInfluenced } from '../../../counterfactual/explain/influence.js';
import { percent } from '../../../report/numbers.js';
import type { PartLane } from '../course/actionLanes.js';
import type { Lane } from '../course/lane.js';
import type { Shown } from '../course/shown.js';
import { whatHappened } from './headline.js';
import { atSteps } from './spans.js';
import { foremostRow } from './stepWords.js';

/** What a timeline shows, for those who do not see it: the observed course in full, and the other at some steps. */
export function courseSummary(course: Shown, influence: Float64Array | undefined): string {
  const { horizon, length, outcome, states, parts, given, outcomes } = course;
  const some = [...new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * horizon)))];
  return [
    whatHappened(outcome, length),
    ...(parts.length > 0 ? parts.map((part) => `Given ${partSeen(part)}.`) : [`Given: ${runsOf(given)}.`]),
    ...states.map((lane) => `Seen, ${laneSeen(lane)}.`),
    ...some.map((t) => `Would have been at step ${t}: ${wouldAt(states, outcomes, t)}.`),
    influenceWords(influence),
  ].join(' ');
}

/** `oxygen: low at steps 0 and 1, normal at steps 2 to 9`. */
export function laneSeen({ name, rows, seen }: Lane): string {
  return `${name}: ${runsOf(seen.map((row) => (row === undefined ? undefined : rows[row])))}`;
}

/** `antibiotics: at steps 0 to 4`. */
export function partSeen({ name, given }: PartLane): string {
  return `${name}: ${given.includes(true) ? atSteps(where(given, true)) : 'never'}`;
}

/** What was seen decides the runs for so long, and the model alone from then on. */
export function influenceWords(influence: Float64Array | undefined): string {
  if (!influence) return '';
  const last = lastInfluenced(influence);
  return last === undefined
    ? 'What was seen decides nothing of it: the model alone does.'
    : `What was seen decides at least a part of it until step ${last}, the model alone what follows.`;
}

function wouldAt(states: readonly Lane[], outcomes: Shown['outcomes'], t: number): string {
  return [
    ...states.filter(({ mass }) => mass).map((lane) => `${lane.name} ${foremostRow(lane, t)}`),
    ...outcomes.map(({ words, share }) => `${percent(share[t])} ${words.share}`),
  ].join(', ');
}

/** `low at steps 0 and 1, normal at steps 2 to 9`: names in the order in which they first come. */
function runsOf(names: readonly (string | undefined)[]): string {
  const known = [...new Set(names.filter((name) => name !== undefined))];
  return known.map((name) => `${name} ${atSteps(where(names, name))}`).join(', ');
}

function where<T>(list: readonly T[], value: T): readonly number[] {
  return list.flatMap((one, t) => (one === value ? [t] : []));
}
