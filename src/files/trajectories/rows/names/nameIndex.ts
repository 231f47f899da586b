const COUNTED = /^(0|[1-9]\d{0,14})$/;

/**
 * Numbers names in the order in which they first come. Those that are numbers themselves, each one more than the last,
 * are only counted.
 */
export class NameIndex {
  /** The first name, where all are counted so far; −1 where they are not, as before the first. */
  #from = -1;
  #count = 0;
  #index: Map<string, number> | undefined;
  #names: readonly string[] | undefined;

  /** How many there are. */
  get size(): number {
    return this.#index?.size ?? this.#count;
  }

  /** Whether they are 0, 1, 2, ... */
  get areNumbers(): boolean {
    return this.#index === undefined && (this.#from === 0 || this.#count === 0);
  }

  /** The name's number; undefined if it did not come yet. */
  of(name: string): number | undefined {
    if (this.#index) return this.#index.get(name);
    const number = COUNTED.test(name) ? Number(name) - this.#from : -1;
    return number >= 0 && number < this.#count ? number : undefined;
  }

  /** Numbers a name that did not come yet. */
  add(name: string): number {
    if (!this.#index) {
      if (this.#count === 0 && COUNTED.test(name)) this.#from = Number(name);
      if (this.#from >= 0 && name === String(this.#from + this.#count)) return this.#count++;
      this.#index = new Map(this.all().map((known, number) => [known, number]));
    }
    this.#names = undefined;
    this.#index.set(name, this.#index.size);
    return this.#index.size - 1;
  }

  nameOf(number: number): string {
    if (!this.#index) return String(this.#from + number);
    this.#names ??= [...this.#index.keys()];
    return this.#names[number];
  }

  /** The names, in order. */
  all(): readonly string[] {
    return this.#index
      ? [...this.#index.keys()]
      : Array.from({ length: this.#count }, (_, number) => String(this.#from + number));
  }
}
