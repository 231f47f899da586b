/**
 * What one decision does to those for whom it is made, treatment against control, where some outcomes are good.
 *
 * Y_1 is the outcome with the treatment, Y_0 without. Numbers, or what has no value (NaN) where nobody is in the
 * condition.
 */
export interface Causation {
  /** P(Y_1 good, Y_0 not): those whom the treatment saves. */
  readonly benefit: number;
  /** P(Y_1 not good, Y_0 good): those whom it harms. */
  readonly harm: number;
  /** P(Y_0 not good | treated, good): how far the good end is owed to the treatment. */
  readonly necessity: number;
  /** P(Y_1 good | not treated, not good): how far the treatment would have mended the bad end. */
  readonly sufficiency: number;
}

/**
 * The probabilities of causation under couplings of the outcomes of both treatments.
 *
 * @param withheld shape (Y × Y): P(Y_0 = x, Y_1 = y), for those who did not get the treatment
 * @param given shape (Y × Y): P(Y_1 = x, Y_0 = y), for those who did; the transpose, unless the mechanism depends on
 *   the direction
 * @param good shape (Y)
 *
 * Source: Pearl, Causality (2000), chapter 9, where the treatment does not depend on the outcomes.
 *
 * @example
 * causationOf(Float64Array.of(0.3, 0.4, 0, 0.3), Float64Array.of(0.3, 0, 0.4, 0.3), [false, true]).benefit // 0.4
 */
export function causationOf(withheld: Float64Array, given: Float64Array, good: readonly boolean[]): Causation {
  const without = masses(withheld, good);
  const treated = masses(given, good);
  return {
    benefit: without.badGood,
    harm: without.goodBad,
    necessity: treated.goodBad / (treated.goodBad + treated.goodGood),
    sufficiency: without.badGood / (without.badGood + without.badBad),
  };
}

/** Mass of a coupling by whether the first and the second outcome are good. */
function masses(
  coupling: Float64Array,
  good: readonly boolean[],
): Record<'goodGood' | 'goodBad' | 'badGood' | 'badBad', number> {
  const mass = { goodGood: 0, goodBad: 0, badGood: 0, badBad: 0 };
  for (let x = 0; x < good.length; x++)
    for (let y = 0; y < good.length; y++)
      mass[`${good[x] ? 'good' : 'bad'}${good[y] ? 'Good' : 'Bad'}`] += coupling[x * good.length + y];
  return mass;
}

/**
 * The least and the greatest of each probability over all mechanisms. For benefit, necessity and sufficiency one
 * mechanism reaches all the least, and another all the greatest.
 *
 * @param control shape (Y): P(Y_0 = y)
 * @param treatment shape (Y): P(Y_1 = y)
 *
 * Source: Tian & Pearl, "Probabilities of causation: bounds and identification" (2000), section 4.2.1, no confounding.
 *
 * @example
 * causationBounds(Float64Array.of(0.7, 0.3), Float64Array.of(0.3, 0.7), [false, true]).lower.benefit // 0.4
 */
export function causationBounds(
  control: Float64Array,
  treatment: Float64Array,
  good: readonly boolean[],
): Readonly<Record<'lower' | 'upper', Causation>> {
  const share = (p: Float64Array): { good: number; bad: number } => {
    const sums = { good: 0, bad: 0 };
    p.forEach((mass, y) => (sums[good[y] ? 'good' : 'bad'] += mass));
    return sums;
  };
  const [before, after] = [share(control), share(treatment)];
  const of = (benefit: number, harm: number): Causation => ({
    benefit,
    harm,
    necessity: benefit / after.good,
    sufficiency: benefit / before.bad,
  });
  // Each difference in the form in which it does not cancel; it is 0 for certain where it is not positive.
  const least = Math.max(0, after.good - before.good);
  const leastHarm = Math.max(0, before.good - after.good);
  return {
    lower: of(least, leastHarm),
    upper: of(Math.min(after.good, before.bad), Math.min(before.good, after.bad)),
  };
}
