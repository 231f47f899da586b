import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { ListedVariable } from '../../../mdp/parts/stateVariable.js';
import { NO_LEVEL } from '../../../report/observedOnly.js';
import type { ObservedVariable } from '../../../report/report.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { CourseReport } from './courseReport.js';
import { foremost } from './foremost.js';
import { type Lane, NO_ROW, rowMass } from './lane.js';
import { seenStates } from './seen.js';

/**
 * What the states of a run tell, lane by lane: the model's variables, or where it has none the states themselves; then
 * what was only observed.
 */
export function stateLanes(
  { log, mdp, words, observedOnly, endLevels }: CourseReport,
  course: WhatIf,
  patient: number,
): readonly Lane[] {
  const seen = seenStates(log, patient);
  const variables = mdp.variables ?? [];
  return [
    ...(variables.length > 0
      ? variables.map((variable, k) => variableLane(mdp, variable, course, seen, endLevels?.[k][patient] ?? NO_LEVEL))
      : [stateLane(mdp, words.states, course, seen)]),
    ...observedOnly.map((variable) => observedLane(log, variable, patient)),
  ];
}

/**
 * Its highest level on top. What has ended is in no row.
 *
 * @param end level in which the log ends, where the last state does not tell it
 */
function variableLane(mdp: Mdp, variable: ListedVariable, course: WhatIf, seen: readonly number[], end: number): Lane {
  const top = variable.levels.length - 1;
  const rowOf = variable.level.map((level, s) => (level === null || mdp.terminal[s] === 1 ? NO_ROW : top - level));
  const levels = seen.map((s) => variable.level[s] ?? NO_LEVEL);
  if (levels.at(-1) === NO_LEVEL) levels[levels.length - 1] = end;
  return {
    ...levelRows(variable),
    mass: rowMass(course.marginals, rowOf, top + 1),
    seen: levels.map((level) => rowOfLevel(variable, level)),
  };
}

/** A row a state, for those that the run is in for longest, be it in the log or in its place. */
function stateLane(mdp: Mdp, names: readonly string[], course: WhatIf, seen: readonly number[]): Lane {
  const { nStates, terminal } = mdp;
  const weight = new Float64Array(nStates);
  for (let i = 0; i < course.marginals.length; i++) weight[i % nStates] += course.marginals[i];
  for (const s of seen) weight[s]++;
  for (let s = 0; s < nStates; s++) if (terminal[s] === 1) weight[s] = 0;
  const { kept, others, rowOf } = foremost(weight);
  const rows = [...kept.map((s) => names[s]), ...(others > 0 ? [`${others} other states`] : [])];
  return {
    name: 'state',
    kind: 'states',
    rows,
    mass: rowMass(course.marginals, rowOf, rows.length),
    seen: seen.map((s) => (rowOf[s] === NO_ROW ? undefined : rowOf[s])),
  };
}

function observedLane({ episodeStart, state }: Trajectories, variable: ObservedVariable, patient: number): Lane {
  const levels = Array.from(variable.level.subarray(episodeStart[patient], episodeStart[patient + 1]));
  levels.push(variable.level[state.length + patient]);
  return {
    ...levelRows(variable),
    seen: levels.map((level) => rowOfLevel(variable, level)),
  };
}

function levelRows({
  name,
  levels,
  normal,
}: Pick<ListedVariable, 'name' | 'levels' | 'normal'>): Pick<Lane, 'name' | 'rows' | 'normal' | 'kind'> {
  return {
    name,
    rows: levels.toReversed(),
    ...(normal !== undefined && { normal: levels.length - 1 - normal }),
    kind: 'levels',
  };
}

function rowOfLevel({ levels }: Pick<ListedVariable, 'levels'>, level: number): number | undefined {
  return level === NO_LEVEL ? undefined : levels.length - 1 - level;
}
