import type { Mechanism } from '../mechanism.js';

/**
 * Fresh noise for the counterfactual world: what was observed tells nothing. The baseline of every table.
 *
 *     J[x, y] = p[x] q[y]    CF(y | x) = q[y]
 *
 * Not implicit: even p = q does not give x = y, and the same action in the same state draws anew. So it is none of the
 * mechanisms that counterfactual bounds are over, and may lie outside them.
 */
export function independent(): Mechanism {
  return {
    name: 'independent',
    implicit: false,
    coupling(p, q) {
      const coupling = new Float64Array(p.length * q.length);
      for (let x = 0; x < p.length; x++) {
        for (let y = 0; y < q.length; y++) coupling[x * q.length + y] = p[x] * q[y];
      }
      return coupling;
    },
    counterfactual: Object.assign((_p: Float64Array, q: Float64Array) => q.slice(), { fresh: true }),
  };
}
