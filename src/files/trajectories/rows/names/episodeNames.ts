import { NameIndex } from './nameIndex.js';
import { SeenNames } from './seenNames.js';

export interface EpisodeNamesOptions {
  /** Whether steps are numbered anew, in the order of t. */
  readonly numberSteps: boolean;
  /** Whether the log is read in pieces: then an episode's rows must come together. */
  readonly pieces: boolean;
}

/** Numbers the episodes of a log in the order in which they come, and notices whether their rows are in order. */
export class EpisodeNames {
  readonly #numberSteps: boolean;
  /** In pieces: all names that came, also in pieces before. */
  readonly #seen: SeenNames | undefined;
  #index = new NameIndex();
  #name = '';
  #current = -1;
  #lastT = -1;
  #rows = 0;
  /** In pieces: the name of the last row of any kind. */
  #latest: string | undefined;
  /** Whether every episode's rows came together and in the order of t, without gaps unless steps are numbered anew. */
  inOrder = true;
  #firstT: 0 | 1 | undefined;

  constructor({ numberSteps, pieces }: EpisodeNamesOptions) {
    this.#numberSteps = numberSteps;
    this.#seen = pieces ? new SeenNames() : undefined;
  }

  /** Those that came, but for those that were left. */
  get index(): NameIndex {
    return this.#index;
  }

  /** The first row's t, if that is 1; else 0. */
  get firstT(): 0 | 1 {
    return this.#firstT ?? 0;
  }

  /** In place of t, where there is none: the row. */
  time(): number {
    return this.#rows;
  }

  /** In pieces: whether a row of this name may come: its episode goes on, or is new. */
  mayCome(name: string): boolean {
    if (!this.#seen || name === this.#latest) return true;
    if (!this.#seen.add(name)) return false;
    this.#latest = name;
    return true;
  }

  /** The number of an episode of which a row comes that is no step. */
  of(name: string): number {
    this.#rows++;
    return this.#index.of(name) ?? this.#index.add(name);
  }

  /** The number of the episode of which a step comes. @param given its t; undefined where there is none */
  enter(name: string, given: number | undefined): number {
    if (name === this.#name && this.#current >= 0) return this.goOn(given);
    this.#rows++;
    const t = given ?? this.#rows;
    this.#firstT ??= t === 1 ? 1 : 0;
    const known = this.#index.of(name);
    this.inOrder &&= known === undefined && (this.#numberSteps || t === this.#firstT);
    this.#current = known ?? this.#index.add(name);
    this.#name = name;
    this.#lastT = t;
    return this.#current;
  }

  /** As `enter`, of the episode that the step before was of. */
  goOn(given: number | undefined): number {
    this.#rows++;
    const t = given ?? this.#rows;
    this.inOrder &&= this.#numberSteps ? t > this.#lastT : t === this.#lastT + 1;
    this.#lastT = t;
    return this.#current;
  }

  /** Leaves all episodes but the last, which is the first from now on. @returns those that were left */
  leave(): NameIndex {
    const left = this.#index;
    const last = left.nameOf(left.size - 1);
    this.#index = new NameIndex();
    this.#index.add(last);
    if (this.#current >= 0) this.#current = this.#name === last ? 0 : -1;
    return left;
  }
}
