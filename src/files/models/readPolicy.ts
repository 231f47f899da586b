import { extname } from 'node:path';
import { DataError } from '../../core/errors.js';
import { rowMender } from '../../core/rowMender.js';
import { fileName } from '../read/fileFault.js';
import { namedArrays } from '../numpy/namedArrays.js';
import { readWhole } from '../read/readWhole.js';
import { policyFromCsv } from './policy/policyFromCsv.js';
import { isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { stepsText } from '../../mdp/overTime/stepsText.js';
import { type RawPolicy, policyFromJson } from './policy/policyFromJson.js';
import { policyArray, policyFromArray } from './policy/policyFromNumpy.js';
import { type PolicySizes, policyFromTable } from './policy/policyTable.js';
import type { PolicyFile } from './policyFile.js';
import type { MarkovPolicyFile } from './policyOverTimeFormat.js';
import { LARGEST_JSON } from './readMdp.js';

export interface ReadPolicyOptions {
  /** S, for a file that does not say it, or leaves out states of larger number; default what the file holds. */
  readonly nStates?: number;
  /** A, for a file of actions that does not say it; default the largest + 1. */
  readonly nActions?: number;
  /** 1e-4 for probabilities that were printed with four decimals: see `rowMender`. Default 0. */
  readonly rounding?: number;
  /** Told in a sentence, once, what was mended. */
  readonly say?: (sentence: string) => void;
}

/** As arrays may be larger than texts. */
const LARGEST_ARRAY = 2 ** 32;

/**
 * Reads a stationary policy from a file.
 *
 *     JSON       { "nStates", "nActions", "action": [one a state] or "probability": [one row a state, or flat] }, with "space" and
 *                "discount", "states", "actions" and "ends" (names by number) where they are known; a bare list of actions or of rows; or either by state, { "0": 1, ... }
 *     .csv       one row a state, or columns `state,action` or `state,action,probability`: see `policyFromCsv`
 *     .npy .npz  an array of probabilities, shape (S, A), or of actions, shape (S)
 *
 * States in which a policy need not say anything, such as ends, may be null, NaN, −1, rows of zeros, or left out at the
 * end: they become `undefinedRows`, which must not matter where the policy is used.
 *
 * @param path `-` is standard input, in JSON
 * @returns the policy; fields that are no part of it are in `extra`
 * @throws DataError with the file's name, and the state whose row is wrong; for a policy over time
 */
export async function readPolicy(path: string, options: ReadPolicyOptions = {}): Promise<PolicyFile> {
  const policy = await readMarkovPolicy(path, options);
  if (!isOverTime(policy)) return policy;
  throw new DataError(
    `${fileName(path)}: must be a stationary policy, got one over time, for ${stepsText(policy.horizon)} - find one with \`couplet solve\` without --horizon`,
  );
}

/**
 * Reads a policy from a file that may be one over time.
 *
 *     JSON       { "format": "couplet-policy-over-time", "version": 1, "horizon", "nStates", "nActions", "action": [a list of
 *                actions for each step] or "probability": [a list of rows for each step] }, else as `readPolicy`
 *     .csv       a column `t`, the steps from 0, beside those of a policy
 *     .npy .npz  an array of probabilities, shape (H, S, A)
 *
 * What a policy over time does at a step it need not say in all states either: see `readPolicy`.
 *
 * @param path `-` is standard input, in JSON
 * @returns the policy, of which `isOverTime` tells what it is; fields that are no part of it are in `extra`
 * @throws DataError with the file's name, and the step and state whose row is wrong
 */
export async function readMarkovPolicy(path: string, options: ReadPolicyOptions = {}): Promise<MarkovPolicyFile> {
  const file = fileName(path);
  const { table, sizes, ...rest } = await rawPolicy(path, file);
  const mender = rowMender(options.rounding);
  const policy = policyFromTable(file, table, agreed(file, sizes, rest, options), mender);
  for (const sentence of mender.sentences()) options.say?.(`${file}: ${sentence}`);
  return { ...policy, ...rest };
}

async function rawPolicy(path: string, file: string): Promise<RawPolicy> {
  const extension = extname(path).toLowerCase();
  if (extension === '.npy' || extension === '.npz') {
    const bytes = await readWhole(path, LARGEST_ARRAY, 'is it a policy?');
    const arrays = namedArrays(file, extension === '.npy' ? 'npy' : 'npz', bytes);
    const table = policyFromArray(file, arrays.read(policyArray(file, arrays.names)));
    arrays.finish();
    return { table, sizes: {}, extra: {} };
  }
  const text = (await readWhole(path, LARGEST_JSON, 'is it a policy?')).toString();
  if (['.csv', '.tsv', '.txt'].includes(extension)) return { table: policyFromCsv(file, text), sizes: {}, extra: {} };
  return policyFromJson(file, text);
}

/** A policy of a named space has the states of that space; any other may leave out the last ones. */
function agreed(
  file: string,
  { nStates, nActions }: PolicySizes,
  { space, actions: names }: Pick<RawPolicy, 'space' | 'actions'>,
  wanted: ReadPolicyOptions,
): PolicySizes {
  // Actions that have names need not be those of the log, which finds its own among them.
  if (names === undefined && nActions !== undefined && wanted.nActions !== undefined && nActions !== wanted.nActions)
    throw new DataError(`${file}: policy must have ${wanted.nActions} actions, got ${nActions}`);
  const states = space === undefined ? (wanted.nStates ?? nStates) : nStates;
  const actions = nActions ?? wanted.nActions;
  return {
    ...(states !== undefined && { nStates: states }),
    ...(actions !== undefined && { nActions: actions }),
  };
}
