/** A typed array that a column can be made of. */
export type ColumnArray = Int32Array | Uint32Array | Uint8Array | Float64Array;

const FIRST_CHUNK = 1024;
const LARGEST_CHUNK = 16_384;
/** Share of a reserved array that may be left empty at its end. */
const MOST_SPARE = 1 / 16;

/**
 * A typed array that grows at its end. It is kept in chunks, so growing copies nothing and at the end every entry is
 * copied once: twice the final size is the most that is ever held. Where the size is known, or can be told from a part,
 * `reserve` saves the copy.
 *
 * @example
 * const column = new GrowingColumn((length) => new Int32Array(length));
 * column.push(7);
 * column.finish() // [7]
 */
export class GrowingColumn<T extends ColumnArray> {
  readonly #make: (length: number) => T;
  readonly #width: number;
  #full: T[] = [];
  #fullLength = 0;
  #chunk: T;
  #used = 0;
  /** Entries from which on the first chunk, if it is the only one, is as good as the whole. */
  #enough = 0;

  /**
   * @param make a zeroed array of that length
   * @param width chunks are multiples of it, so that a row of that many entries is never split
   */
  constructor(make: (length: number) => T, width = 1) {
    this.#make = make;
    this.#width = width;
    this.#chunk = this.#firstChunk();
  }

  get length(): number {
    return this.#fullLength + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#chunk.length) this.#grow();
    this.#chunk[this.#used++] = value;
  }

  /**
   * The array to write to next, and the first free position in it; at least one is free. For loops that write many
   * entries: `advance` says how many they wrote. Columns of the same width that are advanced together have tails alike.
   */
  tail(): { readonly chunk: T; readonly at: number } {
    if (this.#used === this.#chunk.length) this.#grow();
    return { chunk: this.#chunk, at: this.#used };
  }

  /** Takes in `count` more entries of the tail. */
  advance(count: number): void {
    this.#used += count;
  }

  /**
   * Makes room for `length` entries in all, in one array. Where no more come in the end, and few less, nothing is copied
   * again: pages of memory that nothing is written to cost nothing.
   *
   * @param length a multiple of the width
   */
  reserve(length: number): void {
    if (length <= this.length) return;
    const whole = this.#make(length);
    this.#used = this.#copyTo(whole);
    this.#full = [];
    this.#fullLength = 0;
    this.#chunk = whole;
    this.#enough = (1 - MOST_SPARE) * length;
  }

  /**
   * The column as one array of its exact length, which may be a view of a slightly longer one. The growing column is
   * empty afterwards.
   */
  finish(): T {
    let whole: T;
    if (this.#full.length === 0 && this.#used >= this.#enough)
      whole = this.#used === this.#chunk.length ? this.#chunk : (this.#chunk.subarray(0, this.#used) as T);
    else this.#copyTo((whole = this.#make(this.length)));
    // Before the next column is put together, this one's chunks can go.
    this.#full = [];
    this.#fullLength = this.#used = 0;
    this.#chunk = this.#firstChunk();
    return whole;
  }

  #firstChunk(): T {
    this.#enough = FIRST_CHUNK * this.#width;
    return this.#make(this.#enough);
  }

  /** Returns how many entries there were. */
  #copyTo(whole: T): number {
    let at = 0;
    for (const chunk of this.#full) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    whole.set(this.#chunk.subarray(0, this.#used), at);
    return at + this.#used;
  }

  #grow(): void {
    this.#full.push(this.#chunk);
    this.#fullLength += this.#chunk.length;
    this.#chunk = this.#make(Math.min(2 * this.#chunk.length, LARGEST_CHUNK * this.#width));
    this.#used = 0;
  }
}

/** A growing column of 32-bit integers. */
export function int32Column(): GrowingColumn<Int32Array> {
  return new GrowingColumn((length) => new Int32Array(length));
}

/** A growing column of 32-bit integers without sign. */
export function uint32Column(): GrowingColumn<Uint32Array> {
  return new GrowingColumn((length) => new Uint32Array(length));
}

/** A growing column of bytes. */
export function uint8Column(): GrowingColumn<Uint8Array> {
  return new GrowingColumn((length) => new Uint8Array(length));
}

/** A growing column of numbers, in rows of `width` entries. */
export function float64Column(width = 1): GrowingColumn<Float64Array> {
  return new GrowingColumn((length) => new Float64Array(length), width);
}
