import { ArgumentError } from '../../core/errors.js';

/** One decision and how it came out for many patients: how often, by stratum. */
export interface DecisionCounts {
  /** A names. */
  readonly treatments: readonly string[];
  /** Y names. */
  readonly outcomes: readonly string[];
  /** Z names; one where patients are not told apart. */
  readonly strata: readonly string[];
  /** Shape (Z × A × Y): patients. */
  readonly count: Float64Array;
}

/** One entry a patient. */
export interface DecidedPatients {
  readonly treatment: readonly string[];
  readonly outcome: readonly string[];
  /** Patients within one stratum are alike in what moved the choice; default: all are. */
  readonly stratum?: readonly string[];
}

/** What the one stratum is called where there are none. */
export const EVERYONE = 'all';

/**
 * Counts patients by stratum, treatment and outcome. Names come in the order of their numbers where all are numbers,
 * else of their letters.
 *
 * @throws ArgumentError where lengths differ, or with fewer than two treatments or outcomes
 *
 * @example
 * const counts = countDecisions({ treatment: ['drug', 'none', 'drug'], outcome: ['well', 'ill', 'ill'] });
 * [counts.treatments, [...counts.count]] // [['drug', 'none'], [1, 1, 1, 0]]
 */
export function countDecisions({ treatment, outcome, stratum }: DecidedPatients): DecisionCounts {
  const n = treatment.length;
  for (const [name, { length }] of Object.entries({ outcome, ...(stratum && { stratum }) }))
    if (length !== n)
      throw new ArgumentError(
        `countDecisions: ${name} must have one entry a patient, as treatment ${n}, got ${length}`,
      );
  const treatments = namesOf(treatment);
  const outcomes = namesOf(outcome);
  for (const [name, found] of Object.entries({ treatment: treatments, outcome: outcomes }))
    if (found.length < 2)
      throw new ArgumentError(
        `countDecisions: ${name} must have at least two different values, got ${found.length === 0 ? 'no patient' : `'${found[0]}' only`}`,
      );
  const strata = stratum ? namesOf(stratum) : [EVERYONE];
  const [treatmentAt, outcomeAt, stratumAt] = [treatments, outcomes, strata].map(
    (names) => new Map(names.map((name, i) => [name, i])),
  );
  const count = new Float64Array(strata.length * treatments.length * outcomes.length);
  for (let i = 0; i < n; i++) {
    const row = (stratum ? stratumAt.get(stratum[i])! : 0) * treatments.length + treatmentAt.get(treatment[i])!;
    count[row * outcomes.length + outcomeAt.get(outcome[i])!] += 1;
  }
  return { treatments, outcomes, strata, count };
}

function namesOf(values: readonly string[]): readonly string[] {
  const names = [...new Set(values)];
  const numbers = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return names.sort((a, b) => (numbers ? Number(a) - Number(b) : Number(a > b) - Number(a < b)));
}
