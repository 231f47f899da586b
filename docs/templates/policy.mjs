// A policy of your own. Use it: couplet value --env triage --policy ./policy.mjs
//                               couplet value --env triage --policy ./policy.mjs:epsilon=0.2
// Test it:                      couplet check ./policy.mjs
import { definePolicy, numberParameter, uniform } from 'couplet';
import { z } from 'zod';

export default definePolicy({
  name: 'first-action',
  summary: 'The first action, and now and then any other.',
  // Any schema will do that has `~standard`: zod, valibot, arktype. Leave it out if there are no parameters.
  parameters: z.object({
    epsilon: numberParameter(0, 1).default(0.1).describe('Probability of an action at random, from 0 to 1'),
  }),
  // From a model, exact or fitted: mdp.nStates, mdp.nActions, its rows. `estimate(log, parameters)` makes one from a log.
  create({ nStates, nActions, source }, { epsilon }) {
    // S × A probabilities, row by row: those of state s begin at s · nActions.
    const probability = uniform(nStates, nActions).probability.map((p) => epsilon * p);
    for (let s = 0; s < nStates; s++) probability[s * nActions] += 1 - epsilon;
    return { nStates, nActions, probability, ...(source.space !== undefined && { space: source.space }) };
  },
});
