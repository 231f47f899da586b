import { bestChanges } from '../../counterfactual/explain/bestChanges.js';
import { guaranteedChanges } from '../../counterfactual/explain/guaranteedChanges.js';
import { observedModel } from '../../counterfactual/chain/observedModel.js';
import { actionRows } from '../../counterfactual/rows/actionRows.js';
import { union } from '../../counterfactual/rows/union.js';
import { admits } from '../../mechanisms/bounds/admits.js';
import { type Assumption, assumptions } from '../../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import { type LawSubject, type Violation, defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import { LARGEST_RETURN, STEPS, type TinyCourse, tinyCourse } from './tinyCourse.js';
import { isExact } from './violations.js';

/** Rows need not be kept. */
const ROW_BYTES = 0;

/**
 * Laws of the best counterfactuals that a mechanism gives, each on a model of two steps whose rows are the worlds of a
 * case.
 */
export const explainLaws: readonly MechanismLaw[] = [
  defineLaw({
    name: 'no change is what happened',
    statement: 'the best counterfactual without a change earns what was earned',
    scope: 'implicit mechanisms with a closed form',
    appliesTo: (mechanism) => mechanism.implicit && isExact(mechanism),
    violation(subject, worlds) {
      const course = tinyCourse(worlds);
      const [value] = valuesOf(subject, course);
      const [observed] = episodeReturns(course.log);
      return Math.abs(value - observed) <= slack(subject)
        ? undefined
        : { computed: `the value with no change is ${value}`, required: `${observed}, the return of the log` };
    },
  }),
  defineLaw({
    name: 'more changes are no worse',
    statement: 'the value of the best counterfactual with at most k changes never falls with k',
    scope: 'mechanisms with coupling or counterfactual',
    appliesTo: isExact,
    violation(subject, worlds) {
      const value = valuesOf(subject, tinyCourse(worlds));
      const k = value.findIndex((each, at) => at > 0 && !(each >= value[at - 1] - slack(subject)));
      return k < 0
        ? undefined
        : { computed: `the value with at most ${k} changes is ${value[k]}`, required: `at least ${value[k - 1]}` };
    },
  }),
  defineLaw({
    name: 'as many changes as steps are the best',
    statement: 'the best counterfactual with as many changes as there are steps is the best there is',
    scope: 'mechanisms with coupling or counterfactual',
    appliesTo: isExact,
    violation(subject, worlds) {
      const course = tinyCourse(worlds);
      const value = valuesOf(subject, course)[STEPS];
      const best = unconstrained(subject.forms, course);
      return Math.abs(value - best) <= slack(subject)
        ? undefined
        : { computed: `the value with ${STEPS} changes is ${value}`, required: `${best}, that of the best policy` };
    },
  }),
  defineLaw({
    name: 'a guarantee holds',
    statement: 'the value guaranteed under an assumption is at most that under a mechanism whose rows it admits',
    scope: 'mechanisms with coupling or counterfactual',
    appliesTo: isExact,
    violation(subject, worlds) {
      const course = tinyCourse(worlds);
      const value = valuesOf(subject, course);
      for (const assumption of assumptions) {
        const admitted = rowsAdmitted(subject, course, assumption);
        // What is assumed of nothing but the probabilities admits every mechanism that is one.
        if (!admitted && !(subject.mechanism.implicit && assumption.name === 'none')) continue;
        const least = guaranteedChanges(course.log, course.mdp, assumption, { changes: STEPS })(0).value;
        const k = least.findIndex((each, at) => !(each <= value[at] + slack(subject)));
        if (k >= 0) return broken(assumption, k, value[k], least[k]);
      }
      return undefined;
    },
    note: () => 'of the assumptions, those that admit the rows of the case',
  }),
];

function broken({ name }: Assumption, k: number, value: number, least: number): Violation {
  return {
    computed: `the value with at most ${k} changes is ${value}`,
    required: `at least ${least}, which is guaranteed under '${name}'`,
  };
}

/** Rows are right to the tolerance, so values are to that times what they are of. */
function slack({ tolerance }: LawSubject): number {
  return 4 * STEPS * LARGEST_RETURN * tolerance;
}

function valuesOf({ forms }: LawSubject, { mdp, log }: TinyCourse): Float64Array {
  return bestChanges(log, mdp, forms, { changes: STEPS })(0).value;
}

/** Backward induction over the rows of the mechanism, with no regard to what was done. */
function unconstrained(forms: CompleteMechanism, { mdp, log }: TinyCourse): number {
  const rows = actionRows(mdp, forms, ROW_BYTES);
  const { steps } = observedModel(mdp, log);
  let later = new Float64Array(mdp.nStates);
  for (const step of steps(0).toReversed()) {
    const now = new Float64Array(mdp.nStates);
    for (let s = 0; s < mdp.nStates; s++) {
      if (mdp.terminal[s] === 1) continue;
      now[s] = -Infinity;
      for (let row = s * mdp.nActions; row < (s + 1) * mdp.nActions; row++) {
        rows.find(step, row);
        const { page, start, end } = rows.pool;
        let value = 0;
        for (let k = start; k < end; k++) {
          const entry = page.integer[k];
          value += page.number[k] * (mdp.reward[entry] + later[mdp.nextState[entry]]);
        }
        now[s] = Math.max(now[s], value);
      }
    }
    later = now;
  }
  return later[0];
}

/** Whether all rows of the mechanism are among those of the assumption, and what is repeated comes out the same. */
function rowsAdmitted({ forms, tolerance }: LawSubject, course: TinyCourse, assumption: Assumption): boolean {
  const { mdp, log } = course;
  for (let t = 0; t < log.state.length; t++) {
    for (let row = 0; row < mdp.nStates * mdp.nActions; row++) {
      if (mdp.rowStart[row] === mdp.rowStart[row + 1]) continue;
      const { p, q, outcomes, x } = pairAt(course, t, row);
      const chances = forms.counterfactual(p, q, x, outcomes);
      const repeats = row === log.state[t] * mdp.nActions + log.action[t];
      if (repeats ? !(chances[x] >= 1 - tolerance) : !admits(assumption.bounds(p, q, x), chances, tolerance))
        return false;
    }
  }
  return true;
}

function pairAt({ mdp, log }: TinyCourse, t: number, row: number): ReturnType<typeof union> {
  const observedRow = log.state[t] * mdp.nActions + log.action[t];
  const entries = mdp.nextState.subarray(mdp.rowStart[observedRow], mdp.rowStart[observedRow + 1]);
  return union(mdp, observedRow, entries.indexOf(log.nextState[t]), row);
}
