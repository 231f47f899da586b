import { exactBackwardInduction } from '../../mdp/exact/exactBackwardInduction.js';
import { exactPolicyIteration } from '../../mdp/exact/exactPolicyIteration.js';
import { exactPolicyValue } from '../../mdp/exact/exactPolicyValue.js';
import { fractionText, nearestDouble } from '../../mdp/exact/numbers/rounded.js';
import type { Mdp } from '../../mdp/mdp.js';
import { exactFigure, exactText, sayExactCost } from './exactText.js';
import type { Solution, SolutionOptions } from './solutions.js';

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
    plan: { stateValue: stateValue.map(nearestDouble), exactStateValue: stateValue.map(fractionText) },
    words: `exact policy iteration: ${best.rounds} ${best.rounds === 1 ? 'round' : 'rounds'} from the answer in floating point, ${others === 0 ? 'which takes the same actions' : `which takes other actions in ${others} ${others === 1 ? 'state' : 'states'}`}; value ${exactText(exact)}, at discount ${discount}`,
  };
}

/** The best plan for runs of some steps, in fractions. */
export async function exactlyForHorizon(mdp: Mdp, options: SolutionOptions): Promise<Solution> {
  const { horizon, discount, actions, soften } = options;
  const best = await exactBackwardInduction(mdp, { horizon, discount, actions, onCost: sayExactCost });
  const policy = soften(best.policy);
  const first = await exactPolicyValue(mdp, policy, { horizon, discount });
  const plan = exactFigure(best.value, best.floating.value);
  const exact = exactFigure(first.value, first.floating.value);
  const { nStates } = mdp;
  return {
    policy,
    unseenStates: best.unseenStates,
    withoutValue: [],
    figures: {
      horizon,
      value: nearestDouble(first.value),
      exact,
      planValue: nearestDouble(best.value),
      exactPlan: plan,
    },
    plan: {
      exactStateValue: best.stateValue.map(fractionText),
      byStepsToGo: Array.from({ length: horizon }, (_, n) => ({
        stepsToGo: n + 1,
        action: Array.from(best.action.subarray((horizon - n - 1) * nStates, (horizon - n) * nStates)),
      })),
    },
    words: `exact backward induction: the best plan for ${horizon} steps is worth ${exactText(plan)}, at discount ${discount}; what is best at its first step, done at every step, ${exactText(exact)}`,
  };
}
