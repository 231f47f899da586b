import { ARRAYS, type ArrayName, type Column, narrowed } from './narrowed.js';
import { type Shelf, shelf } from './shelf.js';

/** Stand in JSON for what it cannot hold, or not in little room. */
interface Placed {
  /** A typed array: what it is, what it lies as, where, and how many. */
  readonly $column?: readonly [is: ArrayName, as: ArrayName, offset: number, length: number];
  /** A list of texts, as the bytes of its JSON. */
  readonly $texts?: TextPlace;
  /** Infinity, -Infinity, NaN, -0. */
  readonly $number?: string;
}

/** Of JSON among the bytes. */
type TextPlace = readonly [offset: number, length: number];

/** Lists of texts from which on they lie with the columns. */
const MANY_TEXTS = 32;

/**
 * Two records: the first as JSON, with its columns, and lists of many texts, as bytes beside it; the second all as bytes,
 * which are to be compressed.
 *
 * @param second whose columns of reals may be rounded to 7 digits
 * @param single length from which on they are
 */
export function packed(
  first: object,
  second: object,
  single: number,
): { readonly json: string; readonly bytes: Uint8Array } {
  const shelves = shelf();
  const own = entriesOf(first, shelves, Infinity);
  const $second = shelved(entriesOf(second, shelves, single), shelves);
  return { json: JSON.stringify({ ...own, $second }), bytes: shelves.bytes() };
}

/** The record that the two make. */
export function unpacked(json: string, bytes: Uint8Array): unknown {
  const { $second, ...own } = JSON.parse(json) as { readonly $second: TextPlace };
  return whole({ ...own, ...(read($second, bytes) as object) }, bytes);
}

function shelved(value: unknown, shelves: Shelf): TextPlace {
  const text = new TextEncoder().encode(JSON.stringify(value));
  return [shelves.put(text), text.length];
}

function read([offset, length]: TextPlace, bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes.subarray(offset, offset + length)));
}

function thin(value: unknown, shelves: Shelf, single: number): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: named(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return placed(value as Column, shelves, single);
  if (!Array.isArray(value)) return entriesOf(value, shelves, single);
  if (value.length >= MANY_TEXTS && value.every((one) => typeof one === 'string'))
    return { $texts: shelved(value, shelves) } satisfies Placed;
  return value.map((one) => thin(one, shelves, single));
}

/** A name that begins with $ gets one more, so that none passes for a place. */
function entriesOf(record: object, shelves: Shelf, single: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.startsWith('$') ? `$${name}` : name, thin(value, shelves, single)]),
  );
}

function placed(column: Column, shelves: Shelf, single: number): Placed {
  const narrow = narrowed(column, column.length >= single);
  return { $column: [nameOf(column), nameOf(narrow), shelves.put(narrow), column.length] };
}

function nameOf(column: Column): ArrayName {
  return column.constructor.name as ArrayName;
}

function named(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function whole(value: unknown, bytes: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => whole(one, bytes));
  const { $column, $texts, $number } = value as Placed;
  if ($number !== undefined) return Number($number);
  if ($texts) return read($texts, bytes);
  if ($column) {
    const [is, as, offset, length] = $column;
    const column = new ARRAYS[as](bytes.buffer as ArrayBuffer, bytes.byteOffset + offset, length);
    return is === as ? column : ARRAYS[is].from(column);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.startsWith('$') ? name.slice(1) : name, whole(one, bytes)]),
  );
}
