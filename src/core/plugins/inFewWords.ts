/** A value in a few words, for a message. */
export function inFewWords(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return 'length' in value ? `${kind} of length ${String(value.length)}` : kind;
}
