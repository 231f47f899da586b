import { type GadgetModel } from '../gadgets/gadgetModel.js';
import { formatGadget, parseGadget } from '../gadgets/modelFile.js';
import { atomicWrite } from './atomicWrite.js';
import { readWhole } from './readWhole.js';

/** A gadget of two networks of 2 × 1024 units and 146 outcomes takes some 200 MB as text. */
const LARGEST = 2 ** 29 - 1;

/**
 * Reads a learned mechanism.
 *
 * @throws DataError if the file is missing, damaged, or no gadget of a version that is known
 */
export async function readGadget(path: string): Promise<GadgetModel> {
  const bytes = await readWhole(path, LARGEST, 'is it a gadget?');
  return parseGadget(bytes.toString(), path);
}

/** Writes a learned mechanism, as a whole or not at all. */
export async function writeGadget(path: string, model: GadgetModel): Promise<void> {
  await atomicWrite(path, [await formatGadget(model)]);
}
