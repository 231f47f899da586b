import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Trial } from '../../experiments/experiment.js';
import type { Provenance } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { jsonPieces } from '../../files/json/jsonPieces.js';

/** What a trial file holds: the result, and all that it depends on. */
export interface TrialRecord {
  readonly experiment: string;
  readonly specification: object;
  readonly trial: Trial;
  readonly result: object;
  readonly couplet: Provenance;
}

/** Where finished trials are kept. */
export interface TrialStore {
  /** The result of a trial, if the same trial of the same specification was finished by the same version. */
  read(trial: Trial): Promise<object | undefined>;
  write(trial: Trial, result: object): Promise<void>;
}

/**
 * A folder with one JSON file a trial, `NAME.json`, each written as a whole or not at all.
 *
 * A file that is damaged, or of another specification, trial or version, counts as absent and is written over.
 *
 * @param folder which exists
 */
export function trialStore(folder: string, run: Omit<TrialRecord, 'trial' | 'result'>): TrialStore {
  const pathOf = (trial: Trial): string => join(folder, `${trial.name}.json`);
  return {
    async read(trial) {
      const { result, ...rest } = await recordAt(pathOf(trial));
      // As plain JSON on both sides: a file has no undefined members.
      const same = isDeepStrictEqual(rest, JSON.parse(JSON.stringify({ ...run, trial })));
      return same ? result : undefined;
    },
    write: (trial, result) => atomicWrite(pathOf(trial), ends({ ...run, trial, result })),
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
