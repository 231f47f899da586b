import { ArgumentError, NumericalError } from '../core/errors.js';
import { mixWorst } from '../fit/worst/mixWorst.js';
import { unmixWorst } from '../fit/worst/unmixWorst.js';
import { withFloor, withoutFloor } from '../mdp/floorState.js';
import type { HorizonOptions } from '../mdp/evaluate/horizon.js';
import { policyValue } from '../mdp/evaluate/policyValue.js';
import type { Mdp } from '../mdp/mdp.js';
import { returnRange } from '../mdp/evaluate/returnRange.js';
import type { MarkovPolicy } from '../mdp/overTime/policyOverTime.js';
import type { Policy } from '../mdp/policy.js';
import { visitedBehaviour } from './sensitivity/visitedBehaviour.js';

/**
 * A model's figure is fragile where one imaginary case a pair takes more off it than off the behaviour's, by more than
 * this share of the range of returns.
 */
export const FRAGILE_SHARE = 0.05;

/** How much of what a fitted model promises for a policy rests on luck with few cases. */
export interface Fragility {
  /** V0 − V1, in the unit of the returns. */
  readonly fragility: number;
  /** V0: what the model promises as it was fitted. */
  readonly value: number;
  /** V1: with one imaginary case of the worst for each pair. */
  readonly pessimisticValue: number;
  /**
   * The same of who acted in the log, by the model's own cases: what is lost where nothing was chosen for its luck. 0
   * where that has no value, as without a horizon. See `visitedBehaviour`.
   */
  readonly behaviourFragility: number;
  /** The least and the largest return of a run of the model: see `returnRange`. */
  readonly returnRange: readonly [least: number, largest: number];
  /** `FRAGILE_SHARE` of the width of the range. */
  readonly threshold: number;
  /** Whether fragility > behaviourFragility + threshold. */
  readonly fragile: boolean;
}

/**
 * What a policy loses, in a fitted model, to one imaginary death a pair: V under the model as it was fitted less V
 * under `mixWorst(mdp, 1)`. A promise that rests on pairs with many cases hardly moves; one that rests on luck with a
 * few falls. A hidden state it cannot see: that takes tests of the log.
 *
 * Where all cases are few, every policy falls, the behaviour too, whose promise no luck was chosen for: it is the mean
 * return of the log. What a policy loses beyond that is, of the gain over the behaviour that the model promises, what the
 * imaginary cases take away, and is what makes it `fragile`:
 *
 *     (V0 − V1) − (V0_b − V1_b) = (V0 − V0_b) − (V1 − V1_b)
 *
 * Deviation: the prototype held V0 − V1 itself against the threshold, which calls policies fragile that 300 patients
 * were enough to find, and that are worth what was promised.
 *
 * @param mdp with `visits`, with imaginary cases mixed in or without: these are taken out first
 * @param policy over the model's states, with or without its floor
 * @throws ArgumentError for a model without `visits`, if policy and model differ in size or space, and at discount 1
 *   without a horizon where steps can cost; NumericalError as `policyValue`
 *
 * Cost four times `policyValue`, and `returnRange`.
 */
export function fragility(mdp: Mdp, policy: MarkovPolicy, options: HorizonOptions): Fragility {
  if (!mdp.visits)
    throw new ArgumentError(
      'fragility: the model must hold how many logged cases each pair has (visits), got none - fit it to a log',
    );
  const [own, mixed] = [unmixWorst(mdp), mixWorst(mdp, 1, options)];
  const valueIn = (model: Mdp, of: MarkovPolicy): number =>
    policyValue(model, withFloor(withoutFloor(of, mdp), model), options).value;
  const [value, pessimisticValue] = [valueIn(own, policy), valueIn(mixed, policy)];
  const { horizon, discount = 1 } = options;
  const { returns } = returnRange(own, { horizon, discount });
  const threshold = FRAGILE_SHARE * (returns[1] - returns[0]);
  const lost = value - pessimisticValue;
  const behaviourFragility = lostBy(visitedBehaviour(mdp), own, mixed, valueIn);
  return {
    fragility: lost,
    value,
    pessimisticValue,
    behaviourFragility,
    returnRange: returns,
    threshold,
    fragile: lost - behaviourFragility > threshold,
  };
}

/** What the behaviour loses; 0, which excuses nothing, where it has no value. */
function lostBy(behaviour: Policy, own: Mdp, mixed: Mdp, valueIn: (model: Mdp, of: Policy) => number): number {
  try {
    return Math.max(0, valueIn(own, behaviour) - valueIn(mixed, behaviour));
  } catch (error) {
    if (error instanceof NumericalError || error instanceof ArgumentError) return 0;
    throw error;
  }
}
