import { backwardInduction } from '../../mdp/optimise/backwardInduction.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { ActionChoice } from '../../mdp/optimise/choosableActions.js';
import type { Policy } from '../../mdp/policy.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { figure } from './table.js';

export interface SolutionOptions {
  readonly discount: number;
  /** Steps of a run, or Infinity. */
  readonly horizon: number;
  readonly actions: ActionChoice;
  readonly tieTolerance?: number;
  /** Probability of not taking the best action is put in by this. */
  readonly soften: (policy: Policy) => Policy;
}

/** What `solve` found and says of it. */
export interface Solution {
  /** To be written: what `value` is the value of. */
  readonly policy: Policy;
  readonly unseenStates: readonly number[];
  readonly withoutValue: readonly number[];
  readonly figures: Readonly<Record<string, unknown>>;
  /** Values of states, and what to do at each step where that differs. */
  readonly plan: Readonly<Record<string, unknown>>;
  readonly words: string;
}

/** The best policy without a horizon, with the proof of it: the Bellman residual. */
export function bestForever(mdp: Mdp, { discount, actions, tieTolerance, soften }: SolutionOptions): Solution {
  const best = policyIteration(mdp, { discount, actions, ...(tieTolerance !== undefined && { tieTolerance }) });
  const { iterations, bellmanResidual, relativeResidual, lossBound, unseenStates, withoutValue } = best;
  const policy = soften(best.policy);
  const { value, stateValue } =
    policy === best.policy ? best : policyValue(mdp, policy, { horizon: Infinity, discount });
  const ofBest = policy === best.policy ? '' : `, of the policy before it was softened ${figure(best.value)}`;
  return {
    policy,
    unseenStates,
    withoutValue,
    figures: {
      value,
      ...(policy !== best.policy && { bestValue: best.value }),
      iterations,
      bellmanResidual,
      relativeResidual,
      ...(lossBound !== undefined && { lossBound }),
    },
    plan: { stateValue: Array.from(stateValue) },
    words: `policy iteration: ${iterations} rounds, Bellman residual ${bellmanResidual.toExponential(1)} (relative ${relativeResidual.toExponential(1)}), value ${figure(value)} at discount ${discount}${ofBest}`,
  };
}

/** The best plan for runs of some steps; as a policy, which does the same at every step, what is best at the first. */
export function bestForHorizon(mdp: Mdp, options: SolutionOptions): Solution {
  const { horizon, discount, actions, tieTolerance, soften } = options;
  const best = backwardInduction(mdp, {
    horizon,
    discount,
    actions,
    ...(tieTolerance !== undefined && { tieTolerance }),
  });
  const policy = soften(best.policy);
  const { value } = policyValue(mdp, policy, { horizon, discount });
  const { nStates } = mdp;
  const row = (table: Float64Array | Int32Array, t: number): number[] =>
    Array.from(table.subarray(t * nStates, (t + 1) * nStates));
  return {
    policy,
    unseenStates: best.unseenStates,
    withoutValue: [],
    figures: { horizon, value, planValue: best.value },
    plan: {
      byStepsToGo: Array.from({ length: horizon }, (_, n) => ({
        stepsToGo: n + 1,
        action: row(best.action, horizon - n - 1),
        stateValue: row(best.stateValue, horizon - n - 1),
      })),
    },
    words: `backward induction: the best plan for ${horizon} steps is worth ${figure(best.value)} at discount ${discount}; what is best at its first step, done at every step, ${figure(value)}`,
  };
}
