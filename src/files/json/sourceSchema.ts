import { z } from 'zod';
import type { MdpSource } from '../../mdp/mdp.js';
import type { TrajectoriesSource } from '../../trajectories/trajectories.js';
import { featureStatesSchema } from './featureStatesSchema.js';

/** What the states of a file's log or model mean, as it is read. */
export const sourceSchema: z.ZodType<TrajectoriesSource & MdpSource> = z.object({
  env: z.string().exactOptional(),
  parameters: z.record(z.string(), z.unknown()).exactOptional(),
  space: z.string().exactOptional(),
  absorption: z.enum(['direct', 'published']).exactOptional(),
  horizon: z.int().min(1).exactOptional(),
  states: z.array(z.string()).exactOptional(),
  actions: z.array(z.string()).exactOptional(),
  ends: z.array(z.object({ name: z.string().min(1), state: z.int().min(0) })).exactOptional(),
  features: featureStatesSchema.exactOptional(),
  unseen: z.string().exactOptional(),
  rewards: z.array(z.object({ state: z.int().min(0), reward: z.number() })).exactOptional(),
  prior: z
    .object({
      concentration: z.number().gt(0),
      mean: z.enum(['uniform', 'model']),
      support: z.enum(['row', 'state', 'all']).exactOptional(),
    })
    .exactOptional(),
  worst: z
    .object({ cases: z.number().min(0), state: z.int().min(0), reward: z.number(), floor: z.boolean() })
    .exactOptional(),
});
