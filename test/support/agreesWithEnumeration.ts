import { NumericalError } from '../../src/core/errors.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import { type PolicyIterationResult, policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import { actionsOf, bestByEnumeration, rewardScale, valueByElimination } from './bestByEnumeration.js';

/** How `policyIteration` compares with the enumeration of all policies. */
export interface Agreement {
  /** An error says that a run can earn for ever, or that a state has no value; or there is an answer. */
  readonly kind: 'earns for ever' | 'no value' | 'answer';
  /** What is wrong; undefined if nothing is. */
  readonly fault?: string;
  /** Largest difference of a value from the best, relative to max |r| + max |V|; 0 for a correct error. */
  readonly error: number;
}

/** Solves a small model both ways. */
export function agreesWithEnumeration(mdp: Mdp, discount: number, actions: 'seen' | 'all'): Agreement {
  const among = actionsOf(mdp, actions === 'seen');
  const { best, earnsForEver, leadsTo } = bestByEnumeration(mdp, discount, among);
  const states = best.map((_, s) => s);
  const reached = states.filter((s) => states.some((from) => mdp.initial[from] > 0 && leadsTo[from][s]));
  const mayEarn = discount === 1 && reached.some((s) => earnsForEver[s]);
  const mayHaveNone = discount === 1 && reached.some((s) => Number.isNaN(best[s]));
  let result: PolicyIterationResult;
  try {
    result = policyIteration(mdp, { discount, actions });
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    const kind = error.message.includes('earn for ever') ? 'earns for ever' : 'no value';
    const named = Number(/got state (\d+)/.exec(error.message)?.[1]);
    const right = kind === 'earns for ever' ? mayEarn && earnsForEver[named] : mayHaveNone && Number.isNaN(best[named]);
    return { kind, error: 0, ...(!(right && reached.includes(named)) && { fault: `refused: ${error.message}` }) };
  }
  const fault = (text: string): Agreement => ({ kind: 'answer', error: NaN, fault: text });
  if (mayEarn || mayHaveNone) return fault('answered, though a state that runs can come to has no value');
  const { action, stateValue, withoutValue } = result;
  // No greatest value: a run can be led to where it earns for ever.
  const unbounded = states.filter((s) => discount === 1 && states.some((to) => leadsTo[s][to] && earnsForEver[to]));
  const none = states.filter((s) => Number.isNaN(best[s]));
  if (none.some((s) => !withoutValue.includes(s))) return fault('a state without a value was given one');
  if (withoutValue.some((s) => !none.includes(s) && !unbounded.includes(s))) return fault('a value was not given');
  const own = valueByElimination(mdp, [...action], discount).value;
  const counted = states.filter((s) => !withoutValue.includes(s));
  const scale = rewardScale(mdp) + Math.max(0, ...counted.map((s) => Math.abs(own[s])));
  const apart = (of: readonly number[], among_: readonly number[]): number =>
    Math.max(0, ...among_.map((s) => (of[s] === stateValue[s] ? 0 : Math.abs(of[s] - stateValue[s]) / scale)));
  const fromOwn = apart(own, counted);
  if (!(fromOwn <= 1e-9)) return fault(`the policy written is worth ${own.join()}, not ${stateValue.join()}`);
  const fromBest = apart(
    best,
    counted.filter((s) => !unbounded.includes(s)),
  );
  // Where rewards of both signs all but cancel, a gain of a step can be less than rounding; the answer then says so
  // itself.
  if (!(fromBest * scale <= 1e-9 * scale + (result.lossBound ?? 0)))
    return fault(
      `the best values at discount ${discount} are ${best.join()}, got ${stateValue.join()}, good to ${result.lossBound}`,
    );
  if (states.some((s) => mdp.terminal[s] === 0 && !withoutValue.includes(s) && !among[s].includes(action[s])))
    return fault('an action was chosen that may not be');
  return { kind: 'answer', error: Math.max(fromOwn, fromBest) };
}
