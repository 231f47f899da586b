import {
  type BackwardInductionOptions,
  type BackwardInductionResult,
  backwardInduction,
} from '../optimise/backwardInduction.js';
import type { Mdp } from '../mdp.js';
import { choosableActions } from '../optimise/choosableActions.js';
import { modelChoices } from '../optimise/choices.js';
import type { Policy } from '../policy.js';
import { deterministicPolicy } from '../optimise/policyIteration.js';
import { type ExactCostOptions, horizonCost } from './exactCost.js';
import { checkExactHorizon, planExactly, wholeSteps } from './exactHorizon.js';
import { expectation } from './expectation.js';
import { exactNumber, loadFractions } from './numbers/fractions.js';
import type { ExactNumber } from './numbers/ratio.js';
import { readNumbers, readShort } from './readNumbers.js';

export type ExactBackwardInductionOptions = Omit<BackwardInductionOptions, 'tieTolerance'> & ExactCostOptions;

export interface ExactBackwardInductionResult {
  /**
   * Shape (H × S), row t: the best action at step t, the lowest among those worth exactly the same; 0 in terminal
   * states.
   */
  readonly action: Int32Array;
  /** What to do at the first step. */
  readonly policy: Policy;
  /** Expected discounted return from the initial distribution. */
  readonly value: ExactNumber;
  /** Shape (S): the same from each state at the first step. */
  readonly stateValue: readonly ExactNumber[];
  /** The answer in floating point. */
  readonly floating: BackwardInductionResult;
  readonly unseenStates: readonly number[];
}

/**
 * The best plan for H steps and its value as a fraction: `backwardInduction` without a rounding, for models whose
 * numbers are short (see `exactPolicyValue`).
 *
 * @throws ArgumentError naming the row whose numbers are not short or do not sum to 1, or if the horizon is above
 *   10,000; what `backwardInduction` throws
 *
 * Cost: told to `onCost` before the arithmetic starts; about a second to load mathjs.
 */
export async function exactBackwardInduction(
  mdp: Mdp,
  { onCost, ...options }: ExactBackwardInductionOptions,
): Promise<ExactBackwardInductionResult> {
  const where = 'exactBackwardInduction';
  const { horizon, discount: weight = 1, actions = 'seen' } = options;
  checkExactHorizon(where, horizon);
  const floating = backwardInduction(mdp, options);
  const make = await loadFractions();
  const discount = readShort(where, 'the discount', make, weight);
  const { choosable, unseenStates } = choosableActions(mdp, actions);
  const numbers = readNumbers(where, make, mdp, choosable);
  const choices = modelChoices(mdp, choosable);
  const steps = wholeSteps(choices, numbers, discount);
  onCost?.(horizonCost(steps, horizon));
  const { chosen, value } = planExactly(make, () => steps, horizon);
  const action = chosen.map((c) => (c < 0 ? 0 : choices.pair[c] % mdp.nActions));
  return {
    action,
    policy: deterministicPolicy(mdp, action),
    value: exactNumber(expectation(where, make, mdp.initial, value)),
    stateValue: value.map(exactNumber),
    floating,
    unseenStates,
  };
}
