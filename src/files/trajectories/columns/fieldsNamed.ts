import { DataError } from '../../../core/errors.js';
import { didYouMean } from '../../../core/didYouMean.js';
import { listed } from '../../read/listed.js';

/**
 * Where columns are among the fields of a file, by name: as it is written, else whatever the case of its letters.
 *
 * @param where opens the message of an error: file and line
 * @param option that names them
 * @throws DataError if one is missing, or is there twice
 */
export function fieldsNamed(
  where: string,
  fields: readonly string[],
  names: readonly string[],
  option: string,
): number[] {
  return names.map((name) => {
    const exact = indices(fields, (field) => field === name);
    const found = exact.length > 0 ? exact : indices(fields, (field) => field.toLowerCase() === name.toLowerCase());
    if (found.length === 1) return found[0];
    throw new DataError(
      found.length > 1
        ? `${where}: column '${name}' of ${option} must be there once, got it ${found.length} times - rename or remove one`
        : `${where}: must have the column '${name}' of ${option}, got ${listed(fields)}${didYouMean(name, fields)}`,
    );
  });
}

function indices(fields: readonly string[], is: (field: string) => boolean): number[] {
  return fields.flatMap((field, index) => (is(field) ? [index] : []));
}
