import { z } from 'zod';
import type { Policy } from '../../src/mdp/policy.js';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { tabularEnv } from '../tabularEnv.js';

const [START, AFTER_0, AFTER_1, GAIN, LOSS] = [0, 1, 2, 3, 4];

/**
 * Two steps that look alike, so that a model fitted to what is recorded is wrong however long the log. The first action
 * decides: the second step ends in `gain` (+1) if it was action 0, else in `loss` (−1). The second action does nothing.
 *
 * Worked by hand: a policy that takes action 0 with probability x is worth 2 x − 1, so .76 for x = .88 and −.76 for x =
 * .12. The model fitted to logs of x = .88 sees one state, left in half of its steps: by either action, it earns .76 /
 * 2 = .38 and goes on with probability 1/2. So over 2 steps it is worth .38 + .38 / 2 = .57 under any policy.
 *
 * Deviation: the paper has one observation and an end that only the end of the run tells. Here the two ends have
 * observations of their own, as a recorded state has one outcome; the rows out of the first are the same.
 *
 * Source: Thomas and Brunskill, "Data-efficient off-policy policy evaluation for reinforcement learning", 2016.
 */
export const modelFail: EnvDefinition = defineEnv({
  name: 'model-fail',
  summary: 'Two steps that look alike: a model fitted to what is recorded fails.',
  parameters: z.object({}),
  create: (parameters) =>
    tabularEnv({
      name: 'model-fail',
      parameters,
      stateLabels: ['start', 'after action 0', 'after action 1', 'gain', 'loss'],
      observations: ['under way', 'under way', 'under way', 'gain', 'loss'],
      actionLabels: ['action 0', 'action 1'],
      outcomes: [
        { name: 'going on', reward: 0 },
        { name: 'gain', reward: 1 },
        { name: 'loss', reward: -1 },
      ],
      ends: [
        [GAIN, 1],
        [LOSS, 2],
      ],
      initial: [[START, 1]],
      next(state, action) {
        if (state === START) return [[action === 0 ? AFTER_0 : AFTER_1, 1]];
        return [[state === AFTER_0 ? GAIN : LOSS, 1]];
      },
    }),
});

/** The two policies of the paper, over space `observed`, where there is one decision to make. */
export const modelFailPolicies: { readonly behaviour: Policy; readonly target: Policy } = {
  behaviour: policy(0.88),
  target: policy(0.12),
};

/** @param first probability of action 0 */
function policy(first: number): Policy {
  return {
    nStates: 3,
    nActions: 2,
    probability: Float64Array.of(first, 1 - first, 0.5, 0.5, 0.5, 0.5),
    space: 'observed',
  };
}
