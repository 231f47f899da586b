const LONGEST_NAME = 64;

/** The name of the last row's episode, so that most rows need no text of theirs. */
export class LastName {
  readonly #bytes = new Uint8Array(LONGEST_NAME);
  /** −1 where it is not known. */
  #length = -1;

  forget(): void {
    this.#length = -1;
  }

  /** @returns undefined if bytes `from` to `end` − 1 are the last name again; else they are from now on */
  next(bytes: Buffer, from: number, end: number): string | undefined {
    const length = end - from;
    const name = this.#bytes;
    if (length === this.#length) {
      let i = 0;
      while (i < length && name[i] === bytes[from + i]) i++;
      if (i === length) return undefined;
    }
    this.#length = length <= LONGEST_NAME ? length : -1;
    if (length <= LONGEST_NAME) for (let i = 0; i < length; i++) name[i] = bytes[from + i];
    return bytes.toString('utf8', from, end);
  }
}
