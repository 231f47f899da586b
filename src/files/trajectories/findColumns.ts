import { DataError } from '../../core/errors.js';
import { type LogColumn, REQUIRED } from './columnNames.js';
import { listed } from './listed.js';

/** Where the columns of a log are among those of its file. */
export interface FoundColumns {
  /** Those that every log has, in the order of `REQUIRED`. */
  readonly required: readonly number[];
  readonly hidden: number | undefined;
  readonly propensity: number | undefined;
  /** One for each action; empty if the file has none. */
  readonly propensities: readonly number[];
}

/**
 * Finds the columns of a log by name. Others are left alone.
 *
 * @param where opens the message of an error: file and line
 * @param found the names in the file
 * @param names what each column is called in it
 * @throws DataError if one is missing, is there twice, or the propensities have a gap
 */
export function findColumns(
  where: string,
  found: readonly string[],
  names: Readonly<Record<LogColumn, string>>,
): FoundColumns {
  const indexByName = new Map<string, number>();
  const twice = new Set<string>();
  found.forEach((name, index) => {
    if (indexByName.has(name)) twice.add(name);
    indexByName.set(name, index);
  });
  const indexOf = (name: string): number | undefined => {
    if (twice.has(name))
      throw new DataError(`${where}: column '${name}' must be there once, got it twice - rename or remove one`);
    return indexByName.get(name);
  };
  const required = REQUIRED.map((column) => {
    const index = indexOf(names[column]);
    if (index !== undefined) return index;
    throw new DataError(
      `${where}: must have a column '${names[column]}', got ${listed(found)} - ${remedy(column, found)}`,
    );
  });
  const propensities: number[] = [];
  for (;;) {
    const index = indexOf(`${names.propensity_}${propensities.length}`);
    if (index === undefined) break;
    propensities.push(index);
  }
  // Not one column fewer than there are: a gap in the numbers is a mistake, not the end of the actions.
  const stray = found.find((name) => numberAfter(name, names.propensity_) >= propensities.length);
  if (stray !== undefined)
    throw new DataError(
      `${where}: must have a column '${names.propensity_}${propensities.length}' beside '${stray}', got ${listed(found)} - number the actions from 0`,
    );
  return { required, hidden: indexOf(names.hidden), propensity: indexOf(names.propensity), propensities };
}

/** The number that follows a prefix; NaN if the name is not the prefix and a number. */
function numberAfter(name: string, prefix: string): number {
  const rest = name.slice(prefix.length);
  return name.startsWith(prefix) && /^(0|[1-9]\d*)$/.test(rest) ? Number(rest) : NaN;
}

function remedy(column: LogColumn, found: readonly string[]): string {
  return found.length === 1 && /[;\t|]/.test(found[0])
    ? 'separate the columns by commas'
    : `name the column that holds it: --column ${column}=NAME, or columns: { ${column}: 'NAME' }`;
}
