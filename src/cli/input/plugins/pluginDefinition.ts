import { DataError } from '../../../core/errors.js';
import { inFewWords } from '../../../core/plugins/inFewWords.js';
import { isStandardSchema } from '../../../core/schema/standardSchema.js';

/** What the definitions of all kinds have. */
interface Definition {
  readonly name: string;
  readonly summary: string;
}

/** The names of commands, options and parameters are told apart by what these lack. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u;

/**
 * Checks what the definitions of all kinds have: a name, a schema of the parameters if there is one, and functions.
 *
 * @param path of the module
 * @param functions of which at least one must be there
 * @throws DataError naming the module and the field
 */
export function checkDefinition(
  path: string,
  exported: object,
  functions: readonly string[],
): asserts exported is Definition {
  const record = exported as Readonly<Record<string, unknown>>;
  const fail = (field: string, requirement: string): never => {
    throw new DataError(`${path}: ${field} must be ${requirement}, got ${inFewWords(record[field])}`);
  };
  if (typeof record.name !== 'string' || !NAME.test(record.name)) fail('name', 'a text of letters, digits and hyphens');
  if (record.summary !== undefined && typeof record.summary !== 'string') fail('summary', 'a line of text');
  // Of a definition; an environment itself has the parameters that it was built with.
  if (typeof record.step !== 'function' && record.parameters !== undefined && !isStandardSchema(record.parameters))
    fail('parameters', 'a Standard Schema, as of zod, valibot or arktype');
  if (!functions.some((name) => typeof record[name] === 'function'))
    throw new DataError(`${path}: one of ${functions.join(' and ')} must be a function, got none`);
}
