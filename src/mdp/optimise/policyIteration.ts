import { z } from 'zod';
import { withOverrides } from '../../core/parameters.js';
import type { Mdp } from '../mdp.js';
import { firstChoices, modelChoices } from './choices.js';
import { type ActionChoice, choosableActions } from './choosableActions.js';
import { finalPolicy } from './finalPolicy.js';
import { iterateChoices } from './iterateChoices.js';
import { undiscountedChoices } from './undiscounted/undiscountedChoices.js';
import type { Policy } from '../policy.js';

export interface PolicyIterationOptions {
  /** Weight of a reward one step later, in (0, 1]; default 0.99. */
  readonly discount?: number;
  /** Actions to choose among; default `seen`. */
  readonly actions?: ActionChoice;
  /**
   * Action values this close to the best count as ties, relative to the largest |reward| or the state's |value|,
   * whichever is smaller, ≥ 0; default 1e-9.
   */
  readonly tieTolerance?: number;
  /** Most rounds of evaluation and improvement, ≥ 1; default 1000. */
  readonly maxIterations?: number;
}

export interface PolicyIterationResult {
  /** Shape (S): the best action, the lowest among ties; 0 in terminal states and in those without a value. */
  readonly action: Int32Array;
  /** The same as a policy. */
  readonly policy: Policy;
  /** Shape (S): value of the policy; 0 in terminal states and in those without a value. */
  readonly stateValue: Float64Array;
  /** Expected discounted return from the initial distribution. */
  readonly value: number;
  readonly iterations: number;
  /** max_s |max_a Q(s, a) − V(s)|: the proof that the policy is the best. */
  readonly bellmanResidual: number;
  /** The same relative to max |r| + max |V|; at most 1e-9, or the tie tolerance where that is larger. */
  readonly relativeResidual: number;
  /** bellmanResidual / (1 − discount): no policy is worth more than this above the value. Absent at discount 1. */
  readonly lossBound?: number;
  /** States, in order, in which no action was seen, so that all were choosable. */
  readonly unseenStates: readonly number[];
  /**
   * States, in order, from which no policy has a value at discount 1, and that no run can come to: their action and
   * value are 0 and mean nothing.
   */
  readonly withoutValue: readonly number[];
}

const parameters = z.object({
  discount: z.number().gt(0).max(1).default(0.99),
  actions: z.enum(['seen', 'all']).default('seen'),
  tieTolerance: z.number().min(0).default(1e-9),
  maxIterations: z.int().min(1).default(1000),
});

/**
 * The best policy and its value, by policy iteration.
 *
 * The value is that of the very policy returned, which is evaluated last of all, and its Bellman residual is the proof.
 * The answer does not depend on the unit of rewards. Below discount 1 there always is one. At discount 1 the graph is
 * looked at first: see `undiscountedChoices`. Small models are evaluated exactly in every round, those of more than
 * 2,000 states loosely until the end: see `approach`.
 *
 * Among tied actions the lowest is taken, as long as the policy is then worth the same: see `settleTies`.
 *
 * @throws ArgumentError on an option out of bounds; NumericalError without convergence, where the proof fails, and at
 *   discount 1 where runs can come to a state without a value
 *
 * Cost of a round: some dozens of passes over the rows of the policy and one over the model. Memory beside the model:
 * some 20 numbers a state and 20 bytes a pair; at discount 1 also 12 bytes an entry.
 *
 * Source: Howard, "Dynamic Programming and Markov Processes", 1960.
 */
export function policyIteration(mdp: Mdp, options: PolicyIterationOptions = {}): PolicyIterationResult {
  const { discount, actions, tieTolerance, maxIterations } = withOverrides(
    'policyIteration',
    parameters,
    options as Record<string, unknown>,
  );
  const { choosable, unseenStates } = choosableActions(mdp, actions);
  const all = modelChoices(mdp, choosable);
  const {
    choices,
    chosen,
    value: found,
    noise,
    iterations,
    withoutValue,
  } = discount === 1
    ? undiscountedChoices(mdp, all, maxIterations)
    : { choices: all, withoutValue: [], ...iterateChoices(all, discount, firstChoices(all), maxIterations) };
  const {
    value: stateValue,
    settled,
    bellmanResidual,
    relativeResidual,
  } = finalPolicy(choices, chosen, discount, tieTolerance, { value: found, noise });
  const action = new Int32Array(mdp.nStates);
  for (let s = 0; s < mdp.nStates; s++) if (settled[s] >= 0) action[s] = choices.pair[settled[s]] % mdp.nActions;
  let value = 0;
  for (let s = 0; s < mdp.nStates; s++) value += mdp.initial[s] * stateValue[s];
  return {
    action,
    policy: deterministicPolicy(mdp, action),
    stateValue,
    value,
    iterations,
    bellmanResidual,
    relativeResidual,
    ...(discount < 1 && { lossBound: bellmanResidual / (1 - discount) }),
    unseenStates,
    withoutValue,
  };
}

/** The policy that always takes action[s], over the model's states. */
export function deterministicPolicy(
  model: { readonly nStates: number; readonly nActions: number; readonly source?: { readonly space?: string } },
  action: ArrayLike<number>,
): Policy {
  const probability = new Float64Array(model.nStates * model.nActions);
  for (let s = 0; s < model.nStates; s++) probability[s * model.nActions + action[s]] = 1;
  const space = model.source?.space;
  return { nStates: model.nStates, nActions: model.nActions, probability, ...(space !== undefined && { space }) };
}

/** Q(s, a) = sum_s' P (r + discount V(s')), shape (S·A); 0 in terminal states. */
export function actionValues(mdp: Mdp, stateValue: Float64Array, discount: number): Float64Array {
  const q = new Float64Array(mdp.nStates * mdp.nActions);
  for (let row = 0; row < q.length; row++) {
    if (mdp.terminal[Math.floor(row / mdp.nActions)] === 1) continue;
    let sum = 0;
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      const next = mdp.nextState[k];
      const later = mdp.terminal[next] === 1 ? 0 : discount * stateValue[next];
      sum += mdp.probability[k] * (mdp.reward[k] + later);
    }
    q[row] = sum;
  }
  return q;
}
