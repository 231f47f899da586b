import { z } from 'zod';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { tabularEnv } from '../tabularEnv.js';

/**
 * One decision, two outcomes: arm `left` wins with probability 1/4, arm `right` with 3/4.
 *
 * Worked by hand, outcomes in the order (loss, win): p = (3/4, 1/4) for left, q = (1/4, 3/4) for right. The value of an
 * arm is its probability of winning, as a loss earns 0.
 *
 * A coupling of two outcomes has one free number, J[loss, loss]. Gumbel-max, inverse-cdf and maximal all give it the
 * most it can have, min(3/4, 1/4) = 1/4, so they agree:
 *
 *     J = | 1/4  1/2 |     a loss on the left would have been a loss on the right with (1/4) / (3/4) = 1/3, a win with 2/3
 *         |  0   1/4 |     a win on the left would have been a win on the right
 *
 * The independent coupling answers q whatever was observed: a win with 3/4. Over all mechanisms the probability that a
 * loss turns into a win is from (3/4 - 1/4) / (3/4) = 2/3 to min(3/4, 3/4) / (3/4) = 1.
 */
export const twoArmed: EnvDefinition = defineEnv({
  name: 'two-armed',
  summary: 'One decision and two outcomes, with every counterfactual worked out by hand.',
  parameters: z.object({}),
  create: (parameters) =>
    tabularEnv({
      name: 'two-armed',
      parameters,
      stateLabels: ['start', 'loss', 'win'],
      actionLabels: ['left', 'right'],
      outcomes: [
        { name: 'undecided', reward: 0 },
        { name: 'loss', reward: 0 },
        { name: 'win', reward: 1 },
      ],
      ends: [
        [1, 1],
        [2, 2],
      ],
      initial: [[0, 1]],
      next: (_, arm) =>
        arm === 0
          ? [
              [1, 3 / 4],
              [2, 1 / 4],
            ]
          : [
              [1, 1 / 4],
              [2, 3 / 4],
            ],
    }),
});
