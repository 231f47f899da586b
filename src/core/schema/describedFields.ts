import type { StandardSchema } from './standardSchema.js';

/**
 * The fields that a schema of a record says it has, with the description of each, empty where it has none; undefined
 * where the schema cannot tell.
 */
export function describedFields(schema: StandardSchema): Readonly<Record<string, string>> | undefined {
  try {
    const { properties } = schema['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) ?? {};
    if (typeof properties !== 'object' || properties === null) return undefined;
    return Object.fromEntries(
      Object.entries(properties as Readonly<Record<string, { readonly description?: string }>>).map(
        ([name, { description = '' }]) => [name, description],
      ),
    );
  } catch {
    // Not every check can be written as JSON Schema; it still checks.
    return undefined;
  }
}
