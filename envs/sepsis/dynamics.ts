import { courseOf, nextGlucose, nextHr, nextO2, nextSysbp, type Version } from './rules.js';
import { N_ACTIONS, treatmentsOf } from './treatments.js';
import { N_FULL, N_OBSERVED, variablesOf } from './variables.js';

/**
 * The step as four independent draws. Both the sampler and the exact model read it:
 *
 *     P(s' | s, a) = hr[k0][hr'] · sysbp[k1][sysbp'] · o2[k2][o2'] · glucose[k3][glucose'],   k = choice[4 (8 s + a) ..]
 *
 * with the treatments of s' those of a, and its diabetes that of s.
 */
export interface Dynamics {
  /** Distributions of the next level of each variable, some tens for each, numbered by what they depend on. */
  readonly hr: readonly Float64Array[];
  readonly sysbp: readonly Float64Array[];
  readonly o2: readonly Float64Array[];
  readonly glucose: readonly Float64Array[];
  /** Shape (1440 × 8 × 4): number of the distribution of each variable, in the order above. */
  readonly choice: Uint8Array;
}

/** Where the choice of row (s, a) starts. */
export function choiceIndex(state: number, action: number): number {
  return 4 * (N_ACTIONS * state + action);
}

/**
 * Index of the state that follows, in one place for sampler and exact model: a mixed-radix index whose last three
 * digits are the action's, with vasopressors and ventilation in the order of a state.
 */
export function successor(
  state: number,
  action: number,
  hr: number,
  sysbp: number,
  o2: number,
  glucose: number,
): number {
  const diabetic = state >= N_OBSERVED ? 1 : 0;
  const treatments = (action & 4) | ((action & 1) << 1) | ((action & 2) >> 1);
  return ((((diabetic * 3 + hr) * 3 + sysbp) * 2 + o2) * 5 + glucose) * 8 + treatments;
}

/**
 * The dynamics of one version of the simulator.
 *
 * Cost: 11,520 rows, some milliseconds.
 */
export function sepsisDynamics(version: Version): Dynamics {
  const hr: Float64Array[] = [];
  const sysbp: Float64Array[] = [];
  const o2: Float64Array[] = [];
  const glucose: Float64Array[] = [];
  const choice = new Uint8Array(choiceIndex(N_FULL, 0));
  for (let state = 0; state < N_FULL; state++) {
    const v = variablesOf(state);
    for (let action = 0; action < N_ACTIONS; action++) {
      const given = treatmentsOf(action);
      const antibiotics = courseOf(v.antibiotics, given.antibiotics);
      const ventilation = courseOf(v.ventilation, given.ventilation);
      const vasopressors = courseOf(v.vasopressors, given.vasopressors);
      // Each number spells out all that its distribution depends on.
      const a = 2 * v.antibiotics + given.antibiotics;
      const e = 2 * v.ventilation + given.ventilation;
      const p = 2 * v.vasopressors + given.vasopressors;
      const kHr = 4 * v.hr + a;
      const kSysbp = 16 * (3 * v.diabetic + v.sysbp) + 4 * a + p;
      const kO2 = 4 * v.o2 + e;
      const kGlucose = 4 * (5 * v.diabetic + v.glucose) + p;
      hr[kHr] ??= nextHr(v.hr, antibiotics);
      sysbp[kSysbp] ??= nextSysbp(v.sysbp, v.diabetic, antibiotics, vasopressors);
      o2[kO2] ??= nextO2(v.o2, ventilation);
      glucose[kGlucose] ??= nextGlucose(v.glucose, v.diabetic, vasopressors, version);
      choice.set([kHr, kSysbp, kO2, kGlucose], choiceIndex(state, action));
    }
  }
  return { hr, sysbp, o2, glucose, choice };
}
