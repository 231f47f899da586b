import { z } from 'zod';
import type { FeatureStates } from '../../states/featureStates.js';

const unique = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Fields of states of features, as a file of their own, a model or a log has them. */
export const featureStatesSchema: z.ZodType<FeatureStates> = z
  .object({
    columns: z
      .array(z.object({ name: z.string().min(1), log: z.boolean(), mean: z.number(), scale: z.number().gt(0) }))
      .min(1)
      .refine((columns) => unique(columns.map(({ name }) => name)), 'expected each column once'),
    missing: z.enum(['refuse', 'mean']),
    centres: z.array(z.array(z.number())).min(1),
    ends: z
      .object({
        column: z.string().min(1),
        names: z.array(z.string()).min(1).refine(unique, 'expected each name once'),
      })
      .exactOptional(),
  })
  .superRefine(({ columns, centres }, context) => {
    const odd = centres.findIndex((centre) => centre.length !== columns.length);
    if (odd >= 0)
      context.addIssue({
        code: 'custom',
        path: ['centres', odd],
        message: `expected ${columns.length} numbers, one for each column`,
      });
  });
