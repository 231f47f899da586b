import { ArgumentError } from '../../core/errors.js';
import type { Range } from '../../ope/intervals/interval.js';

/**
 * Two numbers with a comma between them, as an option gives a range.
 *
 * @throws ArgumentError unless they are numbers in order
 */
export function rangeOf(option: string, text: string | undefined): Range | undefined {
  if (text === undefined) return undefined;
  const ends = text.split(',').map((end) => (end.trim() === '' ? NaN : Number(end)));
  if (ends.length === 2 && Number.isFinite(ends[0]) && ends[0] < ends[1]) return [ends[0], ends[1]];
  throw new ArgumentError(`${option}: must be two numbers in order, as -1,1, got '${text}' - write ${option}=-1,1`);
}
