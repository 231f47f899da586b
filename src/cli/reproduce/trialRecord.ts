import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Trial } from '../../experiments/experiment.js';
import type { Provenance } from '../../files/index.js';
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

/** What the records of a run have in common. */
export type RunRecord = Omit<TrialRecord, 'trial' | 'result' | 'runtime'>;

/**
 * The record in a file, if it is one of a run; undefined for a file that is absent, damaged, or of another experiment,
 * specification or seed. The version of Couplet is not looked at: it is part of what ran it.
 */
export async function recordAt(path: string, run: RunRecord): Promise<TrialRecord | undefined> {
  const found = await jsonAt(path);
  if (!isRecord(found)) return undefined;
  const { experiment, specification, couplet } = found;
  const { version } = couplet;
  // As plain JSON on both sides: a file has no undefined members.
  const wanted = plain({ ...run, couplet: { ...run.couplet, version } });
  if (!isDeepStrictEqual({ experiment, specification, couplet }, wanted)) return undefined;
  return { ...found, runtime: { ...found.runtime, version } };
}

/** Whether a record is of that very trial. */
export function isOf({ trial }: Pick<TrialRecord, 'trial'>, wanted: Trial): boolean {
  return isDeepStrictEqual(trial, plain(wanted));
}

function isRecord(found: Partial<TrialRecord>): found is TrialRecord {
  return [found.specification, found.trial, found.result, found.couplet].every(
    (part) => typeof part === 'object' && (part as object | null) !== null,
  );
}

async function jsonAt(path: string): Promise<Partial<TrialRecord>> {
  try {
    return (JSON.parse(await readFile(path, 'utf8')) as Partial<TrialRecord> | null) ?? {};
  } catch {
    return {};
  }
}

function plain(data: object): unknown {
  return JSON.parse(JSON.stringify(data)) as unknown;
}
