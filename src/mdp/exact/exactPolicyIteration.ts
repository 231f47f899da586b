import type { Mdp } from '../mdp.js';
import { choosableActions } from '../optimise/choosableActions.js';
import { type Choices, modelChoices } from '../optimise/choices.js';
import { iterateChoices } from '../optimise/iterateChoices.js';
import { undiscountedChoices } from '../optimise/undiscounted/undiscountedChoices.js';
import type { Policy } from '../policy.js';
import {
  type PolicyIterationOptions,
  type PolicyIterationResult,
  deterministicPolicy,
  policyIteration,
} from '../optimise/policyIteration.js';
import { type ExactCostOptions, evaluationGuard } from './exactCost.js';
import { expectation } from './expectation.js';
import { type ExactProblem, chosenValue, iterateExactly, settleExactTies } from './iterateExactly.js';
import { exactNumber, loadFractions } from './numbers/fractions.js';
import type { ExactNumber } from './numbers/ratio.js';
import { nearestDouble } from './numbers/rounded.js';
import { readNumbers, readShort } from './readNumbers.js';

export type ExactPolicyIterationOptions = Pick<PolicyIterationOptions, 'discount' | 'actions'> & ExactCostOptions;

export interface ExactPolicyIterationResult {
  /**
   * Shape (S): the best action, the lowest among those worth exactly the same; 0 in terminal states and in those
   * without a value.
   */
  readonly action: Int32Array;
  /** The same as a policy. */
  readonly policy: Policy;
  /** Expected discounted return from the initial distribution. */
  readonly value: ExactNumber;
  /** Shape (S): value of the policy; 0 in terminal states and in those without a value. */
  readonly stateValue: readonly ExactNumber[];
  /** Exact evaluations, from the answer in floating point on; one where that was the best already. */
  readonly rounds: number;
  /** The answer in floating point. */
  readonly floating: PolicyIterationResult;
  readonly unseenStates: readonly number[];
  readonly withoutValue: readonly number[];
}

/**
 * The best policy and its value as a fraction: `policyIteration` without a rounding, for small models whose numbers are
 * short.
 *
 * It starts from the answer in floating point, and changes an action where that gains anything at all. The value solves
 * Bellman's equation, equal to the last digit, and a tie is a tie: two actions that differ by 10^-30 are told apart. Of
 * discount 1 the graph decides as for `policyIteration`. How numbers are read: see `exactPolicyValue`.
 *
 * @throws ArgumentError naming the row whose numbers are not short or do not sum to 1, or if a component has more than
 *   60 states; what `policyIteration` throws
 *
 * Cost: see `exactPolicyValue`, for each round, of which one or two are usual.
 *
 * Source: Howard, "Dynamic Programming and Markov Processes", 1960.
 */
export async function exactPolicyIteration(
  mdp: Mdp,
  { onCost, ...options }: ExactPolicyIterationOptions = {},
): Promise<ExactPolicyIterationResult> {
  const where = 'exactPolicyIteration';
  const { discount: weight = 0.99, actions = 'seen' } = options;
  const floating = policyIteration(mdp, options);
  const make = await loadFractions();
  const discount = readShort(where, 'the discount', make, weight);
  const { choosable, unseenStates } = choosableActions(mdp, actions);
  const numbers = readNumbers(where, make, mdp, choosable);
  const all = withExactRewards(
    modelChoices(mdp, choosable),
    numbers.reward.map((r) => nearestDouble(exactNumber(r))),
  );
  const problem = { make, numbers, discount, beforeEvaluation: evaluationGuard(where, numbers, discount, onCost) };
  const { choices, chosen, rounds, withoutValue } =
    weight === 1
      ? bestUndiscounted(mdp, problem, all)
      : {
          ...iterateExactly(problem, all, choicesOf(all, mdp.nActions, floating.action)),
          choices: all,
          withoutValue: [],
        };
  const value = chosenValue(problem, choices, chosen);
  const settled = settleExactTies(problem, choices, chosen, value);
  const action = Int32Array.from(settled, (c) => (c < 0 ? 0 : choices.pair[c] % mdp.nActions));
  return {
    action,
    policy: deterministicPolicy(mdp, action),
    value: exactNumber(expectation(where, make, mdp.initial, value)),
    stateValue: value.map(exactNumber),
    rounds,
    floating,
    unseenStates,
    withoutValue,
  };
}

/** Expected rewards by choice, 0 just where they are. */
function withExactRewards(choices: Choices, reward: readonly number[]): Choices {
  return {
    ...choices,
    reward: Float64Array.from(choices.pair, (row) => reward[row]),
    rewardScale: choices.rewardScale,
  };
}

/** The choices that are given actions, −1 for ends. */
function choicesOf({ choiceStart, pair }: Choices, nActions: number, action: Int32Array): Int32Array {
  return action.map((a, s) => {
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) if (pair[c] % nActions === a) return c;
    return -1;
  });
}

/**
 * The graph first, as in floating point; then the best choices of what is left, in floating point and from there
 * exactly.
 */
function bestUndiscounted(
  mdp: Mdp,
  problem: ExactProblem,
  all: Choices,
): { choices: Choices; chosen: Int32Array; rounds: number; withoutValue: readonly number[] } {
  let rounds = 0;
  const solved = undiscountedChoices(mdp, all, ITERATIONS, (choices, discount, start, maxIterations) => {
    const near = iterateChoices(choices, discount, start, maxIterations);
    if (near.endless) return near;
    const { chosen, endless, rounds: more } = iterateExactly(problem, choices, near.chosen);
    rounds += more;
    return { ...near, chosen, ...(endless && { endless }) };
  });
  return { ...solved, rounds };
}

/** Most rounds in floating point: as many as `policyIteration` takes at most. */
const ITERATIONS = 1000;
