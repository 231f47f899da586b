import { ArgumentError } from '../../src/core/errors.js';
import type { ActionPart } from '../../src/mdp/parts/actionPart.js';
import type { Variables } from './variables.js';

/** Which treatments are given: 0 or 1 each. */
export type Treatments = Pick<Variables, 'antibiotics' | 'ventilation' | 'vasopressors'>;

export const N_ACTIONS = 8;

/**
 * Index of the action that gives these treatments: 4 · antibiotics + 2 · ventilation + vasopressors.
 *
 * Mind the order: in the index of a state vasopressors come before ventilation, here ventilation comes first.
 *
 * @throws ArgumentError for a value other than 0 or 1
 */
export function actionIndex({ antibiotics, ventilation, vasopressors }: Treatments): number {
  for (const [name, value] of Object.entries({ antibiotics, ventilation, vasopressors }))
    if (value !== 0 && value !== 1) throw new ArgumentError(`actionIndex: ${name} must be 0 or 1, got ${value}`);
  return 4 * antibiotics + 2 * ventilation + vasopressors;
}

/**
 * The treatments of an action: the inverse of `actionIndex`.
 *
 * @throws ArgumentError if there is no such action
 */
export function treatmentsOf(action: number): Treatments {
  if (!(Number.isInteger(action) && action >= 0 && action < N_ACTIONS))
    throw new ArgumentError(`treatmentsOf: action must be an integer from 0 to ${N_ACTIONS - 1}, got ${action}`);
  return { antibiotics: action >> 2, ventilation: (action >> 1) & 1, vasopressors: action & 1 };
}

/** The treatments as parts of actions, in the order of their digits. */
export const treatmentParts: readonly ActionPart[] = (['antibiotics', 'ventilation', 'vasopressors'] as const).map(
  (name) => ({ name, on: (action) => treatmentsOf(action)[name] === 1 }),
);
