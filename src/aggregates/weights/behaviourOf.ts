import type { Policy } from '../../mdp/policy.js';
import type { Aggregates } from '../aggregates.js';

/**
 * The behaviour policy that counts tell: n(s, a) / n(s), pooled over time, unsmoothed. In states without a step it says
 * nothing.
 *
 * Cost O(S·A + transitions).
 */
export function behaviourOf({
  nStates,
  nActions,
  source,
  counts,
}: Pick<Aggregates, 'nStates' | 'nActions' | 'source' | 'counts'>): Policy {
  const probability = new Float64Array(nStates * nActions);
  const visits = new Float64Array(nStates);
  for (let k = 0; k < counts.count.length; k++) {
    probability[counts.state[k] * nActions + counts.action[k]] += counts.count[k];
    visits[counts.state[k]] += counts.count[k];
  }
  const undefinedRows = Uint8Array.from(visits, (n) => Number(n === 0));
  for (let row = 0; row < probability.length; row++) {
    const n = visits[Math.floor(row / nActions)];
    probability[row] = n === 0 ? 1 / nActions : probability[row] / n;
  }
  return {
    nStates,
    nActions,
    probability,
    undefinedRows,
    ...(source.space !== undefined && { space: source.space }),
    ...(source.states && { states: source.states }),
    ...(source.actions && { actions: source.actions }),
  };
}
