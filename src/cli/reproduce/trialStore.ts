import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DataError } from '../../core/errors.js';
import type { Trial } from '../../experiments/experiment.js';
import type { Provenance } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { jsonPieces } from '../../files/json/jsonPieces.js';
import type { Runtime } from './runtime.js';

/** What a trial file holds: the result, and all that it depends on. */
export interface TrialRecord {
  readonly experiment: string;
  readonly specification: object;
  readonly trial: Trial;
  readonly result: object;
  readonly couplet: Provenance;
  /** What ran it. */
  readonly runtime: Runtime;
}

/** Where finished trials are kept. */
export interface TrialStore {
  /**
   * The result of a trial, if the same trial of the same specification was finished by the same version.
   *
   * @throws DataError if something else ran it, unless results may be mixed
   */
  read(trial: Trial): Promise<object | undefined>;
  write(trial: Trial, result: object): Promise<void>;
}

/**
 * A folder with one JSON file a trial, `NAME.json`, each written as a whole or not at all.
 *
 * A file that is damaged, or of another specification, trial or version, counts as absent and is written over.
 *
 * @param folder which exists
 * @param mixed whether results of different runtimes may stand side by side
 */
export function trialStore(
  folder: string,
  { runtime, ...run }: Omit<TrialRecord, 'trial' | 'result'>,
  mixed = false,
): TrialStore {
  const pathOf = (trial: Trial): string => join(folder, `${trial.name}.json`);
  return {
    async read(trial) {
      const { result, runtime: other, ...rest } = await recordAt(pathOf(trial));
      // As plain JSON on both sides: a file has no undefined members.
      const same = isDeepStrictEqual(rest, JSON.parse(JSON.stringify({ ...run, trial })));
      if (!same || other === undefined) return undefined;
      if (!mixed && !isDeepStrictEqual(other, runtime))
        throw new DataError(
          `${pathOf(trial)}: all trials must be run by the same Node, got ${other.node}, and this is ${runtime.node} - take that one here too, name another folder, or mix them with --allow-mixed`,
        );
      return result;
    },
    write: (trial, result) => atomicWrite(pathOf(trial), ends({ ...run, runtime, trial, result })),
  };
}

function* ends(record: TrialRecord): Generator<string> {
  yield* jsonPieces(record);
  yield '\n';
}

async function recordAt(path: string): Promise<Partial<TrialRecord>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Partial<TrialRecord>;
  } catch {
    return {};
  }
}
