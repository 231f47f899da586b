import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { multiStepComparison } from '../../../src/counterfactual/multistep/multiStepComparison.js';
import { returnDifference } from '../../../src/counterfactual/multistep/returnDifference.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { deterministicPolicy } from '../../../src/mdp/optimise/policyIteration.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';
import { oneAction } from '../../support/oneAction.js';

const mechanisms = [gumbelMax(), independent()].map((mechanism) => completeMechanism(mechanism));
const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  anyPolicy(mdp).chain((behaviour) =>
    fc.record({
      mdp: fc.constant(mdp),
      policies: fc.record({ behaviour: fc.constant(behaviour), target: anyPolicy(mdp) }),
      log: logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 }),
    }),
  ),
);

describe('multiStepComparison', () => {
  test.prop([problem], { numRuns: 50 })(
    'has a row for each mechanism, and the bound last',
    ({ mdp, policies, log }) => {
      const options = { horizon: 4, discount: 0.9 };
      const done: number[] = [];
      const rows = multiStepComparison(log, mdp, policies, mechanisms, {
        ...options,
        bound: true,
        progress: (step, of) => done.push((3 * step) / of),
      });
      expect(rows.map(({ mechanism }) => mechanism)).toEqual(['gumbel-max', 'independent', 'transport bound']);
      // Finer than the mechanisms: one of them may take minutes.
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(done).toEqual(expect.arrayContaining([0, 0.5, 1, 1.5, 2, 3]));
      mechanisms.forEach((mechanism, i) => {
        const { returnVariance } = evaluateCounterfactual(log, mdp, policies.target, mechanism, options);
        const { difference, varianceGivenStart, covariance, behaviour, target } = returnDifference(
          mdp,
          policies,
          mechanism,
          options,
        );
        expect(rows[i].exact).toBe(true);
        expect(rows[i].givenEpisode).toBeAllClose(returnVariance.reduce((a, b) => a + b, 0) / log.nEpisodes);
        expect(rows[i].difference).toBe(difference.variance);
        expect(rows[i].differenceGivenStart).toBe(varianceGivenStart);
        expect(rows[i].correlation * Math.sqrt(behaviour.variance * target.variance)).toBeAllClose(
          behaviour.variance * target.variance > 0 ? covariance : 0,
        );
        expect(rows[2].difference).toBeLessThanOrEqual(difference.variance + 1e-9);
        expect(rows[i].correlation).toBeLessThanOrEqual(rows[2].correlation + 1e-6);
      });
      expect(rows[2]).not.toHaveProperty('givenEpisode');
      expect(multiStepComparison(log, mdp, policies, mechanisms, options)).toEqual(rows.slice(0, 2));
    },
  );

  test('finds no correlation with a return that varies by rounding alone', () => {
    // Action 0 pays 1.1 or −10.3, action 1 always 1; the initial masses sum to 1 as sums of many shares do.
    const mdp: Mdp = {
      ...oneAction([[], [], []]),
      nActions: 2,
      rowStart: Uint32Array.of(0, 2, 3, 3, 3, 3, 3),
      nextState: Uint32Array.of(1, 2, 2),
      probability: Float64Array.of(0.3, 0.7, 1),
      reward: Float64Array.of(-10.3, 1.1, 1),
      initial: Float64Array.of(1 + 6e-16, 0, 0),
      terminal: Uint8Array.of(0, 1, 1),
    };
    const policies = { behaviour: deterministicPolicy(mdp, [0, 0, 0]), target: deterministicPolicy(mdp, [1, 0, 0]) };
    const log = {
      nEpisodes: 1,
      nStates: 3,
      nActions: 2,
      episodeStart: Uint32Array.of(0, 1),
      state: Int32Array.of(0),
      action: Int32Array.of(0),
      reward: Float64Array.of(-10.3),
      nextState: Int32Array.of(1),
      terminated: Uint8Array.of(1),
      source: {},
    };
    const rows = multiStepComparison(log, mdp, policies, mechanisms, { horizon: 4, bound: true });
    expect(rows.map(({ correlation }) => correlation)).toEqual([0, 0, 0]);
  });

  test("takes the log's own horizon unless told, and refuses an empty log", () => {
    const [{ mdp, policies, log }] = fc.sample(problem, { seed: 2, numRuns: 1 });
    const own = { ...log, source: { horizon: 5 } };
    expect(multiStepComparison(own, mdp, policies, mechanisms)).toEqual(
      multiStepComparison(log, mdp, policies, mechanisms, { horizon: 5 }),
    );
    const empty = { ...log, nEpisodes: 0 };
    expect(() => multiStepComparison(empty, mdp, policies, mechanisms, { horizon: 5 })).toThrow(
      'multiStepComparison: the log must hold at least one episode, got none',
    );
  });
});
