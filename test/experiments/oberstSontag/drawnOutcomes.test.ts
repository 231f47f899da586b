import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../../src/counterfactual/evaluate/summarizeCounterfactual.js';
import { drawnOutcomes, mostFrequentOutcome } from '../../../src/experiments/oberstSontag/drawnOutcomes.js';
import { learnSetting } from '../../../src/experiments/oberstSontag/learnSetting.js';
import { oberstSontagSpecification as specification } from '../../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import { sepsisProblem } from '../../../src/experiments/oberstSontag/sepsisProblem.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';

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

it('with one draw agrees with the table of probabilities, up to chance', () => {
  const problem = sepsisProblem(specification);
  const learned = learnSetting(
    problem.simulate(createRng(1), 1000),
    problem.env,
    { space: 'projected', absorption: 'direct' },
    specification,
  );
  const { log, mdp } = learned;
  const target = createPolicy('physician', mdp, { form: 'episodic', epsilon: 0.15 });
  const mechanism = completeMechanism(gumbelMax());
  const drawn = drawnOutcomes(createRng(2), learned, target, mechanism, 1);
  const evaluation = evaluateCounterfactual(log, mdp, target, mechanism);
  const { outcomeTable } = summarizeCounterfactual(createRng(3), evaluation, { replicates: 2 });
  // Hoeffding for means of 1,000, nine cells, false alarm 1e-6. With one outcome for all, some cell would be off by .12
  // or more.
  const bound = Math.sqrt(Math.log((2 * 9) / 1e-6) / 2000);
  drawn.forEach((share, cell) => {
    expect(Math.abs(share - outcomeTable[cell])).toBeLessThan(bound);
  });
});
