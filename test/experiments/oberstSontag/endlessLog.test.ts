import { describe, expect, it } from 'vitest';
import { endlessLog } from '../../../src/experiments/oberstSontag/endlessLog.js';
import { learnSetting } from '../../../src/experiments/oberstSontag/learnSetting.js';
import { oberstSontagSpecification as specification } from '../../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import { sepsisProblem } from '../../../src/experiments/oberstSontag/sepsisProblem.js';
import { createRng } from '../../../src/core/random/rng.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';

describe('endlessLog', () => {
  const [projected, observed, full] = endlessLog(specification);

  it('with the full state is the truth, and its policy the best there is', () => {
    expect(full).toMatchObject({ space: 'full', absorption: 'direct' });
    expect(full.modelBased).toBeAllClose(full.trueValue, { rtol: 1e-12 });
    expect(full.trueValue).toBeGreaterThan(observed.trueValue);
  });

  it('is more optimistic the less the state holds', () => {
    const optimism = [projected, observed].map(({ modelBased, trueValue }) => modelBased - trueValue);
    expect(optimism[0]).toBeGreaterThan(optimism[1]);
    expect(optimism[1]).toBeGreaterThan(0);
  });
});

it('is what a fit with direct absorption comes to', () => {
  const problem = sepsisProblem(specification);
  const setting = { space: 'projected', absorption: 'direct' } as const;
  const { mdp } = learnSetting(problem.simulate(createRng(1), 100_000), problem.env, setting, specification);
  const endless = problem.endlessModel('projected');
  const { policy } = policyIteration(endless, { discount: specification.solveDiscount });
  const [fitted, limit] = [mdp, endless].map((model) => policyValue(model, policy, { horizon: 20 }).value);
  // Over 40 logs of this length the difference has mean −.005 and standard deviation .004.
  expect(Math.abs(fitted - limit)).toBeLessThan(0.03);
  expect(Math.abs(limit - problem.trueValue(policy, 'projected'))).toBeGreaterThan(0.5);
});
