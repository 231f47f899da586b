import { z } from 'zod';

/** A bounded number that may also be written as a string. */
export type NumberParameter = z.ZodPreprocess<z.ZodNumber>;

/**
 * The schema of a numeric parameter: a finite number from `min` to `max`, or a string that reads as one, as from a
 * command line.
 *
 * Unlike zod's own coercion it refuses '', null and booleans, which would quietly become 0 or 1.
 *
 * @param min least value allowed
 * @param max greatest value allowed
 *
 * @example
 * numberParameter(0, 1).parse('0.2') // 0.2
 */
export function numberParameter(min: number, max: number): NumberParameter {
  return z.preprocess(fromText, z.number().min(min).max(max));
}

/** As `numberParameter`, for whole numbers. */
export function integerParameter(min: number, max: number): NumberParameter {
  return z.preprocess(fromText, z.int().min(min).max(max));
}

function fromText(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}
