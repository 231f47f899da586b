import type { RowUnit } from './rows/rowUnit.js';
import { DataError } from '../../core/errors.js';
import type { FoundColumns } from './columns/foundColumns.js';
import type { LogHeader } from './logHeader.js';
import type { Separator } from './text/csv/csvDialect.js';
import type { DecimalMark } from './text/decimalMark.js';

/** Takes in the rows of a file, fields as text or as values, with the line or record of each. */
export interface TakesRows {
  /** Fields that are ids: digits beyond 2^53 are to be kept. */
  readonly idFields: readonly number[];
  add(line: number, row: readonly unknown[]): void;
}

/** What a file of one format held. */
export interface LogRows {
  /** Undefined if there was not even a row that names the columns. */
  readonly rows: TakesRows | undefined;
  /** Undefined if the log is from elsewhere. */
  readonly header: LogHeader | undefined;
}

/** What the reader of a format knows of a file once it knows the names of the fields. */
export interface RowsStart {
  /** The line, or record, of the names. */
  readonly line: number;
  readonly fields: readonly string[];
  readonly header?: LogHeader | undefined;
  /** Default: line. */
  readonly unit?: RowUnit;
  /** How its numbers are written; default: with a point. */
  readonly mark?: DecimalMark;
  /** What separates the fields of CSV. */
  readonly separator?: Separator;
}

/** Called by the reader of a format with that: finds the columns and makes room for the rows. */
export type StartRows = (start: RowsStart) => { readonly rows: TakesRows; readonly columns: Partial<FoundColumns> };

/**
 * Reads a file of one format. It stops now and then, at its `yield`, so that whoever reads it in pieces can take rows. A
 * chunk may be overwritten when the second after it is asked for.
 */
export type RowReader = (
  file: string,
  chunks: AsyncIterable<Buffer>,
  start: StartRows,
) => AsyncGenerator<void, LogRows> | Generator<void, LogRows>;

/** The longest line, header or record that is taken in, in bytes: a file without line breaks is not a log. */
export const LONGEST_LINE = 1_048_576;

/** @throws DataError, for a line longer than that */
export function failLongLine(file: string, line: number): never {
  throw new DataError(`${file}:${line}: must be at most ${LONGEST_LINE} bytes long, got more - write one step a line`);
}
