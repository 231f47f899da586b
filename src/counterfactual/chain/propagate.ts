import type { Mdp } from '../../mdp/mdp.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { carryRow } from './carry.js';
import { type ChainState, add, clear } from './chainState.js';

/**
 * Carries the counterfactual distribution one step forward: P(s~' ) = sum_{s~, a~} P(s~) e(a~|s~) CF(s~' | observed).
 * Ended runs stay where they are. With `observed` undefined the model's own rows serve.
 *
 * @param weight discount^t, the weight of this step's reward
 * @param to overwritten
 *
 * Cost: the entries of the rows of all states that have mass.
 */
export function propagate(
  rows: CounterfactualRows,
  mdp: Mdp,
  observed: ObservedStep | undefined,
  weight: number,
  from: ChainState,
  to: ChainState,
): void {
  clear(to);
  for (let i = 0; i < from.size; i++) {
    const s = from.support[i];
    if (mdp.terminal[s] === 1) add(to, s, from.mass[s], from.first[s], from.second[s]);
    else {
      rows.find(observed, s);
      carryRow(rows.pool, mdp, weight, from, s, to);
    }
  }
}
