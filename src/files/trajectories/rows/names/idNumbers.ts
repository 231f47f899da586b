import { integerFrom } from '../../../read/numberFrom.js';

const INTEGER = /^-?\d+$/;

/**
 * Numbers what a log calls its states, or its actions: 0 to n − 1, in numeric order if all are integers, else in the
 * order of their text. `3`, `3.0` and `03` are one id.
 */
export class IdNumbers {
  /** By what the fields held, so that nearly every one is found at once. */
  readonly #byField = new Map<unknown, number>();
  readonly #byName = new Map<string, number>();

  /** How many there are. */
  get count(): number {
    return this.#byName.size;
  }

  /** The place of an id among those that came, for now: see `inOrder`. */
  placeOf(field: unknown): number {
    const known = this.#byField.get(field);
    if (known !== undefined) return known;
    const name = idName(field);
    const place = this.#byName.get(name) ?? this.#byName.size;
    this.#byName.set(name, place);
    this.#byField.set(field, place);
    return place;
  }

  nameOf(place: number): string {
    return [...this.#byName.keys()][place];
  }

  /**
   * The names in order, and the number of each id by its place.
   *
   * @param used shape (count): those to leave out are 0; default: none
   * @returns `numbers`, shape (count): −1 for those that are left out
   */
  inOrder(used?: Uint8Array): { readonly names: readonly string[]; readonly numbers: Int32Array } {
    const names = [...this.#byName.keys()].filter((_, place) => used?.[place] !== 0);
    names.sort(names.every((name) => INTEGER.test(name)) ? byInteger : byText);
    const numbers = new Int32Array(this.count).fill(-1);
    names.forEach((name, number) => (numbers[this.#byName.get(name) as number] = number));
    return { names, numbers };
  }
}

function idName(field: unknown): string {
  const integer = integerFrom(field);
  return Number.isSafeInteger(integer) ? String(integer) : String(field).trim();
}

function byInteger(a: string, b: string): number {
  const [m, n] = [BigInt(a), BigInt(b)];
  return m < n ? -1 : m > n ? 1 : 0;
}

/** By code units: the same everywhere, whatever the language of the machine. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
