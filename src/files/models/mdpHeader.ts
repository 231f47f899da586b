import { z } from 'zod';
import type { Mdp } from '../../mdp/mdp.js';
import { listedPartsSchema } from '../json/listedPartsSchema.js';
import { sourceSchema } from '../json/sourceSchema.js';

/** What a model file says beside its columns. */
export type MdpHeader = Pick<
  Mdp,
  'nStates' | 'nActions' | 'outcomes' | 'stateLabels' | 'actionLabels' | 'actionParts' | 'variables' | 'source'
>;

/** The header as it is read from a file. */
export const mdpHeaderSchema: z.ZodType<MdpHeader> = z.object({
  nStates: z.int().min(1),
  nActions: z.int().min(1),
  outcomes: z
    .array(z.object({ name: z.string(), reward: z.number() }))
    .min(1)
    .max(256),
  stateLabels: z.array(z.string()).exactOptional(),
  actionLabels: z.array(z.string()).exactOptional(),
  actionParts: listedPartsSchema.exactOptional(),
  variables: z
    .array(
      z.object({
        name: z.string(),
        levels: z.array(z.string()),
        normal: z.int().exactOptional(),
        level: z.array(z.int().nullable()),
      }),
    )
    .exactOptional(),
  source: sourceSchema.default({}),
});
