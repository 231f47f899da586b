import { LONGEST_LINE, failLongLine } from '../../logRows.js';
import type { PlainRow } from '../../rows/plainRow.js';
import { StepRows } from '../../rows/stepRows.js';
import type { JsonSteps } from './jsonSteps.js';
import { PlainJson } from './plainJson.js';
import { WholeLines } from './wholeLines.js';

const LINE_BREAK = 10;

/** Reads lines of JSON: plain ones from their bytes, others as the values that they are. */
export class JsonLines {
  readonly #file: string;
  readonly #steps: JsonSteps;
  readonly #lines = new WholeLines();
  #plain: PlainJson | undefined;
  #rows: StepRows | undefined;
  #row: PlainRow | undefined;

  /** @param steps takes in lines that are not plain, and counts all */
  constructor(file: string, steps: JsonSteps) {
    this.#file = file;
    this.#steps = steps;
  }

  /** @throws DataError on the first line that is wrong */
  write(bytes: Buffer): void {
    for (const lines of this.#lines.add(bytes))
      for (let from = 0; from < lines.length;) {
        const next = this.#takePlain(lines, from);
        from = next > 0 ? next : this.#takeOther(lines, from);
      }
    if (this.#lines.rest.length > LONGEST_LINE) failLongLine(this.#file, this.#steps.line + 1);
  }

  /** Reads the last line, if no line break ended it. */
  end(): void {
    this.#steps.take(this.#lines.rest.toString());
  }

  /** @returns where the next line begins; −1 where this one was not taken */
  #takePlain(bytes: Buffer, from: number): number {
    const rows = this.#rows;
    if (!this.#plain || !this.#row || !rows || !this.#plain.read(bytes, from)) return -1;
    this.#row.line = this.#steps.line + 1;
    if (!rows.addPlain(this.#row)) return -1;
    this.#steps.line++;
    return this.#plain.at;
  }

  #takeOther(bytes: Buffer, from: number): number {
    this.#plain?.forgetName();
    const close = bytes.indexOf(LINE_BREAK, from);
    this.#steps.take(bytes.toString('utf8', from, close));
    const { rows, fields } = this.#steps;
    if (!this.#rows && rows instanceof StepRows) {
      this.#rows = rows;
      const roles = rows.plainRoles();
      if (roles) this.#plain = new PlainJson(fields, roles, (this.#row = rows.plainRow()));
    }
    return close + 1;
  }
}
