import { expect, it } from 'vitest';
import { learnSetting } from '../../../src/experiments/oberstSontag/learnSetting.js';
import { oberstSontagSpecification as specification } from '../../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import { sepsisProblem } from '../../../src/experiments/oberstSontag/sepsisProblem.js';
import { createRng } from '../../../src/core/random/rng.js';

const problem = sepsisProblem(specification);
const recorded = problem.simulate(createRng(1), 50);

it.each(specification.settings)('$space, $absorption: the log is over the states of the model', (setting) => {
  const { log, mdp, counts } = learnSetting(recorded, problem.env, setting, specification);
  expect(log.nStates).toBe({ projected: 146, observed: 720, full: 1440 }[setting.space]);
  expect([mdp.nStates, counts.nStates]).toEqual([log.nStates, log.nStates]);
  expect(mdp.source).toMatchObject(setting);
  for (let i = 0; i < log.state.length; i++) {
    const row = log.state[i] * 8 + log.action[i];
    expect(Array.from(mdp.nextState.subarray(mdp.rowStart[row], mdp.rowStart[row + 1]))).toContain(log.nextState[i]);
  }
});

it('finds diabetes in the full state alone', () => {
  const { log } = learnSetting(recorded, problem.env, { space: 'full', absorption: 'direct' }, specification);
  const diabetic = Array.from(log.episodeStart.subarray(0, 50), (i) => (log.state[i] >= 720 ? 1 : 0));
  expect(diabetic).toEqual(Array.from(recorded.hidden!));
  expect(new Set(diabetic)).toEqual(new Set([0, 1]));
});
