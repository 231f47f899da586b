import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trial } from '../../experiments/experiment.js';
import type { Provenance } from '../../files/index.js';
import { checkSchema } from '../../files/json/checkSchema.js';
import { jsonPieces } from '../../files/json/jsonPieces.js';
import { parseJsonObject } from '../../files/json/parseJsonObject.js';
import { fileFault } from '../../files/read/fileFault.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import type { Runtime } from '../reproduce/runtime.js';
import type { TrialModules } from './trialModules.js';

/** All that a worker must know of a run; Redis holds names of its trials alone. */
export interface QueuePlan {
  /** Name of the queue. */
  readonly queue: string;
  readonly experiment: string;
  readonly specification: object;
  readonly trials: readonly Trial[];
  readonly couplet: Provenance;
  /** Of whoever asked for the run: workers are to be like it. */
  readonly runtime: Runtime;
  /** Whether they need not be. */
  readonly mixed: boolean;
  /** Code of the user's that the specification names. */
  readonly modules?: TrialModules | undefined;
}

const trial = z.looseObject({ name: z.string() });
const schema = z.looseObject({
  queue: z.string(),
  experiment: z.string(),
  specification: z.looseObject({}),
  trials: z.array(trial).min(1),
  couplet: z.looseObject({ version: z.string(), command: z.string() }),
  runtime: z.looseObject({ version: z.string(), node: z.string() }),
  mixed: z.boolean(),
  modules: z
    .looseObject({
      env: z.string(),
      estimators: z.array(z.string()),
      sha256: z.record(z.string(), z.string()),
    })
    .optional(),
});

/** Where the plan of a run lies in its folder. */
export function planPath(folder: string): string {
  return join(folder, 'plan.json');
}

/**
 * Writes the plan of a run into its folder, unless it is there: workers take a new file for another plan.
 *
 * The queue has a name of its own for each run and folder: the same run in another folder must not take its trials.
 */
export async function writePlan(folder: string, plan: Omit<QueuePlan, 'queue'>): Promise<QueuePlan> {
  const { experiment, specification, couplet } = plan;
  const { ino } = await stat(folder, { bigint: true });
  const run = sha256(JSON.stringify([experiment, specification, couplet.seed, String(ino)]));
  const named: QueuePlan = { queue: `${experiment}-${run.slice(0, 32)}`, ...plan };
  const text = [...jsonPieces(named)].join('');
  const there = await readFile(planPath(folder), 'utf8').catch(() => undefined);
  if (there !== text) await atomicWrite(planPath(folder), [text]);
  return named;
}

/**
 * The plan in a folder; undefined where there is none.
 *
 * @throws DataError for a file that is no plan
 */
export async function readPlan(folder: string): Promise<QueuePlan | undefined> {
  const path = planPath(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fileFault(path, 'read', error);
  }
  return checkSchema(path, schema, parseJsonObject(path, text));
}

/** Changes when another plan is written into a folder; undefined where there is none. */
export async function planVersion(folder: string): Promise<string | undefined> {
  const found = await stat(planPath(folder)).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeMs}`;
}

/** The trials of a plan by their names in the queue: the SHA-256 of all that a trial depends on. */
export function trialsById({
  experiment,
  specification,
  trials,
}: Pick<QueuePlan, 'experiment' | 'specification' | 'trials'>): ReadonlyMap<string, Trial> {
  const run = sha256(JSON.stringify([experiment, specification]));
  return new Map(trials.map((each) => [sha256(run + JSON.stringify(each)), each]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
