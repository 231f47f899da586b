import { exactBackwardInduction } from '../../mdp/exact/exactBackwardInduction.js';
import { exactPolicyIteration } from '../../mdp/exact/exactPolicyIteration.js';
import { exactPolicyValue } from '../../mdp/exact/exactPolicyValue.js';
import { fractionText, nearestDouble } from '../../mdp/exact/numbers/rounded.js';
import type { Mdp } from '../../mdp/mdp.js';
import { deterministicOverTime } from '../../mdp/overTime/deterministicOverTime.js';
import { stepsText } from '../../mdp/overTime/stepsText.js';
import { exactFigure, exactText, sayExactCost } from './exactText.js';
import { type Solution, type SolutionOptions, byStepsToGo, rowsOf } from './solutions.js';

/** The best policy without a horizon, in fractions. */
export async function exactlyForever(mdp: Mdp, { discount, actions, soften }: SolutionOptions): Promise<Solution> {
  const best = await exactPolicyIteration(mdp, { discount, actions, onCost: sayExactCost });
  const policy = soften(best.policy);
  const { value, stateValue, floating } =
    policy === best.policy
      ? best
      : await exactPolicyValue(mdp, policy, { horizon: Infinity, discount, onCost: sayExactCost });
  const exact = exactFigure(value, floating.value);
  const others = best.action.filter((a, s) => a !== best.floating.action[s]).length;
  return {
    policy,
    unseenStates: best.unseenStates,
    withoutValue: best.withoutValue,
    figures: {
      value: nearestDouble(value),
      exact,
      ...(policy !== best.policy && {
        bestValue: nearestDouble(best.value),
        exactBest: exactFigure(best.value, best.floating.value),
      }),
      iterations: best.rounds,
      otherActions: others,
    },
    values: { stateValue: stateValue.map(nearestDouble), exactStateValue: stateValue.map(fractionText) },
    words: `exact policy iteration: ${best.rounds} ${best.rounds === 1 ? 'round' : 'rounds'} from the answer in floating point, ${others === 0 ? 'which takes the same actions' : `which takes other actions in ${others} ${others === 1 ? 'state' : 'states'}`}; value ${exactText(exact)}, at discount ${discount}`,
  };
}

/** The best policy over the steps of a horizon, in fractions. */
export async function exactlyForHorizon(mdp: Mdp, options: SolutionOptions): Promise<Solution> {
  const { horizon, discount, actions, soften } = options;
  const best = await exactBackwardInduction(mdp, { horizon, discount, actions, onCost: sayExactCost });
  const found = deterministicOverTime(mdp, best.action);
  const policy = soften(found);
  const { value, stateValue, floating } =
    policy === found
      ? { value: best.value, stateValue: best.stateValue, floating: best.floating }
      : await exactPolicyValue(mdp, policy, { horizon, discount });
  const exact = exactFigure(value, floating.value);
  const exactBest = exactFigure(best.value, best.floating.value);
  const actionAt = rowsOf(best.action, mdp.nStates);
  return {
    policy,
    unseenStates: best.unseenStates,
    withoutValue: [],
    figures: {
      horizon,
      value: nearestDouble(value),
      exact,
      ...(policy !== found && { bestValue: nearestDouble(best.value), exactBest }),
    },
    values: { exactStateValue: stateValue.map(fractionText) },
    byStepsToGo: byStepsToGo(horizon, (t) => ({ action: actionAt(t) })),
    words: `exact backward induction: the policy over ${stepsText(horizon)} is worth ${exactText(exact)}, at discount ${discount}${policy === found ? '' : `, before it was softened ${exactText(exactBest)}`}`,
  };
}
