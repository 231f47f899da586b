/** An exact number: numerator / denominator, in lowest terms, denominator at least 1. */
export interface ExactNumber {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The number that a double is, exactly: m · 2^e as a fraction in lowest terms. */
export function dyadic(x: number): ExactNumber {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const biased = Number((word >> 52n) & 0x7ffn);
  const mantissa = (word & 0xfffffffffffffn) | (biased > 0 ? 1n << 52n : 0n);
  if (mantissa === 0n) return { numerator: 0n, denominator: 1n };
  const exponent = Math.max(biased, 1) - 1075;
  const signed = x < 0 ? -mantissa : mantissa;
  if (exponent >= 0) return { numerator: signed << BigInt(exponent), denominator: 1n };
  let [numerator, denominator] = [signed, 1n << BigInt(-exponent)];
  while (denominator > 1n && (numerator & 1n) === 0n) [numerator, denominator] = [numerator >> 1n, denominator >> 1n];
  return { numerator, denominator };
}

/** Greatest common divisor of whole numbers from 0; that of 0 and n is n. */
export function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

/** Least common multiple of whole numbers from 1. */
export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

/** |x| of a whole number. */
export function magnitude(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/** Binary digits of |x|, within 3: what arithmetic with it costs. */
export function bitLength(x: bigint): number {
  return 4 * magnitude(x).toString(16).length;
}
