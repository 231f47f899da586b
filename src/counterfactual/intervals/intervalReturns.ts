import type { Policy } from '../../mdp/policy.js';
import { extremeMean } from '../../mechanisms/bounds/extremeMean.js';
import type { Ends } from '../evaluate/extremeValues.js';
import type { IntervalMdp } from './intervalMdp.js';
import { ownRow } from './intervalRows.js';
import type { ReturnRange } from './returnRange.js';

/** Sweeps without a horizon stop when a value changes by less than this share of the range. */
const SMALL = 1e-9;
/** Any number is enough for a bound; more only make it tighter. */
const MOST_SWEEPS = 10_000;

/**
 * The least and the greatest expected return of a policy over all models within boxes, with h steps to go:
 *
 *     L_h(s) = sum over a of e(a | s) min over rows in the box of sum over s' of row[s'] (r(s, a, s') + discount L_{h−1}(s'))
 *
 * Elsewhere is worth the end of the range. Without a horizon the recursion starts from the range itself and comes
 * closer from outside, so that it bounds wherever it stops.
 *
 * @param policyAt what acts at step t, the same at all without a horizon
 * @param range of the same horizon and discount
 * @returns shapes ((H + 1) × S), or (S) without a horizon
 *
 * Cost O(H·nnz log K).
 */
export function intervalReturns(
  mdp: IntervalMdp,
  policyAt: (t: number) => Policy,
  range: ReturnRange,
  horizon: number,
  discount: number,
): Ends<Float64Array> {
  const { nStates, terminal } = mdp;
  const tableOf = (end: 'least' | 'greatest'): Float64Array => {
    if (horizon === Infinity) {
      const [known] = range[end];
      let values: Float64Array = Float64Array.from(terminal, (isEnd) => (isEnd === 1 ? 0 : known));
      for (let sweeps = 0, change = Infinity; change > SMALL * Math.abs(known) && sweeps < MOST_SWEEPS; sweeps++) {
        const next = swept(mdp, policyAt(0), values, end, known, discount);
        change = next.reduce((most, value, s) => Math.max(most, Math.abs(value - values[s])), 0);
        values = next;
      }
      return values;
    }
    const table = new Float64Array((horizon + 1) * nStates);
    for (let h = 1; h <= horizon; h++)
      table.set(
        swept(mdp, policyAt(horizon - h), table.subarray((h - 1) * nStates, h * nStates), end, range[end][h], discount),
        h * nStates,
      );
    return table;
  };
  return { least: tableOf('least'), greatest: tableOf('greatest') };
}

/** One step of the recursion. */
function swept(
  mdp: IntervalMdp,
  { probability }: Policy,
  later: Float64Array,
  end: 'least' | 'greatest',
  unknown: number,
  discount: number,
): Float64Array {
  const { nStates, nActions, nextState, reward, terminal, elsewhere } = mdp;
  const values = new Float64Array(nStates);
  const value = new Float64Array(nStates);
  const extreme = new Float64Array(nStates);
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    for (let row = s * nActions; row < (s + 1) * nActions; row++) {
      if (probability[row] === 0) continue;
      const { entry, bounds } = ownRow(mdp, row);
      entry.forEach((at, k) => {
        const next = nextState[at];
        value[k] = next === elsewhere ? unknown : reward[at] + discount * later[next];
      });
      values[s] += probability[row] * extremeMean(bounds, value, end, extreme);
    }
  }
  return values;
}
