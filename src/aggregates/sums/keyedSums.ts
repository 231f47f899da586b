/** Keys of three integers, and the sums of each, in increasing order of the keys. */
export interface SortedSums {
  /** Three columns. */
  readonly keys: readonly [Int32Array, Int32Array, Int32Array];
  /** One column a sum. */
  readonly sums: readonly Float64Array[];
}

const FIRST_ROWS = 1024;

/**
 * Sums by a key of three integers, such as state, action and next state, of which only few come: a hash table in typed
 * arrays, so that hundreds of millions of look-ups make no garbage.
 *
 * @example
 * const sums = new KeyedSums(1);
 * sums.add(3, 0, 7, 2);
 * sums.sorted().keys[2] // [7]
 */
export class KeyedSums {
  readonly #width: number;
  #keys = new Int32Array(3 * FIRST_ROWS);
  /** Row of each place plus 1, or 0 where it is free; twice as many places as rows, or more. */
  #places = new Int32Array(2 * FIRST_ROWS);
  #rows = 0;
  /** The sums, row after row. */
  #values: Float64Array;

  /** @param width sums of a key */
  constructor(width: 1 | 2 | 3) {
    this.#width = width;
    this.#values = new Float64Array(width * FIRST_ROWS);
  }

  /** Adds to the sums of a key, as many as there are. */
  add(a: number, b: number, c: number, first: number, second: number = 0, third: number = 0): void {
    const at = this.#at(a, b, c);
    this.#values[at] += first;
    if (this.#width > 1) this.#values[at + 1] += second;
    if (this.#width > 2) this.#values[at + 2] += third;
  }

  /** Where the first sum of a key is in the values; a key that has not come yet starts at 0. */
  #at(a: number, b: number, c: number): number {
    const mask = this.#places.length - 1;
    for (let place = hash(a, b, c) & mask; ; place = (place + 1) & mask) {
      const row = this.#places[place] - 1;
      if (row < 0) {
        if (3 * this.#rows === this.#keys.length) {
          this.#grow();
          return this.#at(a, b, c);
        }
        this.#keys[3 * this.#rows] = a;
        this.#keys[3 * this.#rows + 1] = b;
        this.#keys[3 * this.#rows + 2] = c;
        this.#places[place] = ++this.#rows;
        return (this.#rows - 1) * this.#width;
      }
      if (this.#keys[3 * row] === a && this.#keys[3 * row + 1] === b && this.#keys[3 * row + 2] === c)
        return row * this.#width;
    }
  }

  /** Cost O(keys · log keys). */
  sorted(): SortedSums {
    const keys = this.#keys;
    const order = Uint32Array.from({ length: this.#rows }, (_, row) => 3 * row).sort(
      (x, y) => keys[x] - keys[y] || keys[x + 1] - keys[y + 1] || keys[x + 2] - keys[y + 2],
    );
    const column = (k: number): Int32Array => Int32Array.from(order, (at) => keys[at + k]);
    return {
      keys: [column(0), column(1), column(2)],
      sums: Array.from({ length: this.#width }, (_, k) =>
        Float64Array.from(order, (at) => this.#values[(at / 3) * this.#width + k]),
      ),
    };
  }

  #grow(): void {
    const keys = new Int32Array(2 * this.#keys.length);
    keys.set(this.#keys);
    this.#keys = keys;
    const values = new Float64Array(2 * this.#values.length);
    values.set(this.#values);
    this.#values = values;
    const places = new Int32Array(2 * this.#places.length);
    const mask = places.length - 1;
    for (let row = 0; row < this.#rows; row++) {
      let place = hash(keys[3 * row], keys[3 * row + 1], keys[3 * row + 2]) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = row + 1;
    }
    this.#places = places;
  }
}

/** Odd factors from the fractional part of the golden ratio and its like: all bits of the key reach the low bits. */
function hash(a: number, b: number, c: number): number {
  let bits = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x165667b1, 0x85ebca77) ^ Math.imul(c + 0x27d4eb2f, 0xc2b2ae3d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  return bits ^ (bits >>> 13);
}
