import { z } from 'zod';
import { ArgumentError, DataError } from '../../core/errors.js';
import { checkSchema } from '../json/checkSchema.js';
import { checkKind, kindOfText } from '../read/fileKind.js';
import { jsonOfKind } from '../json/jsonOfKind.js';
import { asJsonObject } from '../json/parseJsonObject.js';
import { readWhole } from '../read/readWhole.js';
import { shownValue } from '../read/shownValue.js';
import { listed } from '../read/listed.js';
import { integerFrom, numberFrom } from '../read/numberFrom.js';
import { type CsvLine, csvLines } from './csvLines.js';
import { LARGEST_JSON } from './readMdp.js';

/** A score of the states, and what it is called. */
export interface Score {
  readonly name: string;
  /** Shape (S), finite. */
  readonly values: Float64Array;
}

/**
 * Reads scores of states, one or more.
 *
 *     .csv     a column `state` and a column for each score; a line for each state, in any order; # opens a comment
 *     .json    { "scores": { "name": [one number a state], ... } }
 *
 * @param nStates S
 * @returns at least one, in the order of the file
 * @throws ArgumentError if the path has another extension; DataError, with the file's name and the line or score, for
 *   anything that is wrong with it
 *
 * @example
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * const file = `${await mkdtemp(`${tmpdir()}/couplet-`)}/scores.csv`;
 * await writeFile(file, 'state,harm\n0,1\n1,0.5\n');
 * await readScores(file, 2) // [{ name: 'harm', values: [1, 0.5] }]
 */
export async function readScores(path: string, nStates: number): Promise<Score[]> {
  const format = /\.(csv|json)$/i.exec(path)?.[1].toLowerCase();
  if (format === undefined)
    throw new ArgumentError(`readScores: a file of scores must end in .csv or .json, got '${path}'`);
  const text = (await readWhole(path, LARGEST_JSON, 'is it a file of scores?')).toString();
  if (format === 'json') return fromJson(path, text, nStates);
  checkKind(path, 'scores', kindOfText(text));
  return fromCsv(path, text, nStates);
}

const contentSchema = z.strictObject({
  scores: z.record(z.string(), z.array(z.unknown())),
  couplet: z.unknown().exactOptional(),
});

function fromJson(file: string, text: string, nStates: number): Score[] {
  const { scores } = checkSchema(file, contentSchema, asJsonObject(file, jsonOfKind(file, 'scores', text)));
  checkNames(file, Object.keys(scores));
  return Object.entries(scores).map(([name, list]) => {
    if (list.length !== nStates)
      throw new DataError(
        `${file}: score ${shownValue(name)} must have a number for each of the model's ${nStates} states, got ${list.length}`,
      );
    const values = Float64Array.from(list, (value) => (typeof value === 'number' ? value : NaN));
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new DataError(
        `${file}: score ${shownValue(name)} must be a finite number, got ${shownValue(list[bad])} for state ${bad}`,
      );
    return { name, values };
  });
}

function fromCsv(file: string, text: string, nStates: number): Score[] {
  const [head, ...lines] = csvLines(file, text);
  if ((head as CsvLine | undefined) === undefined)
    throw new DataError(`${file}: must have a line of column names, got an empty file`);
  const stateColumn = head.fields.indexOf('state');
  if (stateColumn < 0)
    throw new DataError(`${file}:${head.line}: must have a column 'state', got ${listed(head.fields)}`);
  const columns = [...head.fields.keys()].filter((column) => column !== stateColumn);
  const names = columns.map((column) => head.fields[column]);
  checkNames(`${file}:${head.line}`, names, 'state');
  const values = names.map(() => new Float64Array(nStates));
  const lineOf = new Map<number, number>();
  for (const { line, fields } of lines) {
    const where = `${file}:${line}`;
    if (fields.length !== head.fields.length)
      throw new DataError(
        `${where}: must have the ${head.fields.length} fields that the column names have, got ${fields.length}`,
      );
    const state = integerFrom(fields[stateColumn]);
    if (!(state >= 0 && state < nStates))
      throw new DataError(
        `${where}: state must be an integer from 0 to ${nStates - 1}, got ${shownValue(fields[stateColumn])}`,
      );
    if (lineOf.has(state))
      throw new DataError(
        `${where}: each state must have one line, got ${state} again, after line ${lineOf.get(state)!}`,
      );
    lineOf.set(state, line);
    columns.forEach((column, i) => {
      const value = numberFrom(fields[column]);
      if (Number.isNaN(value))
        throw new DataError(
          `${where}: score ${shownValue(names[i])} must be a finite number, got ${shownValue(fields[column])}`,
        );
      values[i][state] = value;
    });
  }
  for (let state = 0; state < nStates; state++)
    if (!lineOf.has(state))
      throw new DataError(`${file}: must have a line for each of the model's ${nStates} states, got none for ${state}`);
  return names.map((name, i) => ({ name, values: values[i] }));
}

/** @param taken a name that no score can have besides */
function checkNames(where: string, names: readonly string[], taken?: string): void {
  if (names.length === 0) throw new DataError(`${where}: must have at least one score, got none`);
  if (names.includes('')) throw new DataError(`${where}: every score must have a name, got one without`);
  const again = names.find((name, i) => name === taken || names.indexOf(name) < i);
  if (again !== undefined) throw new DataError(`${where}: names must differ, got ${shownValue(again)} twice`);
}
