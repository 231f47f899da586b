import { z } from 'zod';
import type { Aggregates, WeightedSums, WithheldRows } from '../../aggregates/aggregates.js';
import { MOST_BLOCKS } from '../../trajectories/blockOf.js';
import type { TrajectoriesSource } from '../../trajectories/trajectories.js';
import { checkSchema } from '../json/checkSchema.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import { sourceSchema } from '../json/sourceSchema.js';
import type { Provenance } from '../provenance.js';

/** What the weights of aggregates are of. */
export type WeightedAbout = Omit<WeightedSums, 'episodes' | 'steps' | 'cells'>;

/** What a table of aggregates is of. */
export interface AboutAggregates {
  readonly nStates?: number;
  readonly nActions?: number;
  readonly source: TrajectoriesSource;
  readonly blocks: number;
  readonly weighted?: WeightedAbout;
  readonly withheld?: readonly WithheldRows[];
}

const VERSION = 1;

const blocks = z.literal([1, 16, 256, MOST_BLOCKS]);
const weighted = {
  horizon: z.int().min(1),
  discount: z.number().gt(0).max(1),
  target: z.string(),
  behaviour: z.enum(['logged', 'given', 'estimated']),
  behaviourDigest: z.string().exactOptional(),
  modelDigest: z.string().exactOptional(),
};
const withheld = z.array(
  z.object({
    part: z.enum(['count', 'first', 'block', 'step', 'cell']),
    rows: z.int().min(1),
    n: z.int().min(0),
    least: z.int().min(1),
  }),
);
const schema = z.object({
  nStates: z.int().min(1),
  nActions: z.int().min(1),
  source: sourceSchema,
  aggregates: z.object({
    version: z.literal(VERSION),
    blocks,
    weighted: z.object(weighted).exactOptional(),
    withheld: withheld.exactOptional(),
  }),
});

/** JSON of what aggregates are of, with where they come from. */
export function aboutText(aggregates: Aggregates, provenance: Provenance): string {
  const { nStates, nActions, source, blocks, withheld } = aggregates;
  const { horizon, discount, target, behaviour, behaviourDigest, modelDigest } = aggregates.weighted ?? {};
  // What is undefined is left out.
  const about = aggregates.weighted && { horizon, discount, target, behaviour, behaviourDigest, modelDigest };
  return JSON.stringify({
    ...provenance,
    source,
    nStates,
    nActions,
    aggregates: { version: VERSION, blocks, ...(about && { weighted: about }), ...(withheld && { withheld }) },
  });
}

/** @throws DataError naming the field that is wrong */
export function parseAbout(where: string, text: string): AboutAggregates {
  const { nStates, nActions, source, aggregates } = checkSchema(where, schema, parseJsonObject(where, text));
  return {
    ...{ nStates, nActions, source, blocks: aggregates.blocks },
    ...(aggregates.weighted && { weighted: aggregates.weighted }),
    ...(aggregates.withheld && { withheld: aggregates.withheld }),
  };
}

const rowSchema = z.object({
  horizon: weighted.horizon.nullable(),
  discount: weighted.discount.nullable(),
  blocks: blocks.nullable(),
  target: weighted.target.nullable(),
  n_states: z.int().min(1).nullable(),
  n_actions: z.int().min(1).nullable(),
  space: z.string().nullable(),
  behaviour: weighted.behaviour.nullable(),
  behaviour_digest: z.string().nullable(),
});

/** What must be there where one of them is: without, a table is of counts alone. */
const weightedRowSchema = rowSchema.extend({
  horizon: weighted.horizon,
  discount: weighted.discount,
  blocks,
  target: weighted.target,
});

/** Columns of the row that says so in a table from a database; those that may be missing are null. */
export const ABOUT_COLUMNS: readonly string[] = Object.keys(rowSchema.shape);

/** @throws DataError naming the column that is wrong */
export function aboutOfRow(where: string, row: Readonly<Record<string, unknown>>): AboutAggregates {
  const { n_states, n_actions, space, ...rest } = checkSchema(where, rowSchema, row);
  const about = {
    ...(n_states !== null && { nStates: n_states }),
    ...(n_actions !== null && { nActions: n_actions }),
    source: { ...(space !== null && { space }) },
  };
  const { horizon, discount, target } = rest;
  if (horizon === null && discount === null && target === null) return { ...about, blocks: rest.blocks ?? MOST_BLOCKS };
  const of = checkSchema(where, weightedRowSchema, row);
  return {
    ...about,
    blocks: of.blocks,
    weighted: {
      ...{ horizon: of.horizon, discount: of.discount, target: of.target },
      behaviour: of.behaviour ?? 'given',
      ...(of.behaviour_digest !== null && { behaviourDigest: of.behaviour_digest }),
    },
  };
}
