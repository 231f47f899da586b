import { softmaxRows } from '../softmaxRows.js';

/**
 * The cells of gadget 1 from a network's logits: a K × K joint whose row sums are p, whatever the logits.
 *
 *     cells[x, z] = p[x] softmax(logits[x, :])[z]
 *
 * @param p shape (K), probabilities, not checked; a row with p[x] = 0 becomes zero
 * @param logits shape (K × K), row-major, finite, not checked
 * @param out shape (K × K), overwritten; a fresh array unless given
 * @returns `out`
 *
 * Cost O(K²), no allocation but `out`. Source: Lorberbom et al. 2021, gadget 1.
 *
 * @example
 * gadget1Cells(Float64Array.of(0.5, 0.5), Float32Array.of(3, 3, 0, 0)) // [0.25, 0.25, 0.25, 0.25]
 */
export function gadget1Cells(
  p: Float64Array,
  logits: Float32Array | Float64Array,
  out: Float64Array = new Float64Array(p.length * p.length),
): Float64Array {
  softmaxRows(logits, p.length, out);
  for (let x = 0, c = 0; x < p.length; x++) {
    for (let z = 0; z < p.length; z++) out[c++] *= p[x];
  }
  return out;
}
