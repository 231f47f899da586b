import { z } from 'zod';
import { featureStatesSchema } from '../json/featureStatesSchema.js';
import { LOG_FORMATS } from '../trajectories/logFormat.js';
import type { PartsByName } from '../../mdp/parts/partsByName.js';
import type { ReadTrajectoriesOptions } from '../trajectories/readOptions.js';

/**
 * What a log's owner knows of it and its file does not say: how it is to be read, said once for all commands. Field by
 * field what `readTrajectories` takes, and the environment, where it is one of ours.
 */
export interface LogDescription extends Omit<ReadTrajectoriesOptions, 'source' | 'known' | 'say'> {
  readonly env?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** State space of the log. */
  readonly space?: string;
  /** What its actions are made of; where actions are numbered, as the log calls them. */
  readonly parts?: PartsByName;
}

const size = z.int().min(1).exactOptional();
const yes = z.boolean().exactOptional();
const name = z.string().min(1).exactOptional();

/** The fields of a description file; one that is misspelt must not be left alone in silence. */
export const logDescriptionSchema: z.ZodType<LogDescription> = z.strictObject({
  format: z.enum(LOG_FORMATS).exactOptional(),
  // Which columns there are is checked where they are looked up.
  columns: z.record(z.string(), z.string().min(1)).exactOptional(),
  names: z.enum(['minari', 'd4rl', 'rllib']).exactOptional(),
  separator: z.enum([',', ';', '\t']).exactOptional(),
  decimal: z.enum(['.', ',']).exactOptional(),
  nStates: size,
  nActions: size,
  ends: z.record(z.string(), z.union([z.int().min(0), z.string()])).exactOptional(),
  outcome: name,
  missingEnds: z.enum(['terminated', 'truncated']).exactOptional(),
  endsTerminate: yes,
  features: featureStatesSchema.exactOptional(),
  numberStates: yes,
  numberActions: yes,
  numberSteps: yes,
  emptyReward: z.number().exactOptional(),
  rounding: z.number().min(0).exactOptional(),
  propensity: z.literal(false).exactOptional(),
  env: name,
  parameters: z.record(z.string(), z.unknown()).exactOptional(),
  space: name,
  parts: z.record(z.string().min(1), z.array(z.union([z.int().min(0), z.string()])).min(1)).exactOptional(),
});
