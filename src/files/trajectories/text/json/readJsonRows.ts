import { DataError } from '../../../../core/errors.js';
import type { LogRows, RowReader } from '../../logRows.js';
import { JsonLines } from './jsonLines.js';
import { JsonSteps } from './jsonSteps.js';

/** Most bytes of a file that is one JSON value: it is read at once. */
const LONGEST_VALUE = 2 ** 28;
const LINE_BREAK = 10;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/**
 * Reads JSON: one object a line and step, all with the same keys; an object of arrays a line, see `stepBatch`; or, over
 * any lines, one value that is a table, see `jsonTable`.
 *
 * @param reward what the column of rewards is called
 */
export function jsonReader(reward: string): RowReader {
  return async function* (file, chunks, start): AsyncGenerator<void, LogRows> {
    const steps = new JsonSteps(file, start, reward);
    const lines = new JsonLines(file, steps);
    const parts: Buffer[] = [];
    let [head, size] = [Buffer.alloc(0) as Buffer, 0];
    let isTable: boolean | undefined;
    for await (const chunk of chunks) {
      let bytes = chunk;
      if (isTable === undefined) {
        head = Buffer.concat([head, chunk]);
        // A byte order mark has three bytes.
        if (head.length >= BYTE_ORDER_MARK.length) isTable = isWhole(head.toString());
        // Of a file that is not known yet only lines without anything are taken.
        const taken = isTable === undefined && isBlank(head) ? head.lastIndexOf(LINE_BREAK) + 1 : 0;
        lines.write(head.subarray(0, taken));
        bytes = head = head.subarray(taken);
        if (isTable === undefined) continue;
        bytes = unmarked(bytes);
      }
      if (isTable) {
        parts.push(Buffer.from(bytes));
        size += bytes.length;
        if (size > LONGEST_VALUE)
          throw new DataError(
            `${file}: must be at most ${LONGEST_VALUE} bytes of JSON, got more - write one step a line`,
          );
      } else {
        lines.write(bytes);
        yield;
      }
    }
    if (isTable === undefined) {
      isTable = isWhole(head.toString()) === true;
      if (isTable) parts.push(head);
      else lines.write(unmarked(head));
    }
    if (isTable) steps.takeTable(Buffer.concat(parts).toString());
    else lines.end();
    return { rows: steps.rows, header: steps.header };
  };
}

const ENOUGH = 4096;

/** Whether a file that begins so is one value over lines, or a table in one; undefined if there is too little of it. */
function isWhole(text: string): boolean | undefined {
  const begun = text.trimStart();
  if (begun === '') return undefined;
  if (!begun.startsWith('{')) return begun.startsWith('[');
  if (/^\{\s*(\n|"[^"]*"\s*:\s*\{\s*"0"\s*:|"(columns|schema)"\s*:)/.test(begun)) return true;
  return begun.length < ENOUGH && !begun.includes('\n') ? undefined : false;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.toString().trim() === '';
}

function unmarked(bytes: Buffer): Buffer {
  return bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    ? bytes.subarray(BYTE_ORDER_MARK.length)
    : bytes;
}
