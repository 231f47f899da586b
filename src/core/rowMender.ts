import { ArgumentError } from './errors.js';
import { SUM_TOLERANCE, probabilityFault } from './probability.js';

/** How far from 1 a row may sum that was only rounded. */
const ROUNDING = 1e-6;
/**
 * Twice the distance of 1 to the next number of 32 bits: a sum of n such numbers, themselves sums, is off by n of these
 * at most.
 */
const SINGLE = 2 ** -23;
/** A negative probability above minus this is a difference of two equal numbers. */
const NEGATIVE = 1e-12;

/** Mends rows of probabilities that are distributions but for rounding, and remembers what it did. */
export interface RowMender {
  /**
   * Mends a row in place: a negative entry of the size of a rounding error becomes 0, and a row that sums to 1 only to
   * within the precision of its numbers is divided by its sum. A row that sums to 1 ± 1e-9 stays as it is, bit for bit.
   *
   * @returns what is wrong with the row, in the words of an error message, where it is more than rounding
   */
  mend(row: Float64Array): string | undefined;
  /** What was mended, in sentences for people; none if nothing was. */
  sentences(): string[];
}

/**
 * A mender for rows of one file.
 *
 * The precision is 1e-6; that of 32 bits, n·2^-23 for n entries, where every entry is a number of 32 bits; and
 * n·rounding/2 for numbers that were printed to a multiple of `rounding`.
 *
 * @param rounding 1e-4 for numbers of four decimals; default 0: not printed
 * @throws ArgumentError unless rounding is from 0 to below 0.1
 *
 * @example
 * const row = Float64Array.of(0.3333, 0.3333, 0.3333);
 * rowMender(1e-4).mend(row) // undefined
 * row // [1 / 3, 1 / 3, 1 / 3]
 */
export function rowMender(rounding = 0): RowMender {
  if (!(rounding >= 0 && rounding < 0.1))
    throw new ArgumentError(
      `rounding: must be from 0 to below 0.1, got ${rounding} - give 1e-4 for numbers of four decimals`,
    );
  let divided = 0;
  let miss = 0;
  let negatives = 0;
  let least = 0;
  return {
    mend(row) {
      let sum = 0;
      for (let k = 0; k < row.length; k++) {
        if (row[k] < 0 && row[k] >= -NEGATIVE) {
          negatives += 1;
          least = Math.min(least, row[k]);
          row[k] = 0;
        }
        sum += row[k];
      }
      const off = Math.abs(sum - 1);
      const rounded = off > SUM_TOLERANCE && off <= precision(row, rounding) && row.every((p) => p >= 0);
      if (!rounded) {
        const fault = probabilityFault(row);
        return fault === undefined ? undefined : explained(fault, row, off);
      }
      for (let k = 0; k < row.length; k++) row[k] /= sum;
      divided += 1;
      miss = Math.max(miss, off);
      return undefined;
    },
    sentences: () => [
      ...(divided === 0
        ? []
        : [
            `${counted(divided, 'row')} of probabilities summed to 1 only to within ${miss.toPrecision(2)}, by rounding: divided by their sums`,
          ]),
      ...(negatives === 0
        ? []
        : [
            `${negatives === 1 ? '1 probability was' : `${negatives} probabilities were`} negative by rounding, down to ${least}: taken as 0`,
          ]),
    ],
  };
}

function precision(row: Float64Array, rounding: number): number {
  const single = row.every((p) => Math.fround(p) === p) ? row.length * SINGLE : 0;
  // A little more, for the sum's own rounding.
  return Math.max(ROUNDING, single, (row.length * rounding * (1 + 1e-9)) / 2);
}

/** The fault with its likely reason, in place of its remedy where there is a better one. */
function explained(fault: string, row: Float64Array, off: number): string {
  const [plain] = fault.split(' - ');
  if (row.some((p) => !Number.isFinite(p))) return plain;
  if (row.some((p) => p < 0)) {
    const exponentials = row.reduce((sum, x) => sum + Math.exp(x), 0);
    return row.every((x) => x <= 0) && Math.abs(exponentials - 1) < 1e-2
      ? `${plain} - these are logarithms of probabilities: write exp(x)`
      : `${plain} - if these are logits, write their softmax: exp(x) divided by the sum of exp(x)`;
  }
  const decimals = Math.max(...Array.from(row, (p) => (/\.(\d+)$/.exec(String(p))?.[1] ?? '').length));
  const printed = 10 ** -decimals;
  if (decimals >= 2 && decimals <= 8 && off <= precision(row, printed))
    return `${plain} - if the numbers were rounded to ${decimals} decimals, allow it (--round 1e-${decimals}, or rounding: 1e-${decimals})`;
  return fault;
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
