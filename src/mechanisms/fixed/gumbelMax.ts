import { gumbelMaxCommonRow } from '../kernels/gumbelMaxCommonRow.js';
import { gumbelMaxCoupling, gumbelMaxRow } from '../kernels/gumbelMaxCoupling.js';
import { sampleGumbelMax } from '../kernels/gumbelMaxNoise.js';
import type { Mechanism } from '../mechanism.js';

/**
 * The Gumbel-max mechanism, x = argmax over k of g[k] + log p[k] with independent Gumbels g, exactly.
 *
 * Implicit, and counterfactually stable: y ≠ x is impossible unless its odds against x rose. With u uniform,
 * g = −log(−log u), so the outcome is also the first arrival, argmin of −log(u[k]) / p[k].
 *
 * Cost: a coupling O(K²), a row O(K) after a sort, a draw O(K).
 *
 * Source: Oberst & Sontag, ICML 2019, for the mechanism; closed forms in `kernels/gumbelMaxCoupling.ts`.
 */
export function gumbelMax(): Mechanism {
  return {
    name: 'gumbel-max',
    implicit: true,
    noiseDimension: (nOutcomes) => nOutcomes,
    outcome: firstArrival,
    coupling: (p, q) => gumbelMaxCoupling(p, q),
    counterfactual: Object.assign((p: Float64Array, q: Float64Array, x: number) => gumbelMaxRow(p, q, x), {
      common: gumbelMaxCommonRow,
    }),
    sample: sampleGumbelMax,
  };
}

function firstArrival(p: Float64Array, noise: Float64Array): number {
  let winner = 0;
  let first = Infinity;
  for (let k = 0; k < p.length; k++) {
    // Infinite for p[k] = 0: such an outcome never arrives.
    const arrival = -Math.log(noise[k]) / p[k];
    if (arrival < first) {
      first = arrival;
      winner = k;
    }
  }
  return winner;
}
