import type { CommonOutcomes, Mechanism } from '../mechanism.js';

/**
 * A maximal coupling: the largest possible P(X = Y) = sum of min(p, q), and what is left over coupled independently.
 *
 *     J[x, y] = min(p[x], q[x]) 1{x = y} + (p[x] − q[x])₊ (q[y] − p[y])₊ / sum over k of (q[k] − p[k])₊
 *
 * Not implicit: it needs p and q together. Cost: a coupling O(K²), a row O(K).
 */
export function maximal(): Mechanism {
  return {
    name: 'maximal',
    implicit: false,
    coupling(p, q) {
      const nOutcomes = p.length;
      const coupling = new Float64Array(nOutcomes * nOutcomes);
      const excess = excessOf(p, q);
      for (let x = 0; x < nOutcomes; x++) {
        const spare = Math.max(0, p[x] - q[x]);
        if (spare > 0) for (let y = 0; y < nOutcomes; y++) coupling[x * nOutcomes + y] = spare * excess[y];
        coupling[x * nOutcomes + x] += Math.min(p[x], q[x]);
      }
      return coupling;
    },
    counterfactual: Object.assign(rowOf, { common: commonRow }),
  };
}

function rowOf(p: Float64Array, q: Float64Array, x: number): Float64Array {
  const spare = Math.max(0, p[x] - q[x]) / p[x];
  const row = excessOf(p, q).map((share) => spare * share);
  row[x] += Math.min(1, q[x] / p[x]);
  return row;
}

function commonRow({ n, p, q, x, px, rest }: CommonOutcomes, out: Float64Array): number {
  let total = rest;
  for (let k = 0; k < n; k++) {
    out[k] = Math.max(0, q[k] - p[k]);
    total += out[k];
  }
  const qx = x < 0 ? 0 : q[x];
  const spare = Math.max(0, px - qx) / px;
  for (let k = 0; k < n; k++) out[k] = spare * (total > 0 ? out[k] / total : q[k]);
  if (x >= 0) out[x] += Math.min(1, qx / px);
  return spare * (total > 0 ? 1 / total : 1);
}

/** Where q exceeds p, as shares that sum to 1. */
function excessOf(p: Float64Array, q: Float64Array): Float64Array {
  const excess = q.map((value, k) => Math.max(0, value - p[k]));
  const total = excess.reduce((sum, value) => sum + value, 0);
  // Without any excess p and q differ by rounding only; q itself keeps the rows whole and the columns right to
  // rounding.
  return total > 0 ? excess.map((value) => value / total) : q.slice();
}
