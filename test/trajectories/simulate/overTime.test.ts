import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { softened } from '../../../policies/softened.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

const chain = createEnv('chain').exactModel!();
const sepsis = createEnv('sepsis');
const all = (action: number, { nStates, nActions }: { readonly nStates: number; readonly nActions: number }) =>
  tabular(new Array<number>(nStates).fill(action), nActions);

describe('simulate with a policy over time', () => {
  it.each([
    ['a model', chain, uniform(chain.nStates, chain.nActions), {}],
    ['an environment', sepsis, softened(all(3, { ...sepsis.spaces[1], nActions: sepsis.nActions }), 0.4), {}],
    ['its tables', sepsis, uniform(sepsis.spaces[0].nStates, sepsis.nActions), { steps: 'tables' as const }],
  ])('that does the same at every step draws the same as the stationary one: %s', (_, process, policy, how) => {
    const options = { episodes: 30, horizon: 6, propensities: 'all' as const, ...how };
    expect(simulate(createRng(3), process, repeated(policy, 8), options)).toEqual(
      simulate(createRng(3), process, policy, options),
    );
  });

  it.each([
    ['a model', sepsis.exactModel!(), {}],
    ['an environment', sepsis, {}],
    ['its tables', sepsis, { steps: 'tables' as const }],
  ])('does at each step what it says, and logs with which probability: %s', (_, process, how) => {
    const sizes = { nStates: sepsis.spaces[0].nStates, nActions: sepsis.nActions };
    // First one action, then another, then either of them or any other.
    const plan = policyOfSteps([all(5, sizes), all(2, sizes), softened(all(2, sizes), 0.7)]);
    const log = simulate(createRng(1), process, plan, { episodes: 200, horizon: 3, propensities: 'all', ...how });
    const others = new Set<number>();
    for (let e = 0; e < log.nEpisodes; e++)
      for (let i = log.episodeStart[e]; i < log.episodeStart[e + 1]; i++) {
        const t = i - log.episodeStart[e];
        const row = log.propensities!.subarray(i * sizes.nActions, (i + 1) * sizes.nActions);
        if (t < 2) expect(log.action[i]).toBe([5, 2][t]);
        else others.add(log.action[i]);
        expect(row).toEqual(plan.probability.subarray(t * sizes.nStates * 8, t * sizes.nStates * 8 + 8));
        expect(log.propensity![i]).toBe(row[log.action[i]]);
      }
    expect(others.size).toBeGreaterThan(4);
  });

  it('needs a step of the policy for each step of a run', () => {
    const plan = repeated(uniform(chain.nStates, chain.nActions), 2);
    expect(() => simulate(createRng(1), chain, plan, { episodes: 1, horizon: 3 })).toThrow(
      new ArgumentError(
        'simulate: a policy over 2 steps says nothing of later ones, got runs of 3 steps - take a horizon of at most 2, or find the policy for a longer one',
      ),
    );
  });

  it('says at which step the policy says nothing', () => {
    const { nStates } = sepsis.spaces[0];
    const plan = {
      ...repeated(uniform(nStates, sepsis.nActions), 2),
      undefinedRows: new Uint8Array(2 * nStates).fill(1, nStates),
    };
    expect(simulate(createRng(1), sepsis, plan, { episodes: 9, horizon: 1 }).nEpisodes).toBe(9);
    expect(() => simulate(createRng(1), sepsis, plan, { episodes: 9, horizon: 2 })).toThrow(
      /policy must say what to do in state \d+, which a run reaches at step 1, got nothing/,
    );
  });
});
