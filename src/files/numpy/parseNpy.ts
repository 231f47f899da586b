import { type NpyArray, parse } from 'npyjs';
import { DataError } from '../../core/errors.js';
import { DAMAGED } from './unzipNpz.js';

/** The header of an array of Python objects, or of records, which hold such arrays too. */
const OBJECTS = /'descr'\s*:\s*('\|O|\[)/;
/** The header of an array of numbers whose largest byte comes first. */
const BIG_ENDIAN = /'descr'\s*:\s*'>/;
const HEADER_LENGTH = 256;

/**
 * An array from the bytes of an .npy file. Its length is not checked against its shape.
 *
 * @param name of the array, in messages
 * @throws DataError if the bytes are no array, or one of Python objects: those are pickles, which run as programs
 */
export function parseNpy(file: string, name: string, bytes: Uint8Array): NpyArray {
  const header = new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_LENGTH));
  if (OBJECTS.test(header))
    throw new DataError(
      `${file}: ${name} must be an array of numbers, got one of Python objects or records - convert it in Python, as with a.astype(float), and save it again`,
    );
  if (BIG_ENDIAN.test(header))
    throw new DataError(
      `${file}: ${name} must be an array of little-endian numbers, got big-endian ones - save a.astype(a.dtype.newbyteorder('<'))`,
    );
  try {
    // A copy: the bytes may be part of a larger buffer, and not where numbers may begin.
    return parse(new Uint8Array(bytes).buffer);
  } catch (error) {
    throw new DataError(
      `${file}: ${name} must be an array of little-endian numbers, got bytes that are none - ${DAMAGED}`,
      { cause: error },
    );
  }
}
