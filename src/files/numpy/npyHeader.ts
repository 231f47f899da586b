import { DataError } from '../../core/errors.js';
import { shownValue } from '../read/shownValue.js';
import { DAMAGED } from './zipDirectory.js';

/** What an .npy file says of its array. */
export interface NpyHeader {
  /** Letter and width of an entry, as `f8`. */
  readonly dtype: string;
  /** b, i, u, f: truth values, integers, and numbers; U and S: text. */
  readonly kind: string;
  /** Bytes of an entry. */
  readonly width: number;
  readonly bigEndian: boolean;
  readonly fortranOrder: boolean;
  /** Empty for a single entry. */
  readonly shape: readonly number[];
  /** The product of the shape. */
  readonly length: number;
  /** Where the entries begin. */
  readonly start: number;
}

const MAGIC = [0x93, ...Buffer.from('NUMPY')];
const FIELD = /\s*'(descr|fortran_order|shape)'\s*:\s*('[^']*'|True|False|\([\d\s,]*\)|\[|\()\s*,?/y;
const DTYPE = /^'([<>=|]?)([a-zA-Z])(\d*)'$/;
const WIDTHS: Readonly<Partial<Record<string, readonly number[]>>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8],
};
const WIDEST_TEXT = 2 ** 20;

/**
 * The header of an .npy file, from its first bytes.
 *
 * @param name of the array, in messages
 * @throws DataError if there is none, or the array is not of numbers or text: Python objects are pickles, which run as
 *   programs
 *
 * Source: numpy.lib.format, versions 1.0 to 3.0.
 */
export function npyHeader(file: string, name: string, head: Uint8Array): NpyHeader {
  const fail = (got: string, remedy: string = DAMAGED): never => {
    throw new DataError(`${file}: ${name} must be an array of numbers, got ${got} - ${remedy}`);
  };
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 12 || MAGIC.some((byte, i) => head[i] !== byte)) fail('bytes that are none');
  const [major, textStart] = head[6] === 1 ? [1, 10] : [head[6], 12];
  if (major < 1 || major > 3 || head[7] !== 0) fail(`version ${head[6]}.${head[7]} of the format`);
  const start = textStart + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const fields = headerFields(Buffer.from(head.subarray(textStart, start)).toString('latin1'));
  const descr = fields.get('descr');
  if (descr === '[' || /^'[<>=|]?V/.test(descr ?? ''))
    fail('one of records', `save each field by itself: numpy.savez('log.npz', **{f: a[f] for f in a.dtype.names})`);
  if (/^'[<>=|]?O'$/.test(descr ?? ''))
    fail('one of Python objects', 'convert it in Python, as with a.astype(float), and save it again');
  if (start > head.length || fields.size !== 3) fail('bytes that are none');
  const order = fields.get('fortran_order')!;
  const sides = fields.get('shape')!.replaceAll(/\s/g, '');
  if (!/^(True|False)$/.test(order) || !/^\((\d+(,\d+)*)?,?\)$/.test(sides)) return fail('bytes that are none');
  const shape = (sides.match(/\d+/g) ?? []).map(Number);
  const [, endian, kind, digits] = DTYPE.exec(descr!) ?? fail(`dtype ${shownValue(descr)}`);
  const size = Number(digits);
  const known = kind === 'U' || kind === 'S' ? size >= 1 && size <= WIDEST_TEXT : WIDTHS[kind]?.includes(size);
  if (!known) throw new DataError(`${file}: ${name} must be an array of real numbers, got dtype '${kind}${digits}'`);
  return {
    dtype: `${kind}${digits}`,
    kind,
    width: kind === 'U' ? 4 * size : size,
    bigEndian: endian === '>',
    fortranOrder: order === 'True',
    shape,
    length: shape.reduce((product, side) => product * side, 1),
    start,
  };
}

/** The fields of a header's text, a Python dictionary; none if it is something else. */
function headerFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const body = /^\{([^\n]*)\}\s*$/.exec(text)?.[1] ?? text.slice(1);
  FIELD.lastIndex = 0;
  for (let match = FIELD.exec(body); match; match = FIELD.exec(body)) {
    // What follows a bracket is not read: records are refused.
    if (fields.has(match[1])) return new Map();
    fields.set(match[1], match[2]);
    if (match[2] === '[' || FIELD.lastIndex >= body.trimEnd().length) break;
  }
  return fields;
}
