import { z } from 'zod';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { tabularEnv } from '../tabularEnv.js';

/**
 * Three states in a row, start, middle, end; entering the end earns 1. `walk` goes one state on with probability 1/2,
 * `leap` goes straight to the end with probability 1/4; otherwise the state stays.
 *
 * Worked by hand, for discount g:
 * - A step that succeeds with probability c is waited for a geometric time, worth c + (1 - c) g c + ... = c / (1 - g (1
 *   - c)) at the first step's discount 1. So leap is worth L = (1/4) / (1 - 3g/4) from either state. Walk is worth W =
 *   (1/2) / (1 - g/2) from the middle and g W² from the start, as its second wait begins one step later.
 * - Both take 4 steps on average from the start. The leap's time has variance (3/4) / (1/4)² = 12, two walks' 4; the
 *   discount is convex in time, so from the start leap is the better for every g < 1 and both are worth 1 at g = 1.
 *   From the middle walk is the better: W > L. At g = 9/10: L = 10/13, W = 10/11, g W² = 90/121 < 10/13.
 * - Within T steps: leap ends with 1 - (3/4)^T, walk with 1 - (T + 1) / 2^T (at least two successes in T). So with no
 *   discount, leap has the better chance in up to 3 steps (37/64 to 1/2), walk from 4 (175/256 to 176/256).
 */
export const chain: EnvDefinition = defineEnv({
  name: 'chain',
  summary: 'Three states in a row with geometric waiting times, solved by hand.',
  parameters: z.object({}),
  create: (parameters) =>
    tabularEnv({
      name: 'chain',
      parameters,
      stateLabels: ['start', 'middle', 'end'],
      actionLabels: ['walk', 'leap'],
      outcomes: [
        { name: 'under way', reward: 0 },
        { name: 'arrival', reward: 1 },
      ],
      ends: [[2, 1]],
      initial: [[0, 1]],
      next: (state, action) =>
        action === 0
          ? [
              [state, 1 / 2],
              [state + 1, 1 / 2],
            ]
          : [
              [state, 3 / 4],
              [2, 1 / 4],
            ],
    }),
});
