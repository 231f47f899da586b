import { existsSync } from 'node:fs';
import type { RowMender } from '../../../core/rowMender.js';
import type { Mdp } from '../../../mdp/mdp.js';
import { readWhole } from '../../read/readWhole.js';
import { mdpFromPrism } from './mdpFromPrism.js';
import type { NamedText } from './prismTable.js';

/** JavaScript's strings end at 2^29 characters. */
const LARGEST = 2 ** 28;

/** Of PRISM's explicit files, those beside `NAME.tra` that are read, and written, with it. */
export function besideTra(path: string, extension: 'lab' | 'srew' | 'trew'): string {
  return path.replace(/\.tra$/i, `.${extension}`);
}

/**
 * Reads the model of `NAME.tra`, with `NAME.lab`, `NAME.srew` and `NAME.trew` where they are there.
 *
 * @throws as `mdpFromPrism`; DataError if a file cannot be read
 */
export async function readPrism(
  path: string,
  endLabels: readonly string[],
  mender: RowMender,
  say: (sentence: string) => void,
): Promise<Mdp> {
  const textOf = async (file: string): Promise<NamedText> => ({
    file,
    text: (await readWhole(file, LARGEST, 'aggregate the model')).toString(),
  });
  const beside = async (extension: 'lab' | 'srew' | 'trew'): Promise<NamedText | undefined> => {
    const file = besideTra(path, extension);
    return existsSync(file) ? textOf(file) : undefined;
  };
  const files = {
    tra: await textOf(path),
    lab: await beside('lab'),
    srew: await beside('srew'),
    trew: await beside('trew'),
  };
  return mdpFromPrism(files, endLabels, mender, say);
}
