import { freeze, type Immutable, produce } from 'immer';
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
  const changed = produce<Record<string, unknown>>(schema.parse({}), (draft) => {
    for (const [key, value] of Object.entries(overrides)) if (value !== undefined) draft[key] = value;
  });
  const parsed = schema.safeParse(changed);
  if (parsed.success) return freeze(parsed.data, true) as Immutable<z.output<Schema>>;
  const [issue] = parsed.error.issues;
  const field = issue!.path.join('.');
  throw new ArgumentError(`${where}: ${field}: ${issue!.message}, got ${JSON.stringify(overrides[field])}`);
}
