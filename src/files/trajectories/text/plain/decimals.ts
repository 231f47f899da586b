import { numberFrom } from '../../../read/numberFrom.js';

const [SIZE, LONGEST] = [4096, 24];

/**
 * Reads numbers from bytes by `numberFrom`, and remembers some: the longer decimals of a log, its probabilities, are
 * often the same few.
 */
export class Decimals {
  readonly #values = new Float64Array(SIZE);
  readonly #lengths = new Uint8Array(SIZE);
  readonly #texts = new Uint8Array(SIZE * LONGEST);

  /** NaN where bytes `from` to `end` − 1 are no finite number. */
  of(bytes: Buffer, from: number, end: number): number {
    const length = end - from;
    if (length > LONGEST) return numberFrom(bytes.toString('latin1', from, end));
    let hash = length;
    for (let i = from; i < end; i++) hash = Math.imul(hash, 31) + bytes[i];
    const place = (hash ^ (hash >>> 12)) & (SIZE - 1);
    if (this.#isAt(place, bytes, from, length)) return this.#values[place];
    const value = numberFrom(bytes.toString('latin1', from, end));
    this.#values[place] = value;
    this.#lengths[place] = length;
    for (let i = 0; i < length; i++) this.#texts[place * LONGEST + i] = bytes[from + i];
    return value;
  }

  #isAt(place: number, bytes: Buffer, from: number, length: number): boolean {
    if (this.#lengths[place] !== length || length === 0) return false;
    const at = place * LONGEST;
    for (let i = 0; i < length; i++) if (this.#texts[at + i] !== bytes[from + i]) return false;
    return true;
  }
}
