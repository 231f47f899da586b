import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { entryScore, valueScore } from '../../../src/counterfactual/effects/entryScore.js';
import type { Mdp } from '../../../src/mdp/mdp.js';

const sepsis = createEnv('sepsis').exactModel!();

it('scores the ends of sepsis by their rewards, and every other state 0', () => {
  const score = entryScore(sepsis);
  // A state that nothing leads to has no score of its own; what an end does afterwards does not count.
  const reached = new Set<number>();
  for (let row = 0; row < sepsis.nStates * sepsis.nActions; row++)
    for (let k = sepsis.rowStart[row]; k < sepsis.rowStart[row + 1]; k++)
      if (sepsis.terminal[Math.floor(row / sepsis.nActions)] === 0) reached.add(sepsis.nextState[k]);
  const expected = Array.from(score, (_, s) => (reached.has(s) ? sepsis.outcomes[sepsis.outcome[s]].reward : 0));
  expect(score).toBeAllClose(expected);
  expect(expected.filter((value) => value === 1)).toHaveLength(2);
});

/** 0 and 1 lead to each other and to the end, 2, by two actions; the rewards are of transitions, not of states. */
const small: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 4, 6, 7, 7, 7),
  nextState: Uint32Array.of(1, 2, 1, 2, 0, 2, 2),
  probability: Float64Array.of(0.5, 0.5, 0.25, 0.75, 0.8, 0.2, 1),
  reward: Float64Array.of(2, 1, 6, 0, 4, 3, -1),
  initial: Float64Array.of(1, 0, 0),
  terminal: Uint8Array.of(0, 0, 1),
  outcomes: [
    { name: 'going on', reward: 0 },
    { name: 'ended', reward: 1 },
  ],
  outcome: Uint8Array.of(0, 0, 1),
  source: {},
};

it('weighs the rewards of entering by the probabilities of the pairs, each alike', () => {
  // Into 1 by .5 and .25, into the end by .5, .75, .2 and 1.
  expect(entryScore(small)).toBeAllClose([4, (0.5 * 2 + 0.25 * 6) / 0.75, (0.5 + 0.2 * 3 - 1) / 2.45]);
});

it.each([0.5, 0.9])('adds what follows under the policy, discounted by %d', (discount) => {
  // Action 0 in state 0, both alike in state 1: 0 leads to 1 half of the time, 1 to 0 by .8 / 2.
  const policy = { nStates: 3, nActions: 2, probability: Float64Array.of(1, 0, 0.5, 0.5, 1, 0) };
  const [r0, r1] = [0.5 * 2 + 0.5 * 1, 0.5 * (0.8 * 4 + 0.2 * 3) + 0.5 * -1];
  // V0 = r0 + d/2 V1 and V1 = r1 + .4 d V0, by Cramer's rule; after the end there is nothing.
  const determinant = 1 - 0.2 * discount ** 2;
  const value = [(r0 + 0.5 * discount * r1) / determinant, (r1 + 0.4 * discount * r0) / determinant, 0];
  const entry = entryScore(small);
  expect(valueScore(small, policy, discount)).toBeAllClose(
    value.map((v, s) => entry[s] + discount * v),
    { rtol: 1e-9 },
  );
});
