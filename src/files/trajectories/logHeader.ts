import { z } from 'zod';
import type { Trajectories, TrajectoriesSource } from '../../trajectories/trajectories.js';
import { checkSchema } from '../json/checkSchema.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import type { Provenance } from '../provenance.js';
import { sourceSchema } from '../json/sourceSchema.js';

/** What the first line of a log that we wrote says of it. A log from elsewhere has no such line. */
export interface LogHeader {
  readonly source?: TrajectoriesSource;
  readonly nStates?: number;
  readonly nActions?: number;
  readonly nEpisodes?: number;
  readonly nSteps?: number;
}

const count = z.int().min(1).exactOptional();
const schema = z.object({
  source: sourceSchema.exactOptional(),
  nStates: count,
  nActions: count,
  nEpisodes: count,
  nSteps: count,
});

/**
 * The first line's JSON: provenance, what the states mean, and the counts by which a cut file is noticed.
 *
 * @param nSteps of all episodes
 * @param further fields to add
 */
export function logHeaderText(
  { source, nStates, nActions, nEpisodes }: Pick<Trajectories, 'source' | 'nStates' | 'nActions' | 'nEpisodes'>,
  nSteps: number,
  provenance: Provenance,
  further: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({ ...provenance, source, nStates, nActions, nEpisodes, nSteps, ...further });
}

/**
 * Reads a first line's JSON.
 *
 * @throws DataError naming the field that is wrong
 */
export function parseLogHeader(where: string, text: string): LogHeader {
  return checkLogHeader(where, parseJsonObject(where, text));
}

/** As `parseLogHeader`, from the value. */
export function checkLogHeader(where: string, value: unknown): LogHeader {
  return checkSchema(where, schema, value);
}
