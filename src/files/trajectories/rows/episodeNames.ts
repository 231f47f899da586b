/** Numbers the episodes of a log in the order in which they come, and notices whether their rows are in order. */
export class EpisodeNames {
  readonly #numberSteps: boolean;
  readonly #index = new Map<string, number>();
  #name = '';
  #current = -1;
  #lastT = -1;
  #rows = 0;
  /** Whether every episode's rows came together and in the order of t, without gaps unless steps are numbered anew. */
  inOrder = true;
  /** The first row's t, if that is 1; else 0. */
  firstT = -1;

  constructor(numberSteps: boolean) {
    this.#numberSteps = numberSteps;
  }

  /** The names, in that order. */
  readonly names = (): readonly string[] => [...this.#index.keys()];

  /** In place of t, where there is none: the row. */
  time(): number {
    return this.#rows;
  }

  /** The number of an episode of which a row comes that is no step. */
  of(name: string): number {
    this.#rows++;
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    this.#index.set(name, this.#index.size);
    return this.#index.size - 1;
  }

  /** The number of the episode of which a step comes. @param given its t; undefined where there is none */
  enter(name: string, given: number | undefined): number {
    this.#rows++;
    const t = given ?? this.#rows;
    if (this.firstT < 0) this.firstT = t === 1 ? 1 : 0;
    let follows = this.#numberSteps ? t > this.#lastT : t === this.#lastT + 1;
    if (name !== this.#name || this.#current < 0) {
      const known = this.#index.get(name);
      follows = known === undefined && (this.#numberSteps || t === this.firstT);
      if (known === undefined) this.#index.set(name, this.#index.size);
      this.#current = known ?? this.#index.size - 1;
      this.#name = name;
    }
    this.#lastT = t;
    this.inOrder &&= follows;
    return this.#current;
  }
}
