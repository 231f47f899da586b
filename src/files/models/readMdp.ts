import { DataError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkSchema } from '../checkSchema.js';
import { fileName } from '../fileFault.js';
import { parseJsonObject } from '../parseJsonObject.js';
import { readWhole } from '../readWhole.js';
import { MDP_COLUMNS, mdpFromColumns } from './mdpColumns.js';
import { mdpHeaderSchema } from './mdpHeader.js';
import { modelFormat } from './modelFormat.js';
import { readNpz } from '../numpy/readNpz.js';

/** The file of an .npz archive that holds what is no array. */
export const NPZ_HEADER = 'header.json';

/** JavaScript's strings end at 2^29 characters. */
export const LARGEST_JSON: number = 2 ** 28;
const LARGEST_NPZ = 2 ** 32;

/**
 * Reads a model from a file.
 *
 * @param path JSON (`.json`) or NumPy's archive (`.npz`), as `writeMdp` writes them; `-` is standard input, in JSON
 * @throws ArgumentError if the path has another extension; DataError, with the file's name, for anything that is wrong with
 *   the file or that `checkMdp` finds wrong with the model
 */
export async function readMdp(path: string): Promise<Mdp> {
  const file = fileName(path);
  if (modelFormat('readMdp', path) === 'npz') {
    const bytes = await readWhole(path, LARGEST_NPZ, 'aggregate the model');
    const { arrays, texts } = readNpz(file, bytes, MDP_COLUMNS, [NPZ_HEADER]);
    const text = texts.get(NPZ_HEADER);
    if (text === undefined)
      throw new DataError(`${file}: must hold ${NPZ_HEADER}, got none - write the model by writeMdp`);
    const header = checkSchema(file, mdpHeaderSchema, parseJsonObject(`${file}: ${NPZ_HEADER}`, text));
    return mdpFromColumns(file, header, (name) => arrays.get(name));
  }
  const text = (await readWhole(path, LARGEST_JSON, 'write the model to an .npz file')).toString();
  const model = parseJsonObject(file, text);
  const header = checkSchema(file, mdpHeaderSchema, model);
  return mdpFromColumns(file, header, (name) => {
    const column = Object.hasOwn(model, name) ? model[name] : undefined;
    return Array.isArray(column) ? column : undefined;
  });
}
