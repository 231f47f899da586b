import { type Immutable, freeze } from 'immer';
import { ArgumentError } from './errors.js';
import { describedFields } from './schema/describedFields.js';
import type { SchemaIssue, SchemaResult, StandardSchema } from './schema/standardSchema.js';

/**
 * An immutable parameter record: the schema's defaults, changed by the overrides, validated.
 *
 * A text that the schema refuses is tried as the number or truth value that it reads as, for values from a command
 * line.
 *
 * @param where opens the message of an error, for example `env sepsis`
 * @param schema of an object, every field of which has a default or may be left out
 * @param overrides fields to change
 * @returns a frozen record
 * @throws ArgumentError that names the field, what is allowed, and, for an unknown field, the fields there are
 */
export function withOverrides<Output extends object>(
  where: string,
  schema: StandardSchema<Output>,
  overrides: Readonly<Record<string, unknown>> = {},
): Immutable<Output> {
  const known = describedFields(schema);
  if (known) checkKnown(where, Object.keys(known), overrides);
  // A copy, as a schema may return what it is given, and the result is frozen.
  const given = validated(where, schema, { ...overrides });
  const result = given.issues ? validated(where, schema, withoutText(overrides, given.issues)) : given;
  if (result.issues) throw new ArgumentError(`${where}: ${issueText(result.issues[0], overrides)}`);
  const { value } = result;
  if (typeof value !== 'object' || (value as unknown) === null)
    throw new ArgumentError(
      `${where}: parameters must be a record, got ${shown(value)} - make the schema one of an object`,
    );
  if (!known) checkKnown(where, Object.keys(value), overrides);
  return freeze(value, true) as Immutable<Output>;
}

/** A misspelt parameter must not be left alone in silence, as most schemas would. */
function checkKnown(where: string, known: readonly string[], overrides: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(overrides))
    if (!known.includes(key))
      throw new ArgumentError(`${where}: parameters are ${known.join(', ') || '(none)'}, got '${key}'`);
}

function validated<Output>(where: string, schema: StandardSchema<Output>, value: unknown): SchemaResult<Output> {
  const result = schema['~standard'].validate(value);
  if (!(result instanceof Promise)) return result;
  result.catch(() => undefined);
  throw new ArgumentError(`${where}: parameters must be checked at once, got a schema that answers later`);
}

/** The overrides with each text that was refused as what it reads as. */
function withoutText(
  overrides: Readonly<Record<string, unknown>>,
  issues: readonly SchemaIssue[],
): Record<string, unknown> {
  const refused = new Set(issues.map(({ path = [] }) => keyOf(path[0])));
  return Object.fromEntries(
    Object.entries(overrides).map(([key, value]) => [
      key,
      typeof value === 'string' && refused.has(key) ? readAs(value) : value,
    ]),
  );
}

function readAs(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function issueText({ path = [], message }: SchemaIssue, overrides: Readonly<Record<string, unknown>>): string {
  const keys = path.map(keyOf);
  const value = keys.reduce<unknown>(
    (at, key) => (at as Partial<Record<PropertyKey, unknown>> | undefined)?.[key],
    overrides,
  );
  return `${keys.length > 0 ? `${keys.join('.')}: ` : ''}${message}, got ${shown(value)}`;
}

function keyOf(step: PropertyKey | { readonly key: PropertyKey } | undefined): PropertyKey {
  return typeof step === 'object' ? step.key : (step ?? '');
}

/** A value in an error message; JSON alone would turn NaN and infinities into null. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
