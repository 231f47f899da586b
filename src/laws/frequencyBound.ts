/** How often a law that compares frequencies may fail for a mechanism that obeys it. */
export const FALSE_ALARM = 1e-6;

/**
 * How far a frequency over `draws` independent draws may be from its probability, in all of `comparisons` comparisons
 * at once but for a chance of 1e-6 (Hoeffding's inequality, the chance divided evenly).
 *
 *     sqrt(ln(2 · comparisons / 1e-6) / (2 · draws))
 *
 * @example
 * frequencyBound(10_000, 3_600).toFixed(4) // '0.0337'
 */
export function frequencyBound(draws: number, comparisons: number): number {
  return Math.sqrt(Math.log((2 * comparisons) / FALSE_ALARM) / (2 * draws));
}

/** The bound in words, for the note of a law. */
export function boundInWords(draws: number, comparisons: number): string {
  const bound = frequencyBound(draws, comparisons);
  return `frequencies of ${draws} draws may differ by ${bound.toPrecision(2)} (one false alarm in a million checks); smaller faults go unseen`;
}
