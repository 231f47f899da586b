import { ArgumentError } from '../core/errors.js';
import { mixWorst } from '../fit/worst/mixWorst.js';
import { unmixWorst } from '../fit/worst/unmixWorst.js';
import { withFloor, withoutFloor } from '../mdp/floorState.js';
import type { HorizonOptions } from '../mdp/evaluate/horizon.js';
import { policyValue } from '../mdp/evaluate/policyValue.js';
import type { Mdp } from '../mdp/mdp.js';
import { returnRange } from '../mdp/evaluate/returnRange.js';
import type { MarkovPolicy } from '../mdp/overTime/policyOverTime.js';

/** A model's figure is fragile where one imaginary case a pair takes more than this share of the range of returns. */
export const FRAGILE_SHARE = 0.05;

/** How much of what a fitted model promises for a policy rests on luck with few cases. */
export interface Fragility {
  /** V0 − V1, in the unit of the returns. */
  readonly fragility: number;
  /** V0: what the model promises as it was fitted. */
  readonly value: number;
  /** V1: with one imaginary case of the worst for each pair. */
  readonly pessimisticValue: number;
  /** The least and the largest return of a run of the model: see `returnRange`. */
  readonly returnRange: readonly [least: number, largest: number];
  /** Above this it is fragile: `FRAGILE_SHARE` of the width of the range. */
  readonly threshold: number;
  /** Whether fragility > threshold. */
  readonly fragile: boolean;
}

/**
 * What a policy loses, in a fitted model, to one imaginary death a pair: V under the model as it was fitted less V
 * under `mixWorst(mdp, 1)`. A promise that rests on pairs with many cases hardly moves; one that rests on luck with a
 * few falls. A hidden state it cannot see: that takes tests of the log.
 *
 * @param mdp with `visits`, with imaginary cases mixed in or without: these are taken out first
 * @param policy over the model's states, with or without its floor
 * @throws ArgumentError for a model without `visits`, if policy and model differ in size or space, and at discount 1
 *   without a horizon where steps can cost; NumericalError as `policyValue`
 *
 * Cost two times `policyValue`, and `returnRange`.
 */
export function fragility(mdp: Mdp, policy: MarkovPolicy, options: HorizonOptions): Fragility {
  if (!mdp.visits)
    throw new ArgumentError(
      'fragility: the model must hold how many logged cases each pair has (visits), got none - fit it to a log',
    );
  const [own, mixed] = [unmixWorst(mdp), mixWorst(mdp, 1, options)];
  const bare = withoutFloor(policy, mdp);
  const { value } = policyValue(own, withFloor(bare, own), options);
  const { value: pessimisticValue } = policyValue(mixed, withFloor(bare, mixed), options);
  const { horizon, discount = 1 } = options;
  const { returns } = returnRange(own, { horizon, discount });
  const threshold = FRAGILE_SHARE * (returns[1] - returns[0]);
  const lost = value - pessimisticValue;
  return { fragility: lost, value, pessimisticValue, returnRange: returns, threshold, fragile: lost > threshold };
}
