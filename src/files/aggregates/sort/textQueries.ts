import { LONGEST_LINE, type RowsStart } from '../../trajectories/logRows.js';
import type { LogHeader } from '../../trajectories/logHeader.js';
import { CSV_MARK } from '../../trajectories/text/csv/csvMark.js';
import { JSONL_MARK } from '../../trajectories/text/json/jsonMark.js';
import { literal, named } from './sqlText.js';

/** Files of text that become one, and how the first lines of each look. */
export interface TextFiles {
  readonly paths: readonly string[];
  /** Without lines of comments, where it is CSV. */
  readonly heads: readonly RowsStart[];
  /** What the columns are called by which rows are sorted, in any case. */
  readonly episode: string;
  readonly t: string;
}

/** The query that writes the rows of CSV files in order, each field as the text that it is. */
export function sortedCsvQuery({ paths, heads, episode, t }: TextFiles, to: string): string {
  const [{ fields, separator = ',', header }] = heads;
  const rows = paths.map((path, k) => {
    const columns = heads[k].fields.map((name) => `${literal(name)}: 'varchar'`);
    const options = {
      columns: `{${columns.join(', ')}}`,
      delim: literal(heads[k].separator ?? ','),
      skip: String(heads[k].line - 1),
      header: 'true',
      ...{ auto_detect: 'false', quote: `'"'`, escape: `'"'`, comment: `''`, max_line_size: String(LONGEST_LINE) },
    };
    return `select ${fields.map(named).join(', ')} from read_csv(${literal(path)}, ${assigned(options)})`;
  });
  const prefix = [
    ...(header ? [`${CSV_MARK}${JSON.stringify(uncounted(header))}`] : []),
    fields.map((name) => `"${name.replaceAll('"', '""')}"`).join(separator),
  ];
  const options = `format csv, header false, delim ${literal(separator)}, ${around(prefix)}`;
  return `copy (select * from (${rows.join(' union all ')}) order by ${named(episode)}, try_cast(${named(t)} as double)) to ${literal(to)} (${options})`;
}

/** The query that writes the lines of files of JSON lines in order, each as it is. */
export function sortedJsonlQuery({ paths, heads, episode, t }: TextFiles, to: string): string {
  const [{ fields, header }] = heads;
  const value = (name: string): string => {
    const own = fields.find((field) => field.toLowerCase() === name.toLowerCase()) ?? name;
    return `json_extract_string(line, ${literal(`$."${own}"`)})`;
  };
  // One field a line: JSON holds no control characters, and its quotes mean nothing here.
  const plain = { delim: "'\x01'", quote: "''", escape: "''" };
  const options = { columns: "{'line': 'varchar'}", header: 'false', auto_detect: 'false', ...plain };
  const files = `read_csv([${paths.map(literal).join(', ')}], ${assigned({ ...options, comment: "''", max_line_size: String(LONGEST_LINE) })})`;
  const steps = `select line from ${files} where trim(line) <> '' and json_extract(line, '$.${JSONL_MARK}') is null`;
  const prefix = header ? [JSON.stringify({ [JSONL_MARK]: uncounted(header) })] : [];
  return `copy (${steps} order by ${value(episode)}, try_cast(${value(t)} as double)) to ${literal(to)} (format csv, header false, ${Object.entries(
    plain,
  )
    .map(([name, text]) => `${name} ${text}`)
    .join(', ')}${prefix.length > 0 ? `, ${around(prefix)}` : ''})`;
}

/** Without how much a file holds, as there may be several. */
function uncounted(header: LogHeader): LogHeader {
  return { ...header, nEpisodes: undefined, nSteps: undefined } as unknown as LogHeader;
}

function assigned(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}

/** DuckDB ends what it writes with the suffix, in place of its last line break. */
function around(prefix: readonly string[]): string {
  return `prefix ${literal(`${prefix.join('\n')}\n`)}, suffix '\n'`;
}
