import { DataError } from '../../core/errors.js';
import { parseJsonObject } from '../parseJsonObject.js';
import type { FoundColumns } from './findColumns.js';
import { listed } from './listed.js';
import { type LogHeader, checkLogHeader } from './logHeader.js';
import { LONGEST_LINE, type LogRows, type RowReader, failLongLine } from './logRows.js';
import type { StepRows } from './stepRows.js';

/** The key of the first line of a JSONL file that we write. */
export const JSONL_MARK = 'couplet';

/** Reads a JSONL file: one object a line and step, all with the same keys. */
export const readJsonlRows: RowReader = async (file, chunks, start): Promise<LogRows> => {
  let header: LogHeader | undefined;
  let rows: StepRows | undefined;
  let fields: readonly string[] = [];
  let wanted: readonly number[] = [];
  let line = 0;
  const values: unknown[] = [];
  const take = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    const where = `${file}:${line}`;
    const row = parseJsonObject(where, text);
    if (!rows) {
      if (header === undefined && Object.hasOwn(row, JSONL_MARK)) {
        header = checkLogHeader(where, row[JSONL_MARK]);
        return;
      }
      fields = Object.keys(row);
      const started = start(line, fields, header);
      rows = started.rows;
      wanted = indices(started.columns);
    }
    for (const i of wanted) {
      if (!Object.hasOwn(row, fields[i]))
        throw new DataError(
          `${where}: must have '${fields[i]}' as the rows before it, got ${listed(Object.keys(row))} - give every row the same keys`,
        );
      values[i] = row[fields[i]];
    }
    rows.add(line, values);
  };
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
    if (rest.length > LONGEST_LINE) failLongLine(file, line + 1);
  }
  take(rest + decoder.decode());
  return { rows, header };
};

function indices({ required, hidden, propensity, propensities }: FoundColumns): number[] {
  return [...required, hidden, propensity, ...propensities].filter((index) => index !== undefined);
}
