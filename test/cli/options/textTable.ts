/** The cells of the first table after a line, its head first; the first column may be empty there. */
export function cellsAfter(text: string, line: RegExp): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const at = lines.findIndex((one) => line.test(one));
  const rule = lines.findIndex((one, i) => i > at && /^[─ ]+$/.test(one));
  const end = lines.findIndex((one, i) => i > rule && !one.startsWith(' '));
  // A space before and after each cell, and one between: two words of a cell are nearer.
  return [lines[rule - 1], ...lines.slice(rule + 1, end)].map((row) => row.trimStart().split(/ {2,}/));
}

/** A number to four decimals, or where these show nothing of it to four digits. */
export function shown(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(3) : value.toFixed(4).replace(/^-(0\.0*)$/, '$1');
}
