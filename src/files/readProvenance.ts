import { extname } from 'node:path';
import { provenanceSchema } from './json/provenanceSchema.js';
import { NPZ_HEADER } from './models/readMdp.js';
import { readNpz } from './numpy/readNpz.js';
import type { Provenance } from './provenance.js';
import { readChunks } from './read/readChunks.js';
import { readWhole } from './read/readWhole.js';

/** As archives may be large. */
const LARGEST_NPZ = 2 ** 32;
/** Provenance lists options and hashes: far less. */
const LONGEST = 2 ** 20;

/**
 * How a model, a policy or advice was made, as its file says; of a JSON file only the beginning is read.
 *
 * @param path `.json`, in which `couplet` is the first field, or a model's `.npz`
 * @returns undefined for a file that does not say it, as those by another hand
 * @throws DataError if the file cannot be read
 */
export async function readProvenance(path: string): Promise<Partial<Provenance> | undefined> {
  const extension = extname(path).toLowerCase();
  if (extension === '.json') return parsed(firstField(await beginning(path)));
  if (extension !== '.npz') return undefined;
  const { texts } = readNpz(path, await readWhole(path, LARGEST_NPZ, 'is it a model?'), [], [NPZ_HEADER]);
  return parsed(firstField(texts.get(NPZ_HEADER) ?? ''));
}

/**
 * How a log was made, as its first line says: of text alone, that is not packed. What it was made of is no part of what
 * a model of it was learned from, which `originsOf` leaves out for that.
 *
 * @param path of a file
 * @returns undefined for a file that does not say it
 * @throws DataError if the file cannot be read
 */
export async function readLogProvenance(path: string): Promise<Partial<Provenance> | undefined> {
  const text = await beginning(path);
  return parsed(firstField(text.replace(/^\uFEFF?# couplet (?=\{)/, '{"couplet":')));
}

async function beginning(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks(path)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= LONGEST) break;
  }
  return Buffer.concat(chunks).toString();
}

/** The text of the object that `couplet` names, if that is the first field. */
function firstField(text: string): string | undefined {
  const head = /^\s*\{\s*"couplet"\s*:\s*(?=\{)/.exec(text);
  if (!head) return undefined;
  const rest = text.slice(head[0].length);
  let depth = 0;
  for (const { 0: token, index } of rest.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    else if (token === '}' && --depth === 0) return rest.slice(0, index + 1);
  }
  return undefined;
}

function parsed(text: string | undefined): Partial<Provenance> | undefined {
  if (text === undefined) return undefined;
  try {
    return provenanceSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
