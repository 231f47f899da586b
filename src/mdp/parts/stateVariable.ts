/** A variable that states tell the level of, as a vital sign. */
export interface StateVariable {
  /** Unique within its space, not empty. */
  readonly name: string;
  /** What the levels are called, the lowest first; unique. */
  readonly levels: readonly string[];
  /** Index of the level that is healthy, where one is. */
  readonly normal?: number;
  /** Index of the level in that state; undefined where it has none, as in an end that stands for many states. */
  levelOf(state: number): number | undefined;
}

/** The same as plain data, as models and files hold it. */
export interface ListedVariable {
  readonly name: string;
  readonly levels: readonly string[];
  readonly normal?: number;
  /** Shape (S): index into `levels`, null where the state has none. */
  readonly level: readonly (number | null)[];
}
