import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { prepareNextStates } from '../../../src/counterfactual/explain/nextStates.js';
import { prepareWhatIf } from '../../../src/counterfactual/explain/whatIf.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { createRng } from '../../../src/core/random/rng.js';
import { createEnv } from '../../../envs/registry.js';
import { tabular } from '../../../policies/tabular.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc.record({
    mdp: fc.constant(mdp),
    log: anyPolicy(mdp).chain((policy) => logOf(mdp, policy)),
    mechanism: fc.constantFrom(completeMechanism(gumbelMax()), completeMechanism(maximal())),
    at: fc.record({ episode: fc.nat(), t: fc.nat({ max: 6 }), action: fc.nat() }),
  }),
);

describe('prepareNextStates', () => {
  test.prop([problem])('sums to one, lies in the bounds, and is the model’s own after the log', (drawn) => {
    const { mdp, log, mechanism, at } = drawn;
    const episode = at.episode % log.nEpisodes;
    const action = at.action % mdp.nActions;
    const going = Array.from({ length: mdp.nStates }, (_, s) => s).filter(
      (s) =>
        mdp.terminal[s] === 0 && mdp.rowStart[s * mdp.nActions + action] < mdp.rowStart[s * mdp.nActions + action + 1],
    );
    const nextStates = prepareNextStates({ trajectories: log, mdp, mechanism });
    for (const state of going) {
      const { state: states, chance, lower, upper, model, observed } = nextStates(episode, at.t, state, action);
      const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
      expect([sum(chance), sum(model)]).toBeAllClose([1, 1], { rtol: 0, atol: 1e-9 });
      expect(Array.from(states)).toEqual([...states].sort((a, b) => a - b));
      chance.forEach((p, k) => {
        expect(p).toBeGreaterThan(lower[k] - 1e-9);
        expect(p).toBeLessThan(upper[k] + 1e-9);
      });
      const after = at.t >= log.episodeStart[episode + 1] - log.episodeStart[episode];
      expect(observed === undefined).toBe(after);
      if (after) for (const column of [chance, lower, upper]) expect(column).toBeAllClose(model);
    }
  });

  test.prop([problem])('is what whatIf goes on by', ({ mdp, log, mechanism, at }) => {
    const episode = at.episode % log.nEpisodes;
    const action = at.action % mdp.nActions;
    const start = log.state[log.episodeStart[episode]];
    const row = start * mdp.nActions + action;
    if (mdp.terminal[start] === 1 || mdp.rowStart[row] === mdp.rowStart[row + 1]) return;
    const { state, chance } = prepareNextStates({ trajectories: log, mdp, mechanism })(episode, 0, start, action);
    const policy = { ...mdp, probability: new Float64Array(mdp.nStates * mdp.nActions).fill(1 / mdp.nActions) };
    const horizon = Math.max(1, log.episodeStart[episode + 1] - log.episodeStart[episode]);
    const options = { horizon: Math.max(horizon, log.source.horizon ?? 1) };
    const tryIt = prepareWhatIf({ trajectories: log, mdp, policy, mechanism }, options);
    try {
      const { marginals } = tryIt(episode, { takeOver: 0, actions: new Map([[0, action]]) });
      const next = marginals.subarray(mdp.nStates, 2 * mdp.nStates);
      expect(Array.from(state, (s) => next[s])).toBeAllClose(chance, { rtol: 0, atol: 1e-12 });
    } catch (error) {
      // A uniform policy takes actions that are not possible later on.
      expect((error as Error).name).toBe('ArgumentError');
    }
  });

  const mdp = createEnv('triage').exactModel!();
  // A patient who was left to wait, and died.
  const log = simulate(createRng(3), mdp, tabular([0, 0, 0, 0], 2), { episodes: 1, horizon: 1 });
  const triage = prepareNextStates({ trajectories: log, mdp, mechanism: completeMechanism(gumbelMax()) });

  it('is certain where the log is repeated', () => {
    const { state, chance, lower, upper, observed } = triage(0, 0, log.state[0], log.action[0]);
    const k = state.indexOf(observed!);
    expect([chance[k], lower[k], upper[k], observed]).toEqual([1, 1, 1, log.nextState[0]]);
  });

  it('takes an assumption for the bounds', () => {
    const options = { assumption: findAssumption('stability-all') };
    const tight = prepareNextStates({ trajectories: log, mdp, mechanism: completeMechanism(gumbelMax()) }, options);
    const [a, b] = [triage(0, 0, log.state[0], 1), tight(0, 0, log.state[0], 1)];
    expect(a.lower.every((value, k) => value <= b.lower[k] + 1e-12)).toBe(true);
    expect(a.upper.every((value, k) => value >= b.upper[k] - 1e-12)).toBe(true);
  });

  it.each([
    [[1, 0, 0, 0], 'episode must be an index from 0 to 0, got 1'],
    [[0, 0, 99, 0], 'state must be an index'],
    [[0, 0, 0, 9], 'action must be an index from 0 to 1, got 9'],
    [[0, 0.5, 0, 0], 't must be an integer ≥ 0, got 0.5'],
    [[0, 0, 2, 0], 'a run must go on in the state'],
  ] as const)('refuses %j', ([episode, t, state, action], message) => {
    expect(() => triage(episode, t, state, action)).toThrow(message);
  });
});
