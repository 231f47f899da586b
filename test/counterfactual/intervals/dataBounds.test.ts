import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { type DataBounds, counterfactualDataBounds } from '../../../src/counterfactual/intervals/dataBounds.js';
import { intervalMdp } from '../../../src/counterfactual/intervals/intervalMdp.js';
import { intervalAssumptions } from '../../../src/counterfactual/intervals/intervalRows.js';
import { fit } from '../../../src/fit/fit.js';
import { loggedCounts } from '../../../src/fit/loggedCounts.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';
import { worldWithin } from './worldWithin.js';

const problems = smallMdp({ maxStates: 5, maxActions: 2 }).chain((mdp) =>
  fc.tuple(anyPolicy(mdp), anyPolicy(mdp)).chain(([behaviour, target]) =>
    fc.record({
      log: logOf(mdp, behaviour, { maxEpisodes: 60, horizon: 4 }),
      target: fc.constant(target),
      confidence: fc.constantFrom(0.1, 0.5, 0.95),
      discount: fc.constantFrom(1, 0.5),
      more: fc.constantFrom(0, 1, 3, Infinity),
      seed: fc.nat(),
    }),
  ),
);

/** The model fitted to a log with the policy over it. */
function fitted(log: Trajectories, target: Policy): { readonly mdp: Mdp; readonly policy: Policy } {
  const { mdp } = fit(log, undefined);
  return { mdp, policy: { ...target, nStates: mdp.nStates } };
}

function expectWithin(values: Float64Array, { lower, upper }: Pick<DataBounds, 'lower' | 'upper'>): void {
  expect(values).toBeAllClose(
    values.map((value, e) => Math.min(upper[e], Math.max(lower[e], value))),
    { rtol: 1e-9, atol: 1e-9 },
  );
}

