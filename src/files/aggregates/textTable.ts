import { DataError } from '../../core/errors.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import { csvLines } from '../models/csvLines.js';
import { csvDialect } from '../trajectories/text/csv/csvDialect.js';
import type { NamedColumns } from './namedColumns.js';

/** A CSV file with a line of names, as a database writes it; numbers in decimal, nothing as an empty field. */
export function csvTable(file: string, text: string): NamedColumns {
  const [names, ...lines] = csvLines(file, text, csvDialect(text.slice(0, 65_536), undefined).separator);
  const fields = (names as typeof names | undefined)?.fields ?? [];
  const odd = lines.find((line) => line.fields.length !== fields.length);
  if (odd)
    throw new DataError(
      `${file}:${odd.line}: must have ${fields.length} fields, as the names of columns, got ${odd.fields.length}`,
    );
  return {
    names: fields,
    columnOf: (name) => {
      const column = fields.indexOf(name);
      return lines.map((line) => filled(name, line.fields[column]));
    },
    placeOf: (row) => `${file}:${lines[row].line}`,
  };
}

/** JSON with one object a line; columns that an object lacks hold nothing there. */
export function jsonLinesTable(file: string, text: string): NamedColumns {
  const lines = text
    .split(/\r?\n/)
    .map((line, k) => ({ line: k + 1, text: line }))
    .filter((line) => line.text.trim() !== '');
  const rows = lines.map((line) => ({
    line: line.line,
    object: parseJsonObject(`${file}:${line.line}`, line.text),
  }));
  return {
    names: [...new Set(rows.flatMap(({ object }) => Object.keys(object)))],
    columnOf: (name) => rows.map(({ object }) => object[name] ?? null),
    placeOf: (row) => `${file}:${rows[row].line}`,
  };
}

/** Text that is kept as it is: digests, which may be digits alone. */
const WORDS: readonly string[] = ['part', 'target', 'behaviour', 'behaviour_digest'];

function filled(name: string, text: string): unknown {
  if (text === '') return null;
  const number = WORDS.includes(name) ? NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}
