import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment, Trial } from '../../experiments/experiment.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { fileFault } from '../../files/read/fileFault.js';
import { jsonPieces } from '../../files/json/jsonPieces.js';
import { type Origin, checkMixture } from './mixture.js';
import { regroup } from './regroup.js';
import type { Runtime } from './runtime.js';
import { type RunRecord, type TrialRecord, isOf, recordAt } from './trialRecord.js';

/** Where finished trials are kept. */
export interface TrialStore {
  /**
   * The results of those trials that were finished, of the same specification and seed; undefined for the others.
   *
   * @throws DataError if something else ran them, unless results may be mixed
   */
  read(trials: readonly Trial[]): Promise<(object | undefined)[]>;
  /**
   * Those of some trials whose own files are there, of the same specification and seed. Cheap enough to be asked again
   * and again.
   *
   * @throws DataError likewise
   */
  arrived(trials: readonly Trial[]): Promise<ReadonlySet<Trial>>;
  /**
   * Keeps a result.
   *
   * @throws DataError if gadgets of it were trained on another backend than those that were read, likewise
   */
  write(trial: Trial, result: object): Promise<void>;
}

export interface TrialStoreOptions {
  /** What runs the trials that are not there. */
  readonly runtime: Runtime;
  /** Whether results of different runtimes may stand side by side. Default no. */
  readonly mixed?: boolean | undefined;
  /** How the trials of the experiment come apart, and what trained their gadgets. Default: neither is so. */
  readonly experiment?: Pick<Experiment, 'grouping' | 'backendOf'> | undefined;
}

type Found = Pick<TrialRecord, 'trial' | 'result'> & Origin;

/**
 * A folder with one JSON file a trial, `NAME.json`, each written as a whole or not at all.
 *
 * A file that is damaged, or of another specification or trial, counts as absent and is written over. Where trials are
 * groups of items, files of other groups serve too.
 *
 * @param folder which exists
 */
export function trialStore(
  folder: string,
  run: RunRecord,
  { runtime, mixed = false, experiment: { grouping, backendOf } = {} }: TrialStoreOptions,
): TrialStore {
  let backend: string | undefined;
  const pathOf = (name: string): string => join(folder, `${name}.json`);

  const foundAt = async (path: string): Promise<Found | undefined> => {
    const record = await recordAt(path, run);
    if (!record) return undefined;
    const { trial, result } = record;
    const trainedOn = backendOf?.(result);
    return {
      path,
      trial,
      result,
      runtime: { ...record.runtime, ...(trainedOn !== undefined && { backend: trainedOn }) },
    };
  };

  const others = new Map<string, string>();

  /** A file that was seen to be of another run is read again when it has changed. */
  const arrivedAt = async (trial: Trial): Promise<Found | undefined> => {
    const path = pathOf(trial.name);
    const { ino, mtimeMs } = await stat(path).catch(() => ({ ino: 0, mtimeMs: 0 }));
    const version = `${ino} ${mtimeMs}`;
    if (others.get(path) === version) return undefined;
    const found = await foundAt(path);
    if (found && isOf(found, trial)) return found;
    others.set(path, version);
    return undefined;
  };

  /** Files of items of the trials that are in other groups. */
  const otherGroups = async (missing: readonly Trial[]): Promise<Found[]> => {
    if (!grouping || missing.length === 0) return [];
    const wanted = new Set(missing.flatMap((trial) => grouping.items(trial)).map((item) => JSON.stringify(item)));
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    const found = await Promise.all(names.sort().map((name) => foundAt(join(folder, name))));
    return found.filter(
      (one) => one !== undefined && grouping.items(one.trial).some((item) => wanted.has(JSON.stringify(item))),
    ) as Found[];
  };

  return {
    async read(trials) {
      const own = await Promise.all(
        trials.map(async (trial) => {
          const found = await foundAt(pathOf(trial.name));
          return found && isOf(found, trial) ? found : undefined;
        }),
      );
      const missing = trials.filter((_, i) => !own[i]);
      const groups = await otherGroups(missing);
      const joined = grouping ? regroup(missing, groups, grouping) : [];
      const origins = [...own.filter((found) => found !== undefined), ...groups];
      checkMixture(origins, runtime, mixed);
      backend ??= origins.find((found) => found.runtime.backend !== undefined)?.runtime.backend;
      let k = 0;
      return own.map((found) => found?.result ?? joined[k++]);
    },
    async arrived(trials) {
      const names = new Set(
        await readdir(folder).catch((error: unknown) => {
          throw fileFault(folder, 'read', error);
        }),
      );
      const there = trials.filter(({ name }) => names.has(`${name}.json`));
      const found = await Promise.all(there.map(arrivedAt));
      checkMixture(
        found.filter((one) => one !== undefined),
        runtime,
        mixed,
      );
      return new Set(there.filter((_, i) => found[i]));
    },
    async write(trial, result) {
      const path = pathOf(trial.name);
      const trainedOn = backendOf?.(result);
      const ran: Runtime = { ...runtime, ...(trainedOn !== undefined && { backend: trainedOn }) };
      if (trainedOn !== undefined && !mixed)
        checkMixture([{ path, runtime: ran }], { ...runtime, backend: (backend ??= trainedOn) }, mixed);
      await atomicWrite(path, lines({ ...run, runtime: ran, trial, result }));
    },
  };
}

function* lines(record: TrialRecord): Generator<string> {
  yield* jsonPieces(record);
  yield '\n';
}
