import { type LogColumn, type ColumnNames, REQUIRED } from './logColumn.js';
import { ArgumentError } from '../../../core/errors.js';
import { CONVENTIONS, type NamingConvention } from './conventions.js';

const ALL: readonly LogColumn[] = [
  ...REQUIRED,
  'truncated',
  'hidden',
  'propensity',
  'log_propensity',
  'propensity_',
  'propensities',
];

/**
 * The name of every column in a file. A column that need not be there gives up its name to one that is renamed to it.
 *
 * @param convention whose names those have that are not renamed
 * @throws ArgumentError if the option renames a column that there is none of, or gives two the same name
 */
export function columnNames(
  where: string,
  renamed: ColumnNames = {},
  convention?: NamingConvention,
): Readonly<Record<LogColumn, string>> {
  for (const column of Object.keys(renamed)) {
    if (!(ALL as readonly string[]).includes(column))
      throw new ArgumentError(`${where}: columns may rename ${ALL.join(', ')}, got '${column}'`);
  }
  const taken = new Set(Object.values(renamed));
  const known = convention && CONVENTIONS[convention];
  const names = Object.fromEntries(
    ALL.map((column) => {
      const name = renamed[column] ?? known?.[column] ?? column;
      const gives = renamed[column] === undefined && taken.has(name) && !REQUIRED.includes(column);
      return [column, gives ? '' : name];
    }),
  ) as Record<LogColumn, string>;
  const twice = ALL.find((column, i) =>
    ALL.slice(0, i).some((other) => names[other] === names[column] && names[column] !== ''),
  );
  if (twice) throw new ArgumentError(`${where}: columns must have names of their own, got '${names[twice]}' twice`);
  return names;
}
