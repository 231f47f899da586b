/**
 * A schema of any library that keeps the common interface: zod, valibot, arktype and others, in any version and copy,
 * or an object written by hand. `jsonSchema` is there where the library can say what it checks.
 *
 * Source: standardschema.dev, Standard Schema 1.0 and Standard JSON Schema.
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For the compiler alone. */
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
    readonly jsonSchema?:
      | {
          /** What is accepted, as JSON Schema; may throw where it cannot be said. */
          readonly input: (options: { readonly target: 'draft-2020-12' }) => Readonly<Record<string, unknown>>;
        }
      | undefined;
  };
}

/** What a check gave: the value, or what is wrong with it. */
export type SchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether a value has the interface; not whether it keeps it. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  const standard = (value as { readonly '~standard'?: { readonly validate?: unknown } })['~standard'];
  return typeof standard?.validate === 'function';
}
