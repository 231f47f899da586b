/** A table whose columns are read one at a time. */
export interface NamedColumns {
  readonly names: readonly string[];
  columnOf: (name: string) => ArrayLike<unknown> | Promise<ArrayLike<unknown>>;
  placeOf: (row: number) => string;
  readonly header?: string | undefined;
  /** To be called when they were read, whatever happened. */
  readonly close?: () => Promise<void>;
}
