const WORD = 4;

/** A text of at least four bytes that is looked for in others, four bytes at a time. */
export class Literal {
  readonly length: number;
  readonly #words: Int32Array;
  readonly #lastWord: number;

  constructor(text: string) {
    const bytes = Buffer.from(text);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.length;
    this.#words = Int32Array.from({ length: Math.floor(bytes.length / WORD) }, (_, k) => view.getInt32(WORD * k, true));
    this.#lastWord = view.getInt32(bytes.length - WORD, true);
  }

  /** Whether it stands at a byte. */
  isAt(view: DataView, at: number): boolean {
    const last = at + this.length - WORD;
    if (last + WORD > view.byteLength) return false;
    const words = this.#words;
    for (let k = 0; k < words.length; k++) if (view.getInt32(at + WORD * k, true) !== words[k]) return false;
    // What is left over is in the last four bytes, of which some were compared already.
    return view.getInt32(last, true) === this.#lastWord;
  }
}
