import { checkActsIn } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';

/**
 * Checks that policies, one for each step, can act wherever they lead from a state in which they begin: as
 * `checkPolicyActs` does for one.
 *
 * @param where opens the message of an error
 * @returns for a step t, a state and the horizon, of which each is looked at once
 * @throws ArgumentError, in use, naming the step and the state
 *
 * Cost O(H·nnz) in all.
 */
export function checkedAfter(
  where: string,
  mdp: Mdp,
  policyAt: (t: number) => Policy,
): (t: number, state: number, horizon: number) => void {
  const { terminal } = mdp;
  /** By step, shape (S): whether a state was looked at. */
  const seen = new Map<number, Uint8Array>();
  return (first, state, horizon) => {
    let layer = [state];
    for (let t = first; t < horizon && layer.length > 0; t++) {
      const known = seen.get(t) ?? new Uint8Array(mdp.nStates);
      seen.set(t, known);
      const policy = policyAt(t);
      const next = new Set<number>();
      const enter = (successor: number): void => void next.add(successor);
      for (const s of layer) {
        if (known[s] === 1 || terminal[s] === 1) continue;
        known[s] = 1;
        checkActsIn(where, policy, mdp, s, enter, ` at t = ${t}`);
      }
      layer = [...next];
    }
  };
}
