const FIRST = 1024;

/**
 * The names of the episodes of a log that is read in pieces, which may be too many to keep: those that count up one by
 * one are kept as their bounds, others as 64 bits each. Two that are not the same are taken for the same with a chance
 * of n²/2^65, 2e-6 for ten million.
 */
export class SeenNames {
  /** Bounds of those that were counted. */
  #from = 0;
  #end = 0;
  /** Pairs of 32 bits by open addressing; both 0 where there is none. */
  #table = new Uint32Array(2 * FIRST);
  #count = 0;

  /** @returns whether it is new */
  add(name: string): boolean {
    const number = /^(0|[1-9]\d{0,14})$/.test(name) ? Number(name) : -1;
    if (number >= 0) {
      if (number >= this.#from && number < this.#end) return false;
      if (this.#end === 0 && this.#count === 0) this.#from = this.#end = number;
      if (number === this.#end && !(this.#count > 0 && this.#has(name))) {
        this.#end++;
        return true;
      }
    }
    if (this.#has(name)) return false;
    if (4 * this.#count >= this.#table.length) this.#grow();
    const [low, high] = hashed(name);
    this.#put(low, high);
    this.#count++;
    return true;
  }

  #has(name: string): boolean {
    const [low, high] = hashed(name);
    const at = this.#placeOf(low, high);
    return this.#table[at] === low && this.#table[at + 1] === high;
  }

  #put(low: number, high: number): void {
    const at = this.#placeOf(low, high);
    this.#table[at] = low;
    this.#table[at + 1] = high;
  }

  /** Where the pair is, or may be put. */
  #placeOf(low: number, high: number): number {
    const table = this.#table;
    const mask = table.length / 2 - 1;
    let k = low & mask;
    while ((table[2 * k] | table[2 * k + 1]) !== 0 && (table[2 * k] !== low || table[2 * k + 1] !== high))
      k = (k + 1) & mask;
    return 2 * k;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) if ((old[at] | old[at + 1]) !== 0) this.#put(old[at], old[at + 1]);
  }
}

/** Two hashes of 32 bits, of which the second is not 0: the finish of MurmurHash3 after each letter's multiplication. */
function hashed(name: string): readonly [number, number] {
  let [a, b] = [0x9747b28c, 0x5bd1e995];
  for (let i = 0; i < name.length; i++) {
    const letter = name.charCodeAt(i);
    a = Math.imul(a ^ letter, 0xcc9e2d51);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ letter, 0x1b873593);
    b = ((b << 15) | (b >>> 17)) + a;
  }
  return [mixed(a ^ name.length), mixed(b) || 1];
}

function mixed(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
