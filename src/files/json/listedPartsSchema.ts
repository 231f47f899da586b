import { z } from 'zod';
import type { ListedPart } from '../../mdp/parts/actionPart.js';

/** The parts of actions, as a file has them; whether they fit its actions is checked with the rest. */
export const listedPartsSchema: z.ZodType<readonly ListedPart[]> = z.array(
  z.object({ name: z.string(), on: z.array(z.int()) }),
);
