import { type Immutable, freeze } from 'immer';
import type { z } from 'zod';
import { ArgumentError } from './errors.js';

/**
 * An immutable parameter record: the schema's defaults, changed by the overrides, validated.
 *
 * @param where opens the message of an error, for example `env sepsis`
 * @param schema a zod object whose every field has a default
 * @param overrides fields to change; strings are accepted where the schema coerces them, as from a command line
 * @returns a frozen record
 * @throws ArgumentError that names the field, what is allowed, and, for an unknown field, the fields there are
 */
export function withOverrides<Schema extends z.ZodObject>(
  where: string,
  schema: Schema,
  overrides: Readonly<Record<string, unknown>> = {},
): Immutable<z.output<Schema>> {
  const known = Object.keys(schema.shape);
  for (const key of Object.keys(overrides)) {
    if (!known.includes(key))
      throw new ArgumentError(`${where}: parameters are ${known.join(', ') || '(none)'}, got '${key}'`);
  }
  const parsed = schema.safeParse(overrides);
  if (parsed.success) return freeze(parsed.data, true) as Immutable<z.output<Schema>>;
  const [{ path, message }] = parsed.error.issues;
  const value = path.reduce<unknown>(
    (at, key) => (at as Partial<Record<PropertyKey, unknown>> | undefined)?.[key],
    overrides,
  );
  throw new ArgumentError(`${where}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}, got ${shown(value)}`);
}

/** A value in an error message; JSON alone would turn NaN and infinities into null. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
