// An environment of your own, written as a table: a patient waits for a bed, and gets better or worse meanwhile.
// Use it:  couplet simulate --env ./env.mjs --set worse=0.3 --policy uniform --out log.csv
//          couplet ope log.csv --env ./env.mjs --policy optimal
// Test it: couplet check ./env.mjs
import { defineEnv, numberParameter, tabularEnv } from 'couplet';
import { z } from 'zod';

export default defineEnv({
  name: 'rooms',
  summary: 'A patient who waits for a bed.',
  // Any schema will do that has `~standard`: zod, valibot, arktype. Leave it out if there are no parameters.
  parameters: z.object({
    worse: numberParameter(0, 0.5).default(0.2).describe('Chance of getting worse in a step, from 0 to 0.5'),
  }),
  create: (parameters) =>
    tabularEnv({
      name: 'rooms',
      // Logs keep them, so that the same environment can be built again.
      parameters,
      stateLabels: ['stable', 'worse', 'home', 'dead'],
      actionLabels: ['wait', 'admit'],
      // What actions are made of, and states: for effects by part. Leave them out where there is nothing to tell.
      actionParts: [{ name: 'bed', on: (action) => action === 1 }],
      variables: [{ name: 'condition', levels: ['worse', 'stable'], normal: 1, levelOf: (state) => [1, 0][state] }],
      // How runs end; the first is the run still going on.
      outcomes: [
        { name: 'waiting', reward: 0 },
        { name: 'home', reward: 1 },
        { name: 'death', reward: -1 },
      ],
      // States that end a run, each with its outcome.
      ends: [
        [2, 1],
        [3, 2],
      ],
      initial: [[0, 1]],
      // Next states and their probabilities, by state and action.
      next(state, action) {
        const { worse } = parameters;
        const home = action === 1 ? 0.5 : 0.25;
        if (state === 0)
          return [
            [2, home],
            [1, worse],
            [0, 1 - home - worse],
          ];
        return [
          [3, worse],
          [0, home],
          [1, 1 - home - worse],
        ];
      },
    }),
});
