import { type Policy, checkPolicy } from '../policy.js';
import { checkSameSpace } from '../checkSameSpace.js';
import type { Abstraction } from '../stateSpace.js';
import { type Advice, adviceRow, checkAdvice } from './advice.js';

/**
 * What a clinician does who follows advice: the policy
 *
 *     pi(a | f) = Σ_i mu(i | f) T[φ(f), i, a]
 *
 * over the states f that the clinician mu sees, where the advice T sees φ(f) of them alone. Where mu is a policy over
 * the finest states of an environment this is exact: the advised clinician is a plain policy there, and only there.
 *
 * @param clinician mu, over `abstraction.from`
 * @param advice over `abstraction.to`
 * @param abstraction φ; default: both are over the same states
 * @returns policy over the clinician's states, with the discount of the advice; it says nothing where the clinician says
 *   nothing
 * @throws ArgumentError if clinician, advice and abstraction do not fit
 *
 * Cost O(S·A²).
 *
 * @example
 * const advice = { nStates: 1, nActions: 2, probability: Float64Array.of(1, 0, 0.5, 0.5) };
 * advisedPolicy({ nStates: 1, nActions: 2, probability: Float64Array.of(0.2, 0.8) }, advice).probability // [0.6, 0.4]
 */
export function advisedPolicy(clinician: Policy, advice: Advice, abstraction?: Abstraction): Policy {
  const where = 'advisedPolicy';
  const { nStates, nActions, space, states, actions, ends, undefinedRows } = clinician;
  checkPolicy(clinician, `${where}: clinician`);
  checkAdvice(advice, `${where}: advice`);
  if (abstraction) {
    const { from, to } = abstraction;
    checkSameSpace(where, 'policy', clinician, { nStates: from.nStates, nActions, source: { space: from.name } });
    checkSameSpace(where, 'advice', advice, { nStates: to.nStates, nActions, source: { space: to.name } });
  } else checkSameSpace(where, 'advice', advice, { nStates, nActions, source: clinician });
  const discount = advice.discount ?? clinician.discount;
  const probability = new Float64Array(nStates * nActions);
  for (let f = 0; f < nStates; f++) {
    const s = abstraction ? abstraction.map[f] : f;
    const row = f * nActions;
    for (let i = 0; i < nActions; i++) {
      const intends = clinician.probability[row + i];
      if (intends === 0) continue;
      const advised = adviceRow(advice, s, i);
      for (let a = 0; a < nActions; a++) probability[row + a] += intends * advice.probability[advised + a];
    }
  }
  return {
    nStates,
    nActions,
    probability,
    ...(space !== undefined && { space }),
    ...(states && { states }),
    ...(actions && { actions }),
    ...(ends && { ends }),
    ...(discount !== undefined && { discount }),
    ...(undefinedRows && { undefinedRows }),
  };
}
