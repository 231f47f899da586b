import { checkActs } from '../../mdp/checkPolicyActs.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { actionRows } from './actionRows.js';
import type { CounterfactualRows } from './counterfactualRows.js';
import { type ExtendedMdp, longestRow } from './extendedMdp.js';
import type { ObservedStep } from './observedStep.js';
import type { RowPage } from './rowPool.js';

/**
 * Counterfactual rows under one policy after another, by what is computed once for each action.
 *
 * @param where opens the message of an error
 * @param when the policy acts, for the message, such as ` at step 3`
 * @returns the rows under the policy, until the next is asked for
 * @throws ArgumentError in use, where the policy says nothing or takes an action that is not possible
 */
export type PolicyRows = (where: string, policy: Policy, when: string) => CounterfactualRows;

/**
 * Rows for policies that change from step to step. Where one stays `counterfactualRows` are faster, which keep them
 * weighted.
 *
 * @param bytes most bytes of rows to keep; see `RowPool`
 *
 * Cost of a row, beside computing those of its actions once: its entries, or nothing where one action is certain.
 */
export function policyRows(mdp: ExtendedMdp, mechanism: CompleteMechanism, bytes: number): PolicyRows {
  const { nActions } = mdp;
  const actions = actionRows(mdp, mechanism, bytes);
  const most = nActions * longestRow(mdp);
  const mixed: RowPage = { integer: new Uint32Array(most), number: new Float64Array(most) };
  const pool = { page: actions.pool.page, start: 0, end: 0 };
  const find = (step: ObservedStep | undefined, state: number, policy: Policy): void => {
    const first = state * nActions;
    const certain = policy.probability.subarray(first, first + nActions).indexOf(1);
    if (certain >= 0) {
      actions.find(step, first + certain);
      ({ page: pool.page, start: pool.start, end: pool.end } = actions.pool);
      return;
    }
    pool.page = mixed;
    pool.start = pool.end = 0;
    for (let row = first; row < first + nActions; row++) {
      const share = policy.probability[row];
      if (share === 0) continue;
      actions.find(step, row);
      const { page, start, end } = actions.pool;
      for (let k = start; k < end; k++) {
        mixed.integer[pool.end] = page.integer[k];
        mixed.number[pool.end++] = share * page.number[k];
      }
    }
  };
  return (where, policy, when) => ({
    pool,
    find(step, state) {
      checkActs(where, policy, mdp, state, when);
      find(step, state, policy);
    },
  });
}
