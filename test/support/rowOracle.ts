import { union } from '../../src/counterfactual/rows/union.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { CompleteMechanism } from '../../src/mechanisms/mechanism.js';

/**
 * What may follow from a state under a policy where a transition was observed, slowly and plainly: each row over the
 * union of both supports by the mechanism's own form, nothing kept, nothing left out.
 *
 * @returns by entry of the model, e(a~|s~) CF(s~' | observed), where that is not 0
 */
export function plainRow(
  mdp: Mdp,
  policy: Policy,
  mechanism: CompleteMechanism,
  observedRow: number,
  observed: number,
  state: number,
): Map<number, number> {
  const found = new Map<number, number>();
  for (let row = state * mdp.nActions; row < (state + 1) * mdp.nActions; row++) {
    if (policy.probability[row] === 0) continue;
    const { p, q, outcomes, x, target } = union(mdp, observedRow, observed, row);
    const whole = mechanism.counterfactual(p, q, x, outcomes);
    target.forEach((place, k) => {
      const weight = policy.probability[row] * whole[place];
      if (weight !== 0) found.set(mdp.rowStart[row] + k, weight);
    });
  }
  return found;
}
