import { z } from 'zod';
import type { Policy } from '../../src/mdp/policy.js';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { tabularEnv } from '../tabularEnv.js';

const [HOME, GAIN, LOSS] = [0, 1, 2];

/**
 * Three states that are fully observed, so a fitted model is right, while products of many one-step ratios explode.
 * Made for 20 steps; a run never ends by itself.
 *
 * From `home` action 0 leads to `gain` with probability .4 and to `loss` with .6, action 1 the other way round;
 * entering `gain` earns 1, entering `loss` −1. Both lead back home with any action and no reward.
 *
 * Worked by hand: a policy that takes action 0 at home with probability x enters `gain` with .4 x + .6 (1 − x) = .6 −
 * .2 x, so a visit home is worth 2 (.6 − .2 x) − 1 = .2 − .4 x. There are 10 in 20 steps: the value is 2 − 4 x, −.92
 * for x = .73 and .92 for x = .27.
 *
 * Source: Thomas and Brunskill, "Data-efficient off-policy policy evaluation for reinforcement learning", 2016.
 */
export const modelWin: EnvDefinition = defineEnv({
  name: 'model-win',
  summary: 'Three observed states and long runs: a fitted model wins over importance weights.',
  parameters: z.object({}),
  create: (parameters) =>
    tabularEnv({
      name: 'model-win',
      parameters,
      stateLabels: ['home', 'gain', 'loss'],
      actionLabels: ['action 0', 'action 1'],
      outcomes: [{ name: 'going on', reward: 0 }],
      ends: [],
      initial: [[HOME, 1]],
      next: (state, action) =>
        state === HOME
          ? [
              [GAIN, action === 0 ? 0.4 : 0.6],
              [LOSS, action === 0 ? 0.6 : 0.4],
            ]
          : [[HOME, 1]],
      reward: (_state, _action, next) => (next === GAIN ? 1 : next === LOSS ? -1 : 0),
    }),
});

/** The two policies of the paper, over space `full`: they differ at home only. */
export const modelWinPolicies: { readonly behaviour: Policy; readonly target: Policy } = {
  behaviour: policy(0.73),
  target: policy(0.27),
};

/** @param first probability of action 0 at home; elsewhere both actions are alike */
function policy(first: number): Policy {
  return {
    nStates: 3,
    nActions: 2,
    probability: Float64Array.of(first, 1 - first, 0.5, 0.5, 0.5, 0.5),
    space: 'full',
  };
}
