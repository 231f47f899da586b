import { endlessComponents } from '../linear/endlessComponents.js';
import { checkMarkovPolicyFits } from '../overTime/checkMarkovPolicyFits.js';
import { policyAtStep } from '../overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../overTime/policyOverTime.js';
import { type HorizonOptions, checkHorizon } from '../evaluate/horizon.js';
import type { Mdp } from '../mdp.js';
import { type PolicyValue, policyValue } from '../evaluate/policyValue.js';
import { type ExactChain, exactChain } from './exactChain.js';
import { type ExactCostOptions, evaluationGuard, horizonCost } from './exactCost.js';
import { type WholeSteps, checkExactHorizon, planExactly, wholeSteps } from './exactHorizon.js';
import { chosenValue } from './iterateExactly.js';
import { exactNumber, loadFractions } from './numbers/fractions.js';
import type { ExactNumber } from './numbers/ratio.js';
import { expectation } from './expectation.js';
import { readShort } from './readNumbers.js';

export interface ExactPolicyValue {
  /** Expected discounted return from the initial distribution. */
  readonly value: ExactNumber;
  /** Shape (S): the same from each state, 0 in terminal states and in states without a value that no run comes to. */
  readonly stateValue: readonly ExactNumber[];
  /** The answer in floating point, from the same model: `roundingError(floating.value, value)` is how far it is off. */
  readonly floating: PolicyValue;
}

/**
 * Value of a policy as a fraction: `policyValue` without a rounding, for small models whose numbers are short.
 *
 * Every probability, reward and the discount is read as the short number that its double stands for (see
 * `shortFraction`), so that .1 is 1/10, and .333… to all its digits is 1/3; rows must then sum to exactly 1. Discount 1
 * and horizons are as in `policyValue`.
 *
 * @throws ArgumentError naming the row whose numbers are not short or do not sum to 1, if a component has more than 60
 *   states, or if a finite horizon is above 10,000; what `policyValue` throws
 *
 * Cost: told to `onCost` before the arithmetic starts; about a second to load mathjs. It is for models of some 40
 * states that all lead to each other, some 200 where they do not.
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const { value } = await exactPolicyValue(mdp, tabular([1, 0, 0], 2), { horizon: Infinity, discount: 0.9 });
 * fractionText(value) // '3/4'
 */
export async function exactPolicyValue(
  mdp: Mdp,
  policy: MarkovPolicy,
  options: HorizonOptions & ExactCostOptions,
): Promise<ExactPolicyValue> {
  const where = 'exactPolicyValue';
  checkHorizon(where, options);
  const { horizon, discount: weight = 1, onCost } = options;
  checkMarkovPolicyFits(where, policy, mdp, horizon);
  checkExactHorizon(where, horizon);
  const floating = policyValue(mdp, policy, options);
  const make = await loadFractions();
  const discount = readShort(where, 'the discount', make, weight);
  const chainAt = (t: number): ExactChain => exactChain(where, make, mdp, policyAtStep(policy, t));
  let found;
  if (horizon === Infinity) {
    const { choices, numbers, chosen, reward } = chainAt(0);
    const problem = { make, numbers, discount, beforeEvaluation: evaluationGuard(where, numbers, discount, onCost) };
    // Nothing was rounded, so that any reward that is not 0 is one.
    const chain = { ...mdp, reward, rewardScale: 0 };
    found = chosenValue(problem, choices, chosen, (rows, components) =>
      endlessComponents(chain, rows, components, mdp.initial),
    );
  } else {
    const stepsAt = (t: number): WholeSteps => {
      const { choices, numbers } = chainAt(t);
      return wholeSteps(choices, numbers, discount);
    };
    const first = stepsAt(0);
    onCost?.(horizonCost(first, horizon));
    found = planExactly(make, isOverTime(policy) ? stepsAt : () => first, horizon).value;
  }
  return {
    value: exactNumber(expectation(where, make, mdp.initial, found)),
    stateValue: found.map(exactNumber),
    floating,
  };
}
