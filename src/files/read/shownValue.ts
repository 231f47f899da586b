const LONGEST = 40;

/**
 * A value from a file as an error message shows it: on one line, and short. Only as much of it is looked at as is
 * shown: it may be a hundred million numbers, or lists within lists a hundred thousand deep.
 */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? quoted(value) : typeof value === 'number' ? String(value) : json(value, 0);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

/** In single quotes, as in all messages; JSON has already escaped what would break the line. */
function quoted(value: string): string {
  const escaped = JSON.stringify(value.slice(0, LONGEST + 1)).slice(1, -1);
  return `'${escaped.replaceAll('\\"', '"')}'`;
}

/**
 * The first letters of a value's JSON, all if they are few.
 *
 * @param written letters before it
 */
function json(value: unknown, written: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST + 1));
  if (value === undefined) return 'none';
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const list = Array.isArray(value) || ArrayBuffer.isView(value);
  const members = list ? items(value as ArrayLike<unknown>) : fields(value);
  let text = list ? '[' : '{';
  let separator = '';
  for (const [opening, member] of members) {
    if (written + text.length > LONGEST) break;
    text += separator + opening;
    text += json(member, written + text.length);
    separator = ',';
  }
  return text + (list ? ']' : '}');
}

function* items(list: ArrayLike<unknown>): Generator<readonly [opening: string, member: unknown]> {
  // By number: a loop over the keys would list them all first.
  for (let i = 0; i < list.length; i++) yield ['', list[i]];
}

function* fields(record: object): Generator<readonly [opening: string, member: unknown]> {
  for (const key in record)
    if (Object.hasOwn(record, key)) yield [`${json(key, 0)}:`, (record as Readonly<Record<string, unknown>>)[key]];
}
