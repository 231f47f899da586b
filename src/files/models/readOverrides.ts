import { z } from 'zod';
import { DataError } from '../../core/errors.js';
import type { MdpOverrides } from '../../mdp/override/overrides.js';
import { checkSchema } from '../json/checkSchema.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import { readWhole } from '../read/readWhole.js';
import { LARGEST_JSON } from './readMdp.js';

const named = z.union([z.int().min(0), z.string()]);
const shares = z.record(z.string(), z.number());

const contentSchema = z.strictObject({
  rows: z.array(z.strictObject({ state: named, action: named, to: shares, pays: shares.optional() })).optional(),
  rewards: z
    .array(
      z.strictObject({
        state: named.optional(),
        action: named.optional(),
        next: named.optional(),
        reward: z.number(),
      }),
    )
    .optional(),
  start: shares.optional(),
});

/**
 * Reads changes to a model, in JSON:
 *
 *     { "rows": [{ "state": …, "action": …, "to": { "next": probability }, "pays": { "next": reward } }],
 *       "rewards": [{ "state": …, "action": …, "next": …, "reward": number }],
 *       "start": { "state": probability } }
 *
 * States and actions by name or number; what is left out stays, and of a reward what is left out may be anything.
 *
 * @throws DataError, with the file's name and the field, on anything else, and on a file that changes nothing
 */
export async function readOverrides(path: string): Promise<MdpOverrides> {
  const text = (await readWhole(path, LARGEST_JSON, 'is it a file of changes?')).toString();
  const content = checkSchema(path, contentSchema, parseJsonObject(path, text));
  if (Object.keys(content).length === 0)
    throw new DataError(`${path}: must change something, got none of rows, rewards, start`);
  return content;
}
