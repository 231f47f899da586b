const LINE_BREAK = 10;

/** Cuts bytes, which come in chunks of any size, after line breaks. Of a chunk no more is copied than a line. */
export class WholeLines {
  #rest: Buffer = Buffer.alloc(0);

  /** What came after the last line break. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** The lines that are whole now, some together: each ends in a line break. */
  *add(bytes: Buffer): Generator<Buffer> {
    let from = 0;
    if (this.#rest.length > 0) {
      from = bytes.indexOf(LINE_BREAK) + 1;
      const line = Buffer.concat([this.#rest, from > 0 ? bytes.subarray(0, from) : bytes]);
      if (from === 0) {
        this.#rest = line;
        return;
      }
      this.#rest = bytes.subarray(0, 0);
      yield line;
    }
    const end = bytes.lastIndexOf(LINE_BREAK) + 1;
    this.#rest = bytes.subarray(Math.max(from, end));
    if (end > from) yield bytes.subarray(from, end);
  }
}
