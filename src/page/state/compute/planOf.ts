import type { Plan } from '../../../counterfactual/explain/planned.js';
import type { View } from '../view.js';

/** The plan of a view, as the library takes it. */
export function planOf({ takeOver, edits }: Pick<View, 'takeOver' | 'edits'>): Plan {
  return { takeOver, actions: new Map(Object.entries(edits).map(([t, action]) => [Number(t), action])) };
}
