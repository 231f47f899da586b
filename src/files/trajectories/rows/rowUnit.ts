/** What messages count the rows of a file by. */
export type RowUnit = 'line' | 'record';

/** How a message opens that speaks of a row. */
export function placeIn(file: string, unit: RowUnit, line: number): string {
  return unit === 'line' ? `${file}:${line}` : `${file}: ${unit} ${line}`;
}
