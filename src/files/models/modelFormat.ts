import { extname } from 'node:path';
import { ArgumentError } from '../../core/errors.js';

/** A format of model files: one JSON object, or NumPy's archive of arrays. */
export type ModelFormat = 'json' | 'npz';

/**
 * The format of a model file by its extension; JSON for standard input and output.
 *
 * @throws ArgumentError if it is neither
 */
export function modelFormat(where: string, path: string): ModelFormat {
  const extension = extname(path).toLowerCase();
  if (path === '-' || extension === '.json') return 'json';
  if (extension === '.npz') return 'npz';
  throw new ArgumentError(`${where}: path must end in .json, or .npz for a large model, got '${path}'`);
}

/**
 * As `modelFormat`, of a file that is read: the table of transitions of PRISM's explicit files, too.
 *
 * @throws ArgumentError if it is none of them
 */
export function readModelFormat(where: string, path: string): ModelFormat | 'tra' {
  return extname(path).toLowerCase() === '.tra' ? 'tra' : modelFormat(where, path);
}
