import { count, decimal } from '../../../report/numbers.js';
import type { Ends } from './scales.js';

/** Distance of two ticks: a digit, of 1, 2 and 5, at a power of ten. */
interface Step {
  readonly digit: number;
  readonly power: number;
}

/**
 * Round numbers from one end to the other, increasing: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param n about how many
 */
export function ticks([from, to]: Ends, n: number): readonly number[] {
  if (from === to) return [from];
  const step = stepOf(to - from, n);
  const found: number[] = [];
  // One before and one after, as the quotients are rounded.
  const last = Math.ceil(steps(to, step)) + 1;
  for (let k = Math.floor(steps(from, step)) - 1; k <= last; k++) {
    const tick = multiple(k, step);
    if (tick >= from && tick <= to) found.push(tick);
  }
  return found;
}

/** The ends moved outwards to where ticks are. */
export function tickEnds([from, to]: Ends, n: number): Ends {
  if (from === to) return [from, to];
  let ends: Ends = [from, to];
  // A longer axis may take a longer step.
  for (let before = Number.NaN; ;) {
    const step = stepOf(ends[1] - ends[0], n);
    if (multiple(1, step) === before) return ends;
    before = multiple(1, step);
    ends = [multiple(Math.floor(steps(ends[0], step)), step), multiple(Math.ceil(steps(ends[1], step)), step)];
  }
}

/** Ticks of so many as texts, all to the digit in which they differ. */
export function tickText([from, to]: Ends, n: number): (tick: number) => string {
  const digits = from === to ? 0 : Math.max(0, -stepOf(to - from, n).power);
  return (tick) => {
    const text = decimal(tick, digits);
    const [whole] = /\d+/.exec(text)!;
    return text.replace(whole, count(Number(whole)));
  };
}

/** The step that comes nearest, in ratio, to one in n of a length. */
function stepOf(length: number, n: number): Step {
  const exact = length / n;
  const power = Math.floor(Math.log10(exact));
  const rest = exact / 10 ** power;
  // Between two steps lies the root of their product.
  const above = [2, 10, 50].filter((product) => rest >= Math.sqrt(product)).length;
  return above === 3 ? { digit: 1, power: power + 1 } : { digit: [1, 2, 5][above], power };
}

/** How many steps a value is from 0, by the quotient that rounds the least. */
function steps(value: number, { digit, power }: Step): number {
  return power < 0 ? value * (10 ** -power / digit) : value / (digit * 10 ** power);
}

/** A quotient of whole numbers, so that 3 times a tenth is 0.3. */
function multiple(k: number, { digit, power }: Step): number {
  return power < 0 ? (k * digit) / 10 ** -power : k * digit * 10 ** power;
}
