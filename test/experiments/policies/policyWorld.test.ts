import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { policyWorld, policyWorlds } from '../../../src/experiments/policies/policyWorld.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { hoeffdingBound } from '../../support/statistics.js';

const HORIZON = 20;
const EPISODES = 3000;

describe.each(policyWorlds)('world %s', (name) => {
  const world = policyWorld(name, HORIZON);
  const log = world.draw(createRng(1), EPISODES);
  const [least, greatest] = world.returns;

  it('has logs that earn what its behaviour is worth', () => {
    const mean = episodeReturns(log, 1).reduce((sum, g) => sum + g, 0) / EPISODES;
    // Detects a value that is off by twice the bound, 0.2 of a range of 2.
    const bound = hoeffdingBound(EPISODES, greatest - least, 1e-6, policyWorlds.length);
    expect(Math.abs(mean - world.behaviourValue)).toBeLessThan(bound);
  });

  it('leaves who acts alone by advice that changes nothing', () => {
    const { nStates, nActions } = log;
    expect(world.advisedValue(identityAdvice(nStates, nActions))).toBeAllClose(world.behaviourValue);
  });

  it('fits models over the states of its logs, and values what is learned of them', () => {
    const mdp = world.fitted(log);
    expect([mdp.nStates, mdp.nActions]).toEqual([log.nStates, log.nActions]);
    expect(mdp.visits).toBeDefined();
    const value = world.trueValue(policyIteration(mdp, { discount: 0.99 }).policy);
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(greatest);
  });
});

it('tells that the physician who slips more is worth less, and that a coarse state is no secret where it is Markov', () => {
  const [rarely, often] = ['slips=.01', 'slips=.2'].map((name) => policyWorld(name, HORIZON).behaviourValue);
  expect(rarely - often).toBeGreaterThan(0.2);
  const [markov, sepsis] = ['markov', 'sepsis'].map((name) => policyWorld(name, HORIZON));
  expect(markov.behaviourValue).toBeAllClose(sepsis.behaviourValue, { atol: 0.05 });
});

it('refuses a name that is none', () => {
  expect(() => policyWorld('marcov', HORIZON)).toThrow(
    "policyWorld: world must be one of sepsis, gridworld, markov, slips=.01, slips=.2, raregood, hiddenrare, got 'marcov' - did you mean 'markov'?",
  );
});
