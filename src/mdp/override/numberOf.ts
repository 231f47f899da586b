import { didYouMean } from '../../core/didYouMean.js';
import type { Named } from './overrides.js';

/** Ends in an error of the caller's that tells of the fault. */
export type Fail = (fault: string) => never;

/**
 * The number of a state or an action that is given by name or by number; a name goes before a number that is written as
 * one.
 *
 * @param what `state` or `action`
 * @param names by number; as many as there are names
 * @param n how many there are
 *
 * @example
 * const fail = (fault) => { throw new Error(fault); };
 * [numberOf('action', 'treat', ['wait', 'treat'], 2, fail), numberOf('action', '0', [], 2, fail)] // [1, 0]
 */
export function numberOf(what: string, name: Named, names: readonly string[], n: number, fail: Fail): number {
  const named = typeof name === 'string' ? names.indexOf(name) : -1;
  if (named >= 0 && names.indexOf(String(name), named + 1) >= 0)
    fail(`a name must be of one ${what}, got '${name}', which several have - give its number`);
  const number = named >= 0 ? named : String(name).trim() === '' ? NaN : Number(name);
  if (Number.isInteger(number) && number >= 0 && number < n) return number;
  const hint = typeof name === 'string' ? didYouMean(name, names) : '';
  return fail(
    `${what} must be a name or a number from 0 to ${n - 1}, got ${typeof name === 'string' ? `'${name}'` : name}${hint}`,
  );
}
