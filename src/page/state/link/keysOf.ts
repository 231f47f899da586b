/** What things are called in a link: by their names if these are distinct, else by their indices. */
export function keysOf(names: readonly string[]): readonly string[] {
  return new Set(names).size === names.length ? names : names.map((_, i) => String(i));
}