describe('counterfactualDataBounds', () => {
  // A world within the boxes is what the promise is about; that the world lies there, what its confidence is.
  test.prop([problems])(
    'holds the returns of every world in the boxes by every mechanism',
    ({ log, target, confidence, discount, more, seed }) => {
      const { mdp, policy } = fitted(log, target);
      const horizon = log.source.horizon! + more;
      const options = { confidence, horizon, discount: horizon === Infinity ? 0.5 : discount };
      const boxes = intervalMdp(mdp, loggedCounts(mdp), (1 - confidence) / 2);
      const world = worldWithin(createRng(seed), mdp, boxes);
      const bounds = intervalAssumptions.map((one) => counterfactualDataBounds(log, mdp, policy, one, options));
      for (const mechanism of [gumbelMax(), inverseCdf(), maximal()]) {
        const truth = evaluateCounterfactual(log, world, policy, completeMechanism(mechanism), options);
        expectWithin(truth.expectedReturn, bounds[0]);
        if (mechanism.name === 'gumbel-max') expectWithin(truth.expectedReturn, bounds[1]);
      }
      for (const [i, name] of intervalAssumptions.entries()) {
        const ofWorld = counterfactualBounds(log, world, policy, findAssumption(name), options);
        expectWithin(ofWorld.lower, bounds[i]);
        expectWithin(ofWorld.upper, bounds[i]);
      }
    },
  );

  test.prop([problems])('holds those of the fitted model, and of less confidence', ({ log, target, confidence }) => {
    const { mdp, policy } = fitted(log, target);
    for (const name of intervalAssumptions) {
      const bounds = counterfactualDataBounds(log, mdp, policy, name, { confidence });
      const less = counterfactualDataBounds(log, mdp, policy, name, { confidence: confidence / 2 });
      expectWithin(less.lower, bounds);
      expectWithin(less.upper, bounds);
      expect(bounds.value.lower <= bounds.meanLower && bounds.value.upper >= bounds.meanUpper).toBe(true);
    }
  });

  it('is the observed return where the policy repeats the log, whatever the data', () => {
    const log = logOfRuns(3, 2, [
      [
        [0, 0, 1, 0],
        [0, 0, 2, 1],
      ],
      [
        [0, 0, 1, 0],
        [0, 0, 5, 2],
      ],
    ]);
    const { mdp } = fit(log, undefined);
    const policy = { nStates: 3, nActions: 2, probability: Float64Array.of(1, 0, 1, 0, 1, 0) };
    const { lower, upper, meanLower } = counterfactualDataBounds(log, mdp, policy, 'none');
    expect([[...lower], [...upper], meanLower]).toEqual([[3, 6], [3, 6], 4.5]);
  });

  it('knows nothing off a transition that the model was not fitted to, and what was observed on it', () => {
    const { mdp } = fit(logOfRuns(4, 2, [[[0, 0, -1, 1]], [[0, 1, 2, 2]]]), undefined);
    const other = logOfRuns(4, 2, [[[0, 0, 2, 2]]]);
    const always = (action: number): Policy => ({
      nStates: 4,
      nActions: 2,
      probability: Float64Array.from({ length: 8 }, (_, row) => Number(row % 2 === action)),
    });
    const boundsOf = (action: number, unmodelled: 'mix' | 'skip'): number[] => {
      const { lower, upper } = counterfactualDataBounds(other, mdp, always(action), 'stability', { unmodelled });
      return [lower[0], upper[0]];
    };
    expect(boundsOf(0, 'mix')).toEqual([2, 2]);
    expect(boundsOf(1, 'mix')).toEqual([-1, 2]);
    expect(boundsOf(0, 'skip')).toEqual([-1, 2]);
  });

  it('adds what the patients drawn leave open of the policy value', () => {
    const log = logOfRuns(
      3,
      1,
      Array.from({ length: 1000 }, (_, e) => [[0, 0, e % 2, 1 + (e % 2)]]),
    );
    const { mdp } = fit(log, undefined);
    const policy = { nStates: 3, nActions: 1, probability: Float64Array.of(1, 1, 1) };
    const { value, meanLower } = counterfactualDataBounds(log, mdp, policy, 'none', { confidence: 0.9 });
    expect(meanLower).toBe(0.5);
    const half = Math.sqrt(Math.log(4 / 0.1) / 2000);
    expect([value.lower, value.upper]).toBeAllClose([0.5 - half, 0.5 + half]);
  });

  it('misses the truth in no more logs than it says', () => {
    const [logs, confidence] = [100, 0.95];
    const world = twoStates();
    const policy = { nStates: 4, nActions: 2, probability: Float64Array.of(0.2, 0.8, 0.5, 0.5, 1, 0, 1, 0) };
    const truth = policyValue(world, policy, { horizon: 3 }).value;
    const missed = Array.from({ length: logs }, (_, seed) => {
      const behaviour = { ...policy, probability: new Float64Array(8).fill(0.5) };
      const log = simulate(createRng(seed), world, behaviour, { episodes: 400, horizon: 3 });
      const { mdp } = fit(log, undefined);
      return intervalAssumptions.some((name) => {
        const bounds = counterfactualDataBounds(log, mdp, policy, name, { confidence, horizon: 3 });
        const answers = [gumbelMax(), inverseCdf(), maximal()]
          .slice(0, name === 'none' ? 3 : 1)
          .map((one) => evaluateCounterfactual(log, world, policy, completeMechanism(one), { horizon: 3 }));
        const inside = (values: Float64Array): boolean =>
          values.every((value, e) => value >= bounds.lower[e] - 1e-9 && value <= bounds.upper[e] + 1e-9);
        const { lower, upper } = bounds.value;
        return !answers.every(({ expectedReturn }) => inside(expectedReturn)) || truth < lower || truth > upper;
      });
    }).filter(Boolean).length;
    // 16 misses of 100 at a chance of 0.05 each have a probability below 1e-5.
    expect(missed).toBeLessThan(16);
  });

  it.each([0, 1, -0.5, Number.NaN])('refuses a confidence of %d', (confidence) => {
    const log = logOfRuns(2, 1, [[[0, 0, 1, 1]]]);
    const policy = { nStates: 2, nActions: 1, probability: Float64Array.of(1, 1) };
    expect(() => counterfactualDataBounds(log, fit(log, undefined).mdp, policy, 'none', { confidence })).toThrow(
      `counterfactual: confidence must be in (0, 1), got ${confidence}`,
    );
  });
});

/** Two living states and two ends, of which the better is likelier by action 1. */
function twoStates(): Mdp {
  const rows = [
    [0.3, 0.4, 0.2, 0.1],
    [0.2, 0.2, 0.2, 0.4],
    [0.1, 0.5, 0.3, 0.1],
    [0.1, 0.1, 0.3, 0.5],
  ];
  return {
    nStates: 4,
    nActions: 2,
    rowStart: Uint32Array.of(0, 4, 8, 12, 16, 16, 16, 16, 16),
    nextState: Uint32Array.from({ length: 16 }, (_, k) => k % 4),
    probability: Float64Array.from(rows.flat()),
    reward: Float64Array.from({ length: 16 }, (_, k) => [0, 0, -1, 1][k % 4]),
    initial: Float64Array.of(0.5, 0.5, 0, 0),
    terminal: Uint8Array.of(0, 0, 1, 1),
    outcomes: ['going on', 'lost', 'won'].map((name, o) => ({ name, reward: [0, -1, 1][o] })),
    outcome: Uint8Array.of(0, 0, 1, 2),
    source: {},
  };
}
