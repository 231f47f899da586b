import { z } from 'zod';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { tabularEnv } from '../tabularEnv.js';

/**
 * One decision, three outcomes: the smallest case in which the mechanisms disagree.
 *
 * Outcomes in the order (death, illness, recovery), with rewards -1, 0, +1: p = (1/2, 1/4, 1/4) if the patient waits,
 * q = (1/4, 1/4, 1/2) if treated. Values -1/4 and +1/4. The patient waited and died; would treatment have helped?
 *
 * | mechanism   | death | illness | recovery | expected reward |
 * |-------------|-------|---------|----------|-----------------|
 * | independent | 1/4   | 1/4     | 1/2      | 1/4             |
 * | inverse-cdf | 1/2   | 1/2     | 0        | -1/2            |
 * | maximal     | 1/2   | 0       | 1/2      | 0               |
 * | gumbel-max  | 1/2   | 1/10    | 2/5      | -1/10           |
 *
 * - independent: q, whatever was observed.
 * - inverse-cdf: death is u in (0, 1/2) under p; that half of the noise is death, then illness, under q.
 * - maximal: the diagonal takes min(p, q) = 1/4 each; the residual of p is 1/4 of death, that of q 1/4 of recovery.
 * - gumbel-max: r = p/q = (2, 1, 1/2) and D(t) = max(1/2, t/4) + max(1/4, t/4) + max(1/4, t/2), so D(1/2) = 1,
 *   D(1) = 5/4, D(2) = 2. The integral of dt/D² is (1/2)/(1 · 5/4) = 2/5 from 1/2 to 1 and 1/(5/4 · 2) = 2/5 from 1 to
 *   2. So death 1/D(2) = 1/2, illness 1/4 · 2/5 = 1/10, recovery 1/2 · (2/5 + 2/5) = 2/5.
 */
export const triage: EnvDefinition = defineEnv({
  name: 'triage',
  summary: 'One decision and three outcomes: the smallest case in which the mechanisms disagree.',
  parameters: z.object({}),
  create: (parameters) =>
    tabularEnv({
      name: 'triage',
      parameters,
      stateLabels: ['arrival', 'death', 'illness', 'recovery'],
      actionLabels: ['wait', 'treat'],
      outcomes: [
        { name: 'waiting', reward: 0 },
        { name: 'death', reward: -1 },
        { name: 'illness', reward: 0 },
        { name: 'recovery', reward: 1 },
      ],
      ends: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      initial: [[0, 1]],
      next: (_, action) =>
        action === 0
          ? [
              [1, 1 / 2],
              [2, 1 / 4],
              [3, 1 / 4],
            ]
          : [
              [1, 1 / 4],
              [2, 1 / 4],
              [3, 1 / 2],
            ],
    }),
});
