import type { Lane } from '../../patient/course/lane.js';
import type { Shown } from '../../patient/course/shown.js';
import { simulator } from '../pipeline/world.js';
import type { Course } from './course.js';
import { type Visit, isOver } from './visit.js';
import { WARD_STEPS } from './ward.js';
import { OUTCOMES, type Sight, actionWords, stateWords } from './words.js';

/** Diabetes never changes, and is told in words. */
const IN_WORDS = 'diabetes';

/**
 * A visit as the timeline of a patient shows it.
 *
 * @param course what would have been; undefined while there is nothing to hold it against
 */
export function shownVisit(visit: Visit, sight: Sight, course: Course | undefined): Shown {
  const env = simulator();
  const { patient, states, actions, outcome } = visit;
  const [{ variables }] = env.spaces;
  const known = env.spaces.find(({ name }) => name === sight)!.variables!.map(({ name }) => name);
  const lanes = variables!.flatMap((variable, v): readonly Lane[] => {
    if (variable.name === IN_WORDS || !known.includes(variable.name)) return [];
    const top = variable.levels.length - 1;
    return [
      {
        name: variable.name,
        kind: 'levels',
        rows: variable.levels.toReversed(),
        ...(variable.normal !== undefined && { normal: top - variable.normal }),
        mass: course?.levels[v] ?? new Float64Array((WARD_STEPS + 1) * (top + 1)),
        seen: states.map((s) => top - variable.levelOf(s)!),
      },
    ];
  });
  const of = (t: number): Visit => ({ ...visit, states: states.slice(0, t + 1) });
  return {
    name: String(patient),
    horizon: WARD_STEPS,
    // Nothing has ended while the patient is treated.
    length: isOver(visit) ? actions.length : WARD_STEPS,
    outcome: OUTCOMES[outcome],
    seen: states.map((_, t) => stateWords(of(t), sight)),
    given: actions.map(actionWords),
    would: [],
    going: course?.outcomes[0] ?? new Float64Array(WARD_STEPS + 1),
    states: lanes,
    parts: env.actionParts!.map((part, k) => ({
      name: part.name,
      given: actions.map((a) => part.on(a)),
      would: course?.given[k] ?? new Float64Array(WARD_STEPS),
    })),
    outcomes: course ? [1, 0, 2].map((o) => ({ words: OUTCOMES[o], share: course.outcomes[o] })) : [],
  };
}
