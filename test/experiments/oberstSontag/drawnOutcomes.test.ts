import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { mostFrequentOutcome } from '../../../src/experiments/oberstSontag/drawnOutcomes.js';

const { outcomes } = createEnv('sepsis');
const [alive, death, discharge] = ['alive', 'death', 'discharge'].map((name) =>
  outcomes.findIndex((outcome) => outcome.name === name),
);

it.each([
  [[discharge, discharge, alive, death, discharge], discharge],
  [[discharge, death, discharge, death, alive], death],
  [[discharge, alive, discharge, alive, death], alive],
  [[alive], alive],
])('of draws %j the most frequent is %j, ties to the lowest reward', (drawn, expected) => {
  expect(mostFrequentOutcome(drawn, outcomes)).toBe(expected);
});
