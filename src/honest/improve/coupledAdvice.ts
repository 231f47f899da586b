import { type Advice, adviceRow } from '../../mdp/advice/advice.js';
import { identityAdvice } from '../../mdp/advice/identityAdvice.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import type { Policy } from '../../mdp/policy.js';
import { type ChoiceRecord, choiceShare } from './choiceRecord.js';

/** What a policy may add to a choice by rounding alone. */
const ROUNDING = 1e-12;

/**
 * A policy carried out with the least change of what clinicians do: where i is about to be done,
 *
 *     keep i with probability min(1, pi(i | s) / pî_b(i | s)), else do a ~ (pi − pî_b)+ / Σ (pi − pî_b)+,
 *
 * the maximal coupling of the policy and the choices of the log. A clinician who chooses by pî_b in truth, whatever the
 * state hides, then acts by pi exactly. A choice never seen in the state is kept, as is every choice in states never
 * visited, or for which the policy says nothing.
 *
 * @param policy over the record's states
 * @throws ArgumentError if the policy has other states or actions
 *
 * Cost O(S·A²).
 */
export function coupledAdvice(record: ChoiceRecord, policy: Policy): Advice {
  const { nStates, nActions, visits, cases } = record;
  checkSameSpace('coupledAdvice', 'policy', policy, record);
  const advice = identityAdvice(nStates, nActions);
  for (let s = 0; s < nStates; s++) {
    if (visits[s] === 0 || policy.undefinedRows?.[s] === 1) continue;
    const more = Float64Array.from({ length: nActions }, (_, a) =>
      Math.max(0, policy.probability[s * nActions + a] - choiceShare(record, s, a)),
    );
    const added = more.reduce((sum, p) => sum + p, 0);
    if (added <= ROUNDING) continue;
    for (let i = 0; i < nActions; i++) {
      const pair = s * nActions + i;
      if (cases[pair] === 0) continue;
      const kept = Math.min(1, policy.probability[pair] / choiceShare(record, s, i));
      const row = adviceRow(advice, s, i);
      for (let a = 0; a < nActions; a++)
        advice.probability[row + a] = (a === i ? kept : 0) + ((1 - kept) * more[a]) / added;
    }
  }
  return advice;
}
