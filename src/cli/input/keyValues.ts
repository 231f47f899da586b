import { ArgumentError } from '../../core/errors.js';

/**
 * Reads `key=value` pairs.
 *
 * @param option opens the message of an error
 * @throws ArgumentError on a pair without `=` or a key given twice
 *
 * @example
 * keyValues('--set', ['version=corrected']) // { version: 'corrected' }
 */
export function keyValues(option: string, pairs: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new ArgumentError(`${option}: must be key=value, got '${pair}'`);
    const key = pair.slice(0, at);
    if (values.has(key)) throw new ArgumentError(`${option}: each key may be given once, got '${key}' twice`);
    values.set(key, pair.slice(at + 1));
  }
  return Object.fromEntries(values);
}
