/** Ids below this are marked in a table; logs with larger ones are refused, and theirs are only counted. */
const MARKED = 100_000_000;
const FIRST = 4096;

/** A set of ids, integers from 0, of a log of any length. It grows with the largest id. */
export class IdSet {
  #marks = new Uint8Array(FIRST);
  readonly #beyond = new Set<number>();
  #largest = -1;

  /** The largest id; −1 if there is none. */
  get largest(): number {
    return this.#largest;
  }

  /** How many ids there are. Cost O(largest). */
  get size(): number {
    let count = this.#beyond.size;
    const end = Math.min(this.#largest + 1, this.#marks.length);
    for (let id = 0; id < end; id++) count += this.#marks[id];
    return count;
  }

  has(id: number): boolean {
    return this.#marks[id] === 1 || this.#beyond.has(id);
  }

  /** Adds the ids of a column, without those below 0. Cost O(its length). */
  addAll(column: ArrayLike<number>): void {
    for (let i = 0; i < column.length; i++) {
      const id = column[i];
      if (id > this.#largest) this.#grow(id);
      if (id >= MARKED) this.#beyond.add(id);
      else if (id >= 0) this.#marks[id] = 1;
    }
  }

  #grow(largest: number): void {
    this.#largest = largest;
    if (largest < this.#marks.length || this.#marks.length === MARKED) return;
    const marks = new Uint8Array(Math.min(MARKED, Math.max(2 * this.#marks.length, largest + 1)));
    marks.set(this.#marks);
    this.#marks = marks;
  }
}
