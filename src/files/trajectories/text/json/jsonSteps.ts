import { DataError } from '../../../../core/errors.js';
import { checkKind, kindOfJson } from '../../../read/fileKind.js';
import { listed } from '../../../read/listed.js';
import { shownValue } from '../../../read/shownValue.js';
import { type LogHeader, checkLogHeader } from '../../logHeader.js';
import type { StartRows, TakesRows } from '../../logRows.js';
import { type RowUnit, placeIn } from '../../rows/rowUnit.js';
import { JSONL_MARK } from './jsonMark.js';
import { jsonTable } from './jsonTable.js';
import { parseJsonRecord, parseKeepingDigits } from './parseJsonRecord.js';
import { stepBatch } from './stepBatch.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** Takes the objects of a file of JSON: those of its lines, or of the table that it is. */
export class JsonSteps {
  readonly #file: string;
  readonly #start: StartRows;
  readonly #reward: string;
  /** The keys of the first step. */
  fields: readonly string[] = [];
  #wanted: readonly number[] = [];
  #ids: readonly number[] = [];
  readonly #values: unknown[] = [];
  header: LogHeader | undefined;
  rows: TakesRows | undefined;
  /** How many lines were taken. */
  line = 0;

  constructor(file: string, start: StartRows, reward: string) {
    this.#file = file;
    this.#start = start;
    this.#reward = reward;
  }

  /** Takes in a line: a step, several, or our header. */
  take(text: string): void {
    this.line++;
    if (text.trim() === '') return;
    const where = `${this.#file}:${this.line}`;
    const object = this.#object(where, parseJsonRecord(where, text));
    if (!this.rows && this.header === undefined && Object.hasOwn(object, JSONL_MARK)) {
      // All files of ours say in their first field how they were made; of a log that is all of its first line.
      checkKind(this.#file, 'log', kindOfJson(object));
      this.header = checkLogHeader(where, object[JSONL_MARK]);
      return;
    }
    const batch = stepBatch(where, object, this.#reward);
    if (!batch) this.#add(object, 'line', this.line, () => this.#object(where, parseKeepingDigits(where, text)));
    else {
      let digits: readonly JsonObject[] | undefined;
      batch.forEach((step, i) => {
        this.#add(step, 'line', this.line, () => {
          digits ??= stepBatch(where, this.#object(where, parseKeepingDigits(where, text)), this.#reward);
          return digits?.[i] ?? step;
        });
      });
    }
  }

  /** Takes in a file that is one value. */
  takeTable(text: string): void {
    const records = this.#table(parseJsonRecord(this.#file, text));
    let digits: readonly JsonObject[] | undefined;
    records.forEach((record, i) => {
      this.#add(record, 'record', i + 1, () => {
        digits ??= jsonTable(this.#file, parseKeepingDigits(this.#file, text));
        return digits[i];
      });
    });
  }

  /** @throws DataError that it is no table, or what it is instead */
  #table(value: unknown): readonly JsonObject[] {
    try {
      return jsonTable(this.#file, value);
    } catch (error) {
      checkKind(this.#file, 'log', kindOfJson(value));
      throw error;
    }
  }

  /** @param withDigits the same step, numbers that JavaScript cannot hold as text */
  #add(step: JsonObject, unit: RowUnit, number: number, withDigits: () => JsonObject): void {
    this.rows ??= this.#begin(step, unit, number);
    this.#read(step, unit, number);
    if (this.#ids.some((i) => isRounded(this.#values[i]))) this.#read(withDigits(), unit, number);
    this.rows.add(number, this.#values);
  }

  #begin(step: JsonObject, unit: RowUnit, number: number): TakesRows {
    this.fields = Object.keys(step);
    const { rows, columns } = this.#start({ line: number, fields: this.fields, header: this.header, unit });
    this.#wanted = [
      ...new Set(
        Object.values(columns)
          .flat()
          .filter((index): index is number => typeof index === 'number'),
      ),
    ];
    this.#ids = rows.idFields;
    return rows;
  }

  #read(step: JsonObject, unit: RowUnit, number: number): void {
    for (const i of this.#wanted) {
      if (!Object.hasOwn(step, this.fields[i]))
        throw new DataError(
          `${placeIn(this.#file, unit, number)}: must have '${this.fields[i]}' as the rows before it, got ${listed(Object.keys(step))} - give every row the same keys`,
        );
      this.#values[i] = step[this.fields[i]];
    }
  }

  #object(where: string, value: unknown): JsonObject {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw new DataError(`${where}: must be a JSON object, got ${shownValue(value)}`);
  }
}

/** Whether a number may have lost digits as it was read. */
function isRounded(value: unknown): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}
