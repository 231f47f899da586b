import { DataError } from '../../../../core/errors.js';
import type { StartRows, TakesRows } from '../../logRows.js';
import type { CsvDialect } from './csvDialect.js';
import { DecimalMark } from '../decimalMark.js';
import type { LeadingComments } from './leadingComments.js';

/** Takes the records of a file: the names of the columns, then the steps. */
export class CsvRecords {
  readonly #file: string;
  readonly #comments: LeadingComments;
  readonly #start: StartRows;
  readonly #decimal: '.' | ',' | undefined;
  #names: readonly string[] = [];
  rows: TakesRows | undefined;

  constructor(file: string, comments: LeadingComments, start: StartRows, decimal: '.' | ',' | undefined) {
    this.#file = file;
    this.#comments = comments;
    this.#start = start;
    this.#decimal = decimal;
  }

  readonly take =
    ({ separator, nSkipped }: CsvDialect) =>
    (record: string[], lineOfRest: number): void => {
      if (lineOfRest <= nSkipped) return;
      const line = this.#comments.count + lineOfRest;
      if (this.rows) {
        this.#takeStep(this.rows, record, line);
        return;
      }
      this.#names = record.map((name) => name.trim());
      const mark = new DecimalMark(this.#decimal ?? (separator === ',' ? '.' : undefined));
      ({ rows: this.rows } = this.#start({
        ...{ line, fields: this.#names, header: this.#comments.header, mark, separator },
      }));
    };

  #takeStep(rows: TakesRows, record: readonly string[], line: number): void {
    const names = this.#names;
    const blank = (field: string): boolean => field.trim() === '';
    if (blank(record[0]) && record.every(blank)) return;
    if (record[0].trim() === names[0] && names.every((name, i) => record[i]?.trim() === name))
      throw new DataError(
        `${this.#file}:${line}: must be a step, got the column names again - if files were put together, take out this line, and give each run an episode of its own`,
      );
    if (record.length !== names.length && !(record.length > names.length && record.slice(names.length).every(blank)))
      throw new DataError(
        `${this.#file}:${line}: must have the ${names.length} fields that the column names have, got ${record.length} - the file is cut short or damaged, write it again`,
      );
    rows.add(line, record);
  }
}
