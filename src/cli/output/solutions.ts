import { backwardInduction } from '../../mdp/optimise/backwardInduction.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { ActionChoice } from '../../mdp/optimise/choosableActions.js';
import { valueOverTime } from '../../mdp/evaluate/valueOverTime.js';
import { deterministicOverTime } from '../../mdp/overTime/deterministicOverTime.js';
import { stepsText } from '../../mdp/overTime/stepsText.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
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
  readonly soften: (policy: MarkovPolicy) => MarkovPolicy;
}

/** What is best in each state with some steps to go. */
export interface StepsToGo {
  readonly stepsToGo: number;
  readonly action: readonly number[];
  readonly stateValue?: readonly number[];
}

/** What `solve` found and says of it. */
export interface Solution {
  /** To be written: what `value` is the value of. */
  readonly policy: MarkovPolicy;
  readonly unseenStates: readonly number[];
  readonly withoutValue: readonly number[];
  readonly figures: Readonly<Record<string, unknown>>;
  /** Values of states, for the file. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What is best with so many steps to go, for the summary; absent without a horizon. */
  readonly byStepsToGo?: readonly StepsToGo[];
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
    values: { stateValue: Array.from(stateValue) },
    words: `policy iteration: ${iterations} rounds, Bellman residual ${bellmanResidual.toExponential(1)} (relative ${relativeResidual.toExponential(1)}), value ${figure(value)} at discount ${discount}${ofBest}`,
  };
}

/** The best policy over the steps of a horizon. */
export function bestForHorizon(mdp: Mdp, options: SolutionOptions): Solution {
  const { horizon, discount, actions, tieTolerance, soften } = options;
  const best = backwardInduction(mdp, {
    horizon,
    discount,
    actions,
    ...(tieTolerance !== undefined && { tieTolerance }),
  });
  const found = deterministicOverTime(mdp, best.action);
  const policy = soften(found);
  const stateValue = valueOverTime(mdp, policy, horizon, discount);
  const { value } = policyValue(mdp, policy, { horizon, discount });
  const actionAt = rowsOf(best.action, mdp.nStates);
  const bestAt = rowsOf(best.stateValue, mdp.nStates);
  return {
    policy,
    unseenStates: best.unseenStates,
    withoutValue: [],
    figures: { horizon, value, ...(policy !== found && { bestValue: best.value }) },
    values: { stateValue: Array.from({ length: horizon }, (_, t) => rowsOf(stateValue, mdp.nStates)(t)) },
    byStepsToGo: byStepsToGo(horizon, (t) => ({ action: actionAt(t), stateValue: bestAt(t) })),
    words: `backward induction: the policy over ${stepsText(horizon)} is worth ${figure(value)} at discount ${discount}${policy === found ? '' : `, before it was softened ${figure(best.value)}`}`,
  };
}

/** Rows of a table with a column a state. */
export function rowsOf(table: Float64Array | Int32Array, nStates: number): (row: number) => number[] {
  return (row) => Array.from(table.subarray(row * nStates, (row + 1) * nStates));
}

/** What is best at step t = H − n is what is best with n steps to go. */
export function byStepsToGo(horizon: number, at: (t: number) => Omit<StepsToGo, 'stepsToGo'>): StepsToGo[] {
  return Array.from({ length: horizon }, (_, i) => ({ stepsToGo: i + 1, ...at(horizon - i - 1) }));
}
