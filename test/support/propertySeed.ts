/** Of `npm test`: a red build is then about the change, not about the draw. */
const FIXED = 20_261_123;

/**
 * Seed of the random cases of property tests: what COUPLET_SEED says, otherwise the same on every run, or drawn anew in
 * the long run.
 *
 * @param draw an integer in [0, 2^31)
 * @throws Error unless COUPLET_SEED is an integer of 32 bits
 */
export function propertySeed(
  { COUPLET_SEED: given, COUPLET_TESTS: tests }: Readonly<Record<string, string | undefined>>,
  draw: () => number,
): number {
  if (given === undefined) return tests === 'long' ? draw() : FIXED;
  const seed = Number(given);
  if (given.trim() === '' || seed !== (seed | 0))
    throw new Error(`COUPLET_SEED: must be an integer of 32 bits, got '${given}'`);
  return seed;
}
