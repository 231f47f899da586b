import fc from 'fast-check';

/** A case for a law: three distributions over the same outcomes. Most laws look at p and q only. */
export interface Worlds {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly r: Float64Array;
  /** Position k stands for outcome k. */
  readonly outcomes: Uint32Array;
}

/**
 * Arbitrary worlds of 2 to `maxOutcomes` outcomes, of three kinds: multiples of 1/16 (exact ties and zeros), unequal
 * weights, and weights from 1 down to 1e-300 with zeros. They shrink to few outcomes, and to zeros and sixteenths.
 */
export function worlds(maxOutcomes: number): fc.Arbitrary<Worlds> {
  const size = { minLength: 2, maxLength: maxOutcomes, size: 'max' } as const;
  const triples = (weight: fc.Arbitrary<number>): fc.Arbitrary<Triple[]> =>
    fc.array(fc.tuple(weight, weight, weight), size);
  const sixteenths = triples(fc.nat(16)).map((weights) => fromWeights(weights, inSixteenths));
  const unequal = triples(fc.integer({ min: 0, max: 1000 })).map((weights) => fromWeights(weights, normalised));
  const extreme = triples(fc.integer({ min: -1, max: 300 })).map((exponents) =>
    fromWeights(
      exponents.map(([a, b, c]) => [weightOf(a), weightOf(b), weightOf(c)]),
      normalised,
    ),
  );
  return fc.oneof({ withCrossShrink: true }, sixteenths, unequal, extreme);
}

type Triple = readonly [number, number, number];

/** 10^−exponent, and 0 for −1. */
function weightOf(exponent: number): number {
  return exponent < 0 ? 0 : 10 ** -exponent;
}

function fromWeights(weights: readonly Triple[], toDistribution: (weights: number[]) => Float64Array): Worlds {
  const world = (index: 0 | 1 | 2): Float64Array => {
    const column: number[] = weights.map((row) => row[index]);
    if (!column.some((weight) => weight > 0)) column[0] = 1;
    return toDistribution(column);
  };
  return { p: world(0), q: world(1), r: world(2), outcomes: Uint32Array.from(weights.keys()) };
}

function normalised(weights: number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(weights, (weight) => weight / total);
}

/** Multiples of 1/16 with the sum exactly 1, near the weights: cumulative sums rounded to sixteenths. */
function inSixteenths(weights: number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  let before = 0;
  return Float64Array.from(weights, (weight) => {
    sum += weight;
    const upTo = Math.round((16 * sum) / total);
    const share = (upTo - before) / 16;
    before = upTo;
    return share;
  });
}
