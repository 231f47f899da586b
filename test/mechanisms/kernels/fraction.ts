/** A rational number without rounding, for oracles: numerator and positive denominator, not reduced. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** A multiple of 1/16 as it stands. */
export function sixteenths(value: number): Fraction {
  return { over: BigInt(value * 16), under: 16n };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** a / b for b > 0. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under, under: a.under * b.over };
}

export function less(a: Fraction, b: Fraction): boolean {
  return a.over * b.under < b.over * a.under;
}

/** The nearest float, up to a relative 2^-60. */
export function toNumber({ over, under }: Fraction): number {
  return Number((over << 160n) / under) / 2 ** 160;
}
