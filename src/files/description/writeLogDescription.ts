import { atomicWrite } from '../write/atomicWrite.js';
import type { Provenance } from '../provenance.js';
import type { LogDescription } from './logDescription.js';
import { MADE_BY } from './readLogDescription.js';

/** Writes the description of a log for people to read and change: JSON, a field a line. */
export async function writeLogDescription(
  path: string,
  description: LogDescription,
  provenance: Provenance,
): Promise<void> {
  await atomicWrite(path, [`${JSON.stringify({ [MADE_BY]: provenance, ...description }, null, 2)}\n`]);
}
