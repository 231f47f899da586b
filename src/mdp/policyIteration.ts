import { z } from 'zod';
import { NumericalError } from '../core/errors.js';
import { withOverrides } from '../core/parameters.js';
import { inducedChain } from './markovChain.js';
import type { Mdp } from './mdp.js';
import { type ActionChoice, choosableActions } from './optimise/choosableActions.js';
import type { Policy } from './policy.js';
import { solveValue } from './solveValue.js';

export interface PolicyIterationOptions {
  /** Weight of a reward one step later, in (0, 1]; default 0.99. */
  readonly discount?: number;
  /** Actions to choose among; default `seen`. */
  readonly actions?: ActionChoice;
  /** Action values this close to the best count as ties, ≥ 0; default 1e-9. */
  readonly tieTolerance?: number;
  /** Most rounds of evaluation and improvement, ≥ 1; default 1000. */
  readonly maxIterations?: number;
}

export interface PolicyIterationResult {
  /** Shape (S): the greedy action, the lowest among ties; 0 in terminal states. */
  readonly action: Int32Array;
  /** The same as a policy. */
  readonly policy: Policy;
  /** Shape (S): value of the policy, by a solve to rounding error. */
  readonly stateValue: Float64Array;
  /** Expected discounted return from the initial distribution. */
  readonly value: number;
  readonly iterations: number;
  /** max_s |max_a Q(s, a) − V(s)|: the proof of convergence. The value is optimal to within this / (1 − discount). */
  readonly bellmanResidual: number;
  /** States, in order, in which no action was seen, so that all were choosable. */
  readonly unseenStates: readonly number[];
}

const parameters = z.object({
  discount: z.number().gt(0).max(1).default(0.99),
  actions: z.enum(['seen', 'all']).default('seen'),
  tieTolerance: z.number().min(0).default(1e-9),
  maxIterations: z.int().min(1).default(1000),
});

/**
 * Policy iteration with exact evaluation.
 *
 * Each round solves for the value of the current policy and moves to the greedy one, ties to the lowest action. It stops
 * when the greedy policy repeats, or when no action improves the value of any state by more than the tie tolerance.
 * With approximate evaluation the loop can run for ever between near ties; here it cannot.
 *
 * @throws ArgumentError on an option out of bounds; NumericalError without convergence
 *
 * Cost of a round: a sparse solve and one pass over the model.
 *
 * Source: Howard, "Dynamic Programming and Markov Processes", 1960.
 */
export function policyIteration(mdp: Mdp, options: PolicyIterationOptions = {}): PolicyIterationResult {
  const { discount, actions, tieTolerance, maxIterations } = withOverrides(
    'policyIteration',
    parameters,
    options as Record<string, unknown>,
  );
  const { nStates } = mdp;
  const { choosable, unseenStates } = choosableActions(mdp, actions);
  let action: Int32Array = firstActions(mdp, choosable);
  let stateValue: Float64Array = new Float64Array(nStates);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const policy = deterministicPolicy(mdp, action);
    stateValue = solveValue(inducedChain(mdp, policy), discount, { start: stateValue, initial: mdp.initial });
    const greedy = greedyActions(mdp, choosable, stateValue, discount, tieTolerance);
    const repeated = greedy.action.every((a, s) => a === action[s]);
    if (repeated || greedy.bellmanResidual <= tieTolerance) {
      // Without improvement the greedy policy differs from the current one in ties alone, so the value stands for both.
      let value = 0;
      for (let s = 0; s < nStates; s++) value += mdp.initial[s] * stateValue[s];
      const { bellmanResidual } = greedy;
      const best = repeated ? policy : deterministicPolicy(mdp, greedy.action);
      return {
        action: greedy.action,
        policy: best,
        stateValue,
        value,
        iterations: iteration,
        bellmanResidual,
        unseenStates,
      };
    }
    action = greedy.action;
  }
  throw new NumericalError(
    `policyIteration: must converge within ${maxIterations} iterations, but did not - raise maxIterations or tieTolerance`,
  );
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

/** The lowest action that may be chosen in each state; 0 in terminal states. */
function firstActions({ nStates, nActions }: Mdp, choosable: Uint8Array): Int32Array {
  return Int32Array.from({ length: nStates }, (_, s) =>
    Math.max(0, choosable.subarray(s * nActions, (s + 1) * nActions).indexOf(1)),
  );
}

function greedyActions(
  mdp: Mdp,
  choosable: Uint8Array,
  stateValue: Float64Array,
  discount: number,
  tieTolerance: number,
): { action: Int32Array; bellmanResidual: number } {
  const q = actionValues(mdp, stateValue, discount);
  const action = new Int32Array(mdp.nStates);
  let bellmanResidual = 0;
  for (let s = 0; s < mdp.nStates; s++) {
    if (mdp.terminal[s] === 1) continue;
    const row = q
      .subarray(s * mdp.nActions, (s + 1) * mdp.nActions)
      .map((value, a) => (choosable[s * mdp.nActions + a] === 1 ? value : -Infinity));
    let best = -Infinity;
    for (const value of row) best = Math.max(best, value);
    action[s] = row.findIndex((value) => value >= best - tieTolerance);
    bellmanResidual = Math.max(bellmanResidual, Math.abs(best - stateValue[s]));
  }
  return { action, bellmanResidual };
}
