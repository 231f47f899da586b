import { z } from 'zod';
import { DataError } from '../../core/errors.js';
import type { Policy } from '../../mdp/policy.js';
import { provenanceSchema } from '../json/provenanceSchema.js';
import type { Provenance } from '../provenance.js';

/** What a file of a policy, or of advice, says beside the choices: sizes, names, and how it was made. */
export interface PolicyHeader extends Omit<Policy, 'probability' | 'undefinedRows'> {
  readonly couplet?: Partial<Provenance>;
}

const schema = z.object({
  nStates: z.int().min(1),
  nActions: z.int().min(1),
  space: z.string().exactOptional(),
  states: z.array(z.string()).exactOptional(),
  actions: z.array(z.string()).exactOptional(),
  ends: z.array(z.object({ name: z.string().min(1), state: z.int().min(0) })).exactOptional(),
  discount: z.number().gt(0).max(1).exactOptional(),
  couplet: provenanceSchema.exactOptional(),
});

/** The header as it is read from a file, which may have other fields. */
export const policyHeaderSchema: z.ZodType<PolicyHeader> = schema;

/** The names of its fields. */
export const POLICY_HEADER: readonly string[] = Object.keys(schema.shape);

/** @throws DataError if there are not as many names as states, or as actions */
export function checkNames(file: string, { nStates, nActions, states, actions }: PolicyHeader): void {
  const lists = [
    ['states', states, nStates],
    ['actions', actions, nActions],
  ] as const;
  for (const [field, names, count] of lists)
    if (names && names.length !== count)
      throw new DataError(`${file}: ${field} must be ${count} names, one for each number, got ${names.length}`);
}
