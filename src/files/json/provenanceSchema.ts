import { z } from 'zod';
import type { Provenance } from '../provenance.js';

/** Provenance as it is read from a file, by whatever version. */
export const provenanceSchema: z.ZodType<Partial<Provenance>> = z.object({
  version: z.string().exactOptional(),
  command: z.string().exactOptional(),
  seed: z.number().exactOptional(),
  options: z.record(z.string(), z.unknown()).exactOptional(),
  inputs: z.record(z.string(), z.string()).exactOptional(),
  origins: z.record(z.string(), z.string()).exactOptional(),
});
