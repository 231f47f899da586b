import { once } from '../../../core/once.js';
import { backwardInduction } from '../../../mdp/optimise/backwardInduction.js';
import { deterministicOverTime } from '../../../mdp/overTime/deterministicOverTime.js';
import type { PolicyOverTime } from '../../../mdp/overTime/policyOverTime.js';
import { world } from '../pipeline/world.js';

/** Most decisions for a patient. */
export const WARD_STEPS = 20;

/** The best that can be done for a patient of the ward, who knows all that the simulator knows. */
export const bestPlan: () => PolicyOverTime = once(() => {
  const { exact } = world();
  return deterministicOverTime(exact, backwardInduction(exact, { horizon: WARD_STEPS, actions: 'all' }).action);
});
