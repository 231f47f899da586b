import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { uniform } from '../../policies/uniform.js';
import { createRng } from '../../src/core/random/rng.js';
import { checkMdp } from '../../src/mdp/mdp.js';
import { checkPolicy } from '../../src/mdp/policy.js';
import { checkPolicyFits } from '../../src/mdp/checkPolicyFits.js';
import { checkTrajectories } from '../../src/trajectories/checkTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

const mdp = createEnv('chain').exactModel!();
const policy = uniform(mdp.nStates, mdp.nActions);
const log = simulate(createRng(1), mdp, policy, { episodes: 2, horizon: 3 });
const halved = { ...policy, probability: policy.probability.map((p) => p / 2) };
const bigger = uniform(mdp.nStates + 1, mdp.nActions);

describe('a check that is given no place', () => {
  it.each([
    ['checkMdp', checkMdp, [mdp], [{ ...mdp, initial: new Float64Array(mdp.nStates) }]],
    ['checkPolicy', checkPolicy, [policy], [halved]],
    ['checkPolicyFits', checkPolicyFits, [policy, mdp], [bigger, mdp]],
    ['checkTrajectories', checkTrajectories, [log], [{ ...log, reward: new Float64Array(0) }]],
  ])('accepts what is sound, and opens its message with its own name: %s', (name, check, sound, faulty) => {
    const run = check as (...args: unknown[]) => void;
    expect(() => {
      run(...sound);
    }).not.toThrow();
    expect(() => {
      run(...faulty);
    }).toThrow(new RegExp(`^${name}: `));
  });
});
