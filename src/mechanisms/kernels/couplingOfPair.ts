import type { GumbelMaxPair } from './gumbelMaxPair.js';

/**
 * The coupling of a prepared pair; see `gumbelMaxCoupling`.
 *
 * Of each row a running sum from the diagonal down: differences of prefix sums would lose all digits between ratios that
 * are close. Rows are written four at a time: they share what they read, and no sum waits for another.
 *
 * @param out shape (K × K), overwritten
 */
export function couplingOfPair(pair: GumbelMaxPair, nOutcomes: number, out: Float64Array): Float64Array {
  const { n, order } = pair;
  out.fill(0);
  for (let k = 0; k < n; k++) out[Math.imul(order[k], nOutcomes + 1)] = diagonal(pair, k);
  // What does not make four is written among the short rows, and so that an even number is below each four.
  let i = 0;
  for (; i < (n & 2); i++) writeOne(pair, i, nOutcomes, out);
  for (; i + 3 < n; i += 4) writeFour(pair, i, nOutcomes, out);
  if (i < n) writeOne(pair, i, nOutcomes, out);
  return out;
}

/** J of the outcome at a position with itself. */
export function diagonal({ p, q, N, nLower }: GumbelMaxPair, k: number): number {
  return (k < nLower ? p[k] : q[k]) / N[k];
}

function writeFour(pair: GumbelMaxPair, i: number, nOutcomes: number, out: Float64Array): void {
  const { order, p, q, delta } = pair;
  const y0 = order[i];
  const y1 = order[i + 1];
  const y2 = order[i + 2];
  const y3 = order[i + 3];
  const row0 = Math.imul(y0, nOutcomes);
  const row1 = Math.imul(y1, nOutcomes);
  const row2 = Math.imul(y2, nOutcomes);
  const row3 = Math.imul(y3, nOutcomes);
  const p0 = p[i];
  const p1 = p[i + 1];
  const p2 = p[i + 2];
  const p3 = p[i + 3];
  // What the four rows have among themselves.
  let sum0 = 0;
  let sum1 = delta[i];
  let sum2 = delta[i + 1];
  let sum3 = delta[i + 2];
  out[(row1 + y0) | 0] = p1 * sum1 * q[i];
  out[(row2 + y1) | 0] = p2 * sum2 * q[i + 1];
  out[(row3 + y2) | 0] = p3 * sum3 * q[i + 2];
  sum2 += sum1;
  sum3 += delta[i + 1];
  out[(row2 + y0) | 0] = p2 * sum2 * q[i];
  out[(row3 + y1) | 0] = p3 * sum3 * q[i + 1];
  sum3 += sum1;
  out[(row3 + y0) | 0] = p3 * sum3 * q[i];
  // Two columns a turn: half of a turn is to look at the arrays. There is an even number of them.
  for (let j = i - 1; j > 0; j -= 2) {
    const step = delta[j];
    const qj = q[j];
    const y = order[j];
    sum0 += step;
    sum1 += step;
    sum2 += step;
    sum3 += step;
    out[(row0 + y) | 0] = p0 * sum0 * qj;
    out[(row1 + y) | 0] = p1 * sum1 * qj;
    out[(row2 + y) | 0] = p2 * sum2 * qj;
    out[(row3 + y) | 0] = p3 * sum3 * qj;
    const nextStep = delta[j - 1];
    const nextQ = q[j - 1];
    const nextY = order[j - 1];
    sum0 += nextStep;
    sum1 += nextStep;
    sum2 += nextStep;
    sum3 += nextStep;
    out[(row0 + nextY) | 0] = p0 * sum0 * nextQ;
    out[(row1 + nextY) | 0] = p1 * sum1 * nextQ;
    out[(row2 + nextY) | 0] = p2 * sum2 * nextQ;
    out[(row3 + nextY) | 0] = p3 * sum3 * nextQ;
  }
}

function writeOne(pair: GumbelMaxPair, i: number, nOutcomes: number, out: Float64Array): void {
  const { order, p, q, delta } = pair;
  const y = order[i];
  const row = Math.imul(y, nOutcomes);
  let sum = 0;
  for (let j = i - 1; j >= 0; j--) {
    sum += delta[j];
    out[(row + order[j]) | 0] = p[i] * sum * q[j];
  }
}
