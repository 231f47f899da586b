import { z } from 'zod';
import { DataError } from '../../core/errors.js';
import { probabilityFault } from '../../core/probability.js';
import { checkSchema } from '../checkSchema.js';
import { fileName } from '../fileFault.js';
import { parseJsonObject } from '../parseJsonObject.js';
import { readWhole } from '../readWhole.js';
import { shownValue } from '../shownValue.js';
import type { PolicyFile } from './policyFile.js';
import { LARGEST_JSON } from './readMdp.js';

/** Most entries of a policy: a gigabyte. A file of a few bytes can claim any number of actions. */
const MOST_ENTRIES = 2 ** 27;

const headerSchema = z.object({
  nStates: z.int().min(1),
  nActions: z.int().min(1),
  space: z.string().exactOptional(),
  discount: z.number().gt(0).max(1).exactOptional(),
  couplet: z
    .object({
      version: z.string().exactOptional(),
      command: z.string().exactOptional(),
      seed: z.number().exactOptional(),
      inputs: z.record(z.string(), z.string()).exactOptional(),
    })
    .exactOptional(),
});

const KNOWN = [...Object.keys(headerSchema.shape), 'action', 'probability'];

/**
 * Reads a policy from a JSON file: `nStates`, `nActions`, and either `action`, shape (S), or `probability`, shape (S × A)
 * by rows or flat.
 *
 * @param path `-` is standard input
 * @returns the policy; fields that are no part of it are in `extra`
 * @throws DataError with the file's name, and the state whose row is wrong
 */
export async function readPolicy(path: string): Promise<PolicyFile> {
  const file = fileName(path);
  const text = (await readWhole(path, LARGEST_JSON, 'is it a policy?')).toString();
  const content = parseJsonObject(file, text);
  const { nStates, nActions, space, discount, couplet } = checkSchema(file, headerSchema, content);
  if (nStates * nActions > MOST_ENTRIES)
    throw new DataError(`${file}: policy must have at most ${MOST_ENTRIES} entries, got ${nStates} × ${nActions}`);
  const [name, ...others] = ['action', 'probability'].filter((key) => Object.hasOwn(content, key));
  if ((name as string | undefined) === undefined || others.length > 0)
    throw new DataError(
      `${file}: must have either 'action' or 'probability', got ${others.length > 0 ? 'both' : 'neither'}`,
    );
  const probability =
    name === 'action'
      ? fromActions(file, nStates, nActions, content.action)
      : fromProbabilities(file, nStates, nActions, content.probability);
  return {
    nStates,
    nActions,
    probability,
    ...(space !== undefined && { space }),
    ...(discount !== undefined && { discount }),
    ...(couplet && { provenance: couplet }),
    extra: Object.fromEntries(Object.entries(content).filter(([key]) => !KNOWN.includes(key))),
  };
}

function fromActions(file: string, nStates: number, nActions: number, action: unknown): Float64Array {
  const actions = list(file, `action must be a list of ${nStates} actions, one for each state`, nStates, action);
  const probability = new Float64Array(nStates * nActions);
  actions.forEach((a, s) => {
    if (!(typeof a === 'number' && Number.isInteger(a) && a >= 0 && a < nActions))
      throw new DataError(
        `${file}: action of state ${s} must be an integer from 0 to ${nActions - 1}, got ${shownValue(a)}`,
      );
    probability[s * nActions + a] = 1;
  });
  return probability;
}

function fromProbabilities(file: string, nStates: number, nActions: number, rows: unknown): Float64Array {
  const flat = Array.isArray(rows) && !Array.isArray(rows[0]);
  const requirement = `probability must be a list of ${nStates} rows, one for each state`;
  const values = flat
    ? list(file, `${requirement}, or of ${nStates * nActions} numbers`, nStates * nActions, rows)
    : list(file, requirement, nStates, rows).flatMap((row, s) =>
        list(file, `probability of state ${s} must be a list of ${nActions} numbers`, nActions, row),
      );
  const probability = new Float64Array(nStates * nActions);
  for (let s = 0; s < nStates; s++) {
    for (let i = s * nActions; i < (s + 1) * nActions; i++) {
      const value = values[i];
      if (typeof value !== 'number')
        throw new DataError(`${file}: state ${s}: probabilities must be numbers, got ${shownValue(value)}`);
      probability[i] = value;
    }
    const fault = probabilityFault(probability.subarray(s * nActions, (s + 1) * nActions));
    if (fault !== undefined) throw new DataError(`${file}: state ${s}: ${fault}`);
  }
  return probability;
}

function list(file: string, requirement: string, length: number, value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length === length) return value as readonly unknown[];
  throw new DataError(
    `${file}: ${requirement}, got ${Array.isArray(value) ? `${value.length} entries` : shownValue(value)}`,
  );
}
