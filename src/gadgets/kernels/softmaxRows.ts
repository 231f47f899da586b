/**
 * The softmax of each row, in float64 whatever the logits come in.
 *
 *     out[r, k] = exp(logits[r, k] − max) / sum over k of exp(logits[r, k] − max)
 *
 * @param logits shape (nRows × n), row-major, finite or −Infinity with a finite entry in each row, not checked
 * @param out same shape, overwritten; rows sum to 1 to rounding
 *
 * Cost O(nRows · n), no allocation.
 *
 * @example
 * const out = new Float64Array(2);
 * softmaxRows(Float32Array.of(0, 0), 1, out);
 * out // [0.5, 0.5]
 */
export function softmaxRows(logits: Float32Array | Float64Array, nRows: number, out: Float64Array): void {
  const n = out.length / nRows;
  for (let start = 0; start < out.length; start += n) {
    let max = -Infinity;
    for (let k = start; k < start + n; k++) if (logits[k] > max) max = logits[k];
    let sum = 0;
    for (let k = start; k < start + n; k++) {
      out[k] = Math.exp(logits[k] - max);
      sum += out[k];
    }
    for (let k = start; k < start + n; k++) out[k] /= sum;
  }
}

/**
 * The way back through `softmaxRows`.
 *
 *     out[r, k] = weights[r, k] (grad[r, k] − sum over j of weights[r, j] grad[r, j])
 *
 * @param weights what `softmaxRows` gave
 * @param grad same shape: ∂L/∂weights
 * @param out same shape, overwritten with ∂L/∂logits; may be `grad` itself
 *
 * Cost O(nRows · n), no allocation.
 *
 * @example
 * const out = new Float64Array(2);
 * softmaxRowsGradient(Float64Array.of(0.5, 0.5), Float64Array.of(1, 0), 1, out);
 * out // [0.25, -0.25]
 */
export function softmaxRowsGradient(
  weights: Float64Array,
  grad: Float64Array,
  nRows: number,
  out: Float32Array | Float64Array,
): void {
  const n = weights.length / nRows;
  for (let start = 0; start < weights.length; start += n) {
    let mean = 0;
    for (let k = start; k < start + n; k++) mean += weights[k] * grad[k];
    for (let k = start; k < start + n; k++) out[k] = weights[k] * (grad[k] - mean);
  }
}
