import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { entryScore, valueScore } from '../../../src/counterfactual/effects/entryScore.js';

const sepsis = createEnv('sepsis').exactModel!();

it('scores the ends of sepsis by their rewards, and every other state 0', () => {
  const score = entryScore(sepsis);
  for (let s = 0; s < sepsis.nStates; s++) {
    const { reward } = sepsis.outcomes[sepsis.outcome[s]];
    // A state that nothing leads to has no score of its own.
    expect([reward, 0].some((value) => Math.abs(score[s] - value) < 1e-12)).toBe(true);
  }
  expect(score.filter((value) => Math.abs(value - 1) < 1e-12)).toHaveLength(2);
  expect(score.filter((value) => Math.abs(value + 1) < 1e-12).length).toBeGreaterThan(100);
});

it('adds what follows under the policy, which is nothing after an end', () => {
  const policy = createPolicy('optimal', sepsis);
  const [entry, ahead] = [entryScore(sepsis), valueScore(sepsis, policy, 0.9)];
  for (let s = 0; s < sepsis.nStates; s++) if (sepsis.terminal[s] === 1) expect(ahead[s]).toBe(entry[s]);
  expect(ahead.some((value, s) => value !== entry[s])).toBe(true);
});
