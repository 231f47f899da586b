import { type GadgetModel } from '../gadgets/gadgetModel.js';
import { formatGadget, parseGadget } from '../gadgets/modelFile.js';
import { atomicWrite } from './write/atomicWrite.js';
import { checkKind, kindOfText } from './read/fileKind.js';
import { fileName } from './read/fileFault.js';
import { readWhole } from './read/readWhole.js';

/** A gadget of two networks of 2 × 1024 units and 146 outcomes takes some 200 MB as text. */
const LARGEST = 2 ** 29 - 1;

/**
 * Reads a learned mechanism.
 *
 * @throws DataError if the file is missing, damaged, or no gadget of a version that is known
 */
export async function readGadget(path: string): Promise<GadgetModel> {
  const bytes = await readWhole(path, LARGEST, 'is it a gadget?');
  const text = bytes.toString();
  const file = fileName(path);
  try {
    return await parseGadget(text, file);
  } catch (error) {
    checkKind(file, 'gadget', kindOfText(text));
    throw error;
  }
}

/** Writes a learned mechanism, as a whole or not at all. */
export async function writeGadget(path: string, model: GadgetModel): Promise<void> {
  await atomicWrite(path, [await formatGadget(model)]);
}
