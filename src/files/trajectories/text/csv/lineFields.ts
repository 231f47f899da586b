/**
 * The fields of a line of CSV, if it is one: without quotes, or with quotes around whole fields only, none doubled.
 *
 * @returns undefined for other lines
 */
export function lineFields(line: string, separator: string): string[] | undefined {
  if (line.includes('\r')) return undefined;
  if (!line.includes('"')) return line.split(separator);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = line[at] === '"';
    const close = quoted ? line.indexOf('"', at + 1) : line.indexOf(separator, at);
    if (quoted && close < 0) return undefined;
    const end = quoted ? close + 1 : close < 0 ? line.length : close;
    const text = quoted ? line.slice(at + 1, close) : line.slice(at, end);
    if (text.includes('"')) return undefined;
    fields.push(text);
    if (end === line.length) return fields;
    if (line[end] !== separator) return undefined;
    at = end + 1;
  }
}
