/**
 * Adds value · exp(log) to a sum that is kept over the exponential of its largest logarithm, so that neither a long
 * product nor a sum of such leaves the range of numbers.
 *
 * @param sum the sums, over exp(largest) each
 * @param largest −Infinity for one without a term
 */
export function addScaled(sum: Float64Array, largest: Float64Array, at: number, value: number, log: number): void {
  if (log <= largest[at]) sum[at] += value * Math.exp(log - largest[at]);
  else {
    sum[at] = sum[at] * Math.exp(largest[at] - log) + value;
    largest[at] = log;
  }
}

/** Logarithms up to this size are safe inside an exponential, and so are sums of many of the squares. */
const SAFE = 300;

/** What weights are divided by, as a logarithm: nothing where exponentials are safe, else the largest of them. */
export function safeShift(largest: number): number {
  return largest > SAFE || (largest < -SAFE && largest > -Infinity) ? largest : 0;
}
