import type { z } from 'zod';
import { DataError } from '../../core/errors.js';
import { shownValue } from '../read/shownValue.js';

/**
 * A value from a file, checked against a schema.
 *
 * @param where opens the message of an error: file, and line where there are several
 * @throws DataError naming the first field that is wrong
 */
export function checkSchema<Schema extends z.ZodType>(where: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const got = path.reduce<unknown>(
    (at, key) => (at as Partial<Record<PropertyKey, unknown>> | undefined)?.[key],
    value,
  );
  // The message of zod ends in what it got where that is a type; ours shows the value.
  const requirement = message.replace(/^Invalid [^:]*: /, '').replace(/, received .*$/, '');
  const field = path.length > 0 ? `'${path.join('.')}' ` : '';
  throw new DataError(`${where}: ${field}must be valid (${requirement}), got ${shownValue(got)}`);
}
