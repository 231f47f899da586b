import { DataError } from '../../core/errors.js';
import { type RowMender, rowMender } from '../../core/rowMender.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkSchema } from '../json/checkSchema.js';
import { fileName } from '../read/fileFault.js';
import { checkKind, kindOfColumns } from '../read/fileKind.js';
import { jsonOfKind } from '../json/jsonOfKind.js';
import { namedArrays } from '../numpy/namedArrays.js';
import { readNpz } from '../numpy/readNpz.js';
import { asJsonObject, parseJsonObject } from '../json/parseJsonObject.js';
import { readWhole } from '../read/readWhole.js';
import { listed } from '../read/listed.js';
import { type ArrayNames, arrayName } from './arrays/arrayNames.js';
import { mdpFromArrays } from './arrays/mdpFromArrays.js';
import { isGymTable } from './gym/gymEntries.js';
import { mdpFromGym } from './gym/mdpFromGym.js';
import { readPrism } from './prism/readPrism.js';
import { MDP_COLUMNS, checkedMdp, mdpFromColumns } from './mdpColumns.js';
import { mdpHeaderSchema } from './mdpHeader.js';
import { readModelFormat } from './modelFormat.js';

/** The file of an .npz archive that holds what is no array. */
export const NPZ_HEADER = 'header.json';

/** JavaScript's strings end at 2^29 characters. */
export const LARGEST_JSON: number = 2 ** 28;
const LARGEST_NPZ = 2 ** 32;

export interface ReadMdpOptions {
  /** 1e-4 for probabilities that were printed with four decimals: see `rowMender`. Default 0. */
  readonly rounding?: number;
  /** Names of one's own for dense arrays: see `mdpFromArrays`. */
  readonly arrays?: ArrayNames;
  /** Labels of the states in which runs end, of PRISM's files: see `mdpFromPrism`. */
  readonly endLabels?: readonly string[];
  /** Told in a sentence each, once, what was mended and supposed. */
  readonly say?: (sentence: string) => void;
}

/**
 * Reads a model from a file.
 *
 * @param path JSON (`.json`) or NumPy's archive (`.npz`), as `writeMdp` writes them, or an archive of dense arrays: see
 *   `mdpFromArrays`; JSON of gym's table `P`: see `mdpFromGym`; PRISM's explicit files, by the name of the `.tra` file:
 *   see `mdpFromPrism`; `-` is standard input, in JSON
 * @throws ArgumentError if the path has another extension; DataError, with the file's name, for anything that is wrong
 *   with the file or that `checkMdp` finds wrong with the model
 */
export async function readMdp(path: string, options: ReadMdpOptions = {}): Promise<Mdp> {
  const file = fileName(path);
  const mender = rowMender(options.rounding);
  const say = (sentence: string): void => options.say?.(`${file}: ${sentence}`);
  const mdp = await modelIn(path, file, options, mender, say);
  mender.sentences().forEach(say);
  return mdp;
}

async function modelIn(
  path: string,
  file: string,
  { arrays = {}, endLabels = [] }: ReadMdpOptions,
  mender: RowMender,
  say: (sentence: string) => void,
): Promise<Mdp> {
  const format = readModelFormat('readMdp', path);
  if (format === 'tra') return checkedMdp(file, await readPrism(path, endLabels, mender, say));
  if (format === 'npz')
    return fromArchive(file, await readWhole(path, LARGEST_NPZ, 'aggregate the model'), arrays, mender, say);
  const text = (await readWhole(path, LARGEST_JSON, 'write the model to an .npz file')).toString();
  return fromJson(file, text, mender, say);
}

function fromArchive(
  file: string,
  bytes: Uint8Array,
  names: ArrayNames,
  mender: RowMender,
  say: (sentence: string) => void,
): Mdp {
  const archive = namedArrays(file, 'npz', bytes);
  if (!archive.others.includes(NPZ_HEADER)) {
    const isModel = arrayName(archive.names, 'transitions', names) !== undefined;
    if (!isModel) checkKind(file, 'model', kindOfColumns(archive.names));
    if (!isModel && archive.names.includes('rowStart'))
      throw new DataError(
        `${file}: must hold ${NPZ_HEADER}, got ${listed(archive.others)} - write the model by writeMdp`,
      );
    const mdp = mdpFromArrays(file, archive, mender, say, names);
    archive.finish();
    return checkedMdp(file, mdp);
  }
  const { arrays, texts } = readNpz(file, bytes, MDP_COLUMNS, [NPZ_HEADER]);
  const content = parseJsonObject(`${file}: ${NPZ_HEADER}`, texts.get(NPZ_HEADER)!);
  checkKind(file, 'model', arrays.has('rowStart') ? undefined : kindOfColumns(archive.names));
  const header = checkSchema(file, mdpHeaderSchema, content);
  return mdpFromColumns(file, header, (name) => arrays.get(name), mender, say);
}

function fromJson(file: string, text: string, mender: RowMender, say: (sentence: string) => void): Mdp {
  const model = asJsonObject(file, jsonOfKind(file, 'model', text));
  const table: unknown = Object.hasOwn(model, 'P') ? model.P : model;
  if (isGymTable(table)) return checkedMdp(file, mdpFromGym(file, table, model, mender, say));
  if (['P', 'transitions'].some((name) => Object.hasOwn(model, name)))
    throw new DataError(
      `${file}: a model in JSON must have rows by rowStart and nextState, got dense arrays - save them by numpy.savez('model.npz', transitions=P, rewards=R)`,
    );
  const header = checkSchema(file, mdpHeaderSchema, model);
  return mdpFromColumns(
    file,
    header,
    (name) => {
      const column = Object.hasOwn(model, name) ? model[name] : undefined;
      return Array.isArray(column) ? column : undefined;
    },
    mender,
    say,
  );
}
