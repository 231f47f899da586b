import { extname } from 'node:path';
import { ArgumentError } from '../../../core/errors.js';
import { type Mdp, checkMdp } from '../../../mdp/mdp.js';
import { jsonPieces } from '../../json/jsonPieces.js';
import { writeNpz } from '../../numpy/writeNpz.js';
import type { Provenance } from '../../provenance.js';
import { atomicWrite } from '../../write/atomicWrite.js';
import { arraysFromMdp } from '../arrays/arraysFromMdp.js';
import { gymFromMdp } from '../gym/gymFromMdp.js';
import { prismFromMdp } from '../prism/prismFromMdp.js';
import { besideTra } from '../prism/readPrism.js';
import { writeMdp } from '../writeMdp.js';

/** A format that models are written in. */
export type ExportedFormat = 'couplet' | 'arrays' | 'gym' | 'prism';

/** A format of models, and how its files' names end. */
export const MODEL_FORMATS: Readonly<Record<ExportedFormat, readonly string[]>> = {
  couplet: ['.json', '.npz'],
  arrays: ['.npz'],
  gym: ['.json'],
  prism: ['.tra'],
};

export interface ExportMdpOptions {
  /** Default: `prism` for `.tra`, else `couplet`. */
  readonly format?: ExportedFormat;
  /** Told in a sentence each what the format cannot hold. */
  readonly say?: (sentence: string) => void;
}

/**
 * Writes a model in a format of other programs, as `readMdp` reads it back.
 *
 * - `arrays`: an archive of dense arrays, `transitions` and `rewards` of shape (S, A, S), `initial` and `terminal`
 * - `gym`: JSON, `{"P": {state: {action: [[probability, next state, reward, terminated], …]}}, "initial_state_distrib": […]}`
 * - `prism`: `NAME.tra`, `NAME.lab` and `NAME.trew`
 * - `couplet`: as `writeMdp`
 *
 * Transitions, rewards, the start and the ends come back bit for bit; names of states, what was seen in a log and what the
 * model describes do not, but in `couplet`.
 *
 * @param path `-` is standard output, in JSON
 * @throws ArgumentError if the path has another extension, the model is not well formed, or too large for dense arrays;
 *   DataError if a file cannot be written
 */
export async function exportMdp(
  path: string,
  mdp: Mdp,
  provenance: Provenance,
  { format, say = () => undefined }: ExportMdpOptions = {},
): Promise<void> {
  const chosen = format ?? (extname(path).toLowerCase() === '.tra' ? 'prism' : 'couplet');
  checkPath(path, chosen);
  if (chosen === 'couplet') {
    await writeMdp(path, mdp, provenance);
    return;
  }
  checkMdp(mdp, 'exportMdp');
  if (chosen === 'gym') await atomicWrite(path, jsonPieces({ couplet: provenance, ...gymFromMdp(mdp) }));
  else if (chosen === 'arrays') await atomicWrite(path, [writeNpz(arraysFromMdp('exportMdp', mdp), {})]);
  else {
    const { tra, lab, trew } = prismFromMdp(mdp, say);
    // The file that others are found by comes last.
    await atomicWrite(besideTra(path, 'lab'), lines(lab));
    await atomicWrite(besideTra(path, 'trew'), lines(trew));
    await atomicWrite(path, lines(tra));
  }
}

function checkPath(path: string, format: ExportedFormat): void {
  const endings: readonly string[] = MODEL_FORMATS[format];
  const extension = path === '-' ? '.json' : extname(path).toLowerCase();
  if (!endings.includes(extension))
    throw new ArgumentError(
      `exportMdp: path of a model as ${format} must end in ${endings.join(' or ')}, got '${path}' - give it another name, or choose another format`,
    );
}

function* lines(texts: readonly string[]): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}
