/**
 * Writes a line of CSV.
 *
 * @param spreadsheetSafe whether a quote goes before a text that a spreadsheet would run, which is then no longer the
 * text of the log
 */
export function csvLine(spreadsheetSafe: boolean): (cells: readonly (string | number)[]) => string {
  const safe = (cell: string | number): string | number =>
    spreadsheetSafe && typeof cell === 'string' ? inert(cell) : cell;
  return (cells) => `${cells.map((cell) => quoted(safe(cell))).join(',')}\n`;
}

/** A text with a quote before it where a spreadsheet would run it. */
export function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string | number): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
