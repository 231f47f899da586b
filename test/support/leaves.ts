/** What stands at the ends of JSON, by its path. */
export interface Leaves {
  /** Where numbers stand, in order. */
  readonly places: readonly string[];
  readonly numbers: Float64Array;
  /** All else. */
  readonly texts: Readonly<Record<string, unknown>>;
}

/** So that numbers compare to a tolerance and words as they are. Fields in order of their names. */
export function leavesOf(data: unknown): Leaves {
  const numbers: (readonly [place: string, value: number])[] = [];
  const texts: Record<string, unknown> = {};
  const walk = (value: unknown, place: string): void => {
    if (typeof value === 'number') numbers.push([place, value]);
    else if (typeof value !== 'object' || value === null) texts[place] = value;
    else
      for (const [name, one] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        walk(one, `${place}/${name}`);
  };
  walk(data, '');
  return { places: numbers.map(([place]) => place), numbers: Float64Array.from(numbers, ([, value]) => value), texts };
}
