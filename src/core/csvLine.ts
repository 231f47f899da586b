/**
 * Writes a line of CSV.
 *
 * @param spreadsheetSafe whether a quote goes before a text that a spreadsheet would run, which is then no longer the
 * text of the log
 */
export function csvLine(spreadsheetSafe: boolean): (cells: readonly (string | number)[]) => string {
  const inert = (cell: string | number): string | number =>
    spreadsheetSafe && typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return (cells) => `${cells.map((cell) => quoted(inert(cell))).join(',')}\n`;
}

function quoted(cell: string | number): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
