import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import type { OberstSontagSpecification, Setting } from './oberstSontagSpecification.js';
import { sepsisProblem } from './sepsisProblem.js';

/** What no log is long enough to show. */
export interface EndlessResult extends Setting {
  readonly modelBased: number;
  readonly trueValue: number;
}

/**
 * The same experiment with an endless log, exactly: the model that a fit approaches, its best policy, and the two
 * values of that. What the two differ by is not luck, but what the space leaves out.
 *
 * @returns for the settings with direct absorption: under the other, ends vanish from the model as the log grows
 */
export function endlessLog(specification: OberstSontagSpecification): EndlessResult[] {
  const { horizon, solveDiscount, settings } = specification;
  const problem = sepsisProblem(specification);
  return settings
    .filter(({ absorption }) => absorption === 'direct')
    .map((setting) => {
      const model = problem.endlessModel(setting.space);
      const { policy } = policyIteration(model, { discount: solveDiscount, actions: 'all' });
      return {
        ...setting,
        modelBased: policyValue(model, policy, { horizon }).value,
        trueValue: problem.trueValue(policy, setting.space),
      };
    });
}
