const LONGEST = 40;

/** A value from a file as an error message shows it: on one line, and short. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'none';
  const json = typeof value === 'number' ? String(value) : (JSON.stringify(value) as string | undefined);
  // Quoted as in all messages; JSON has already escaped what would break the line.
  const text = typeof value === 'string' ? `'${String(json).slice(1, -1).replaceAll('\\"', '"')}'` : String(json);
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}...`;
}
