import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { decisionPairs } from '../../src/counterfactual/effects/decisionPairs.js';
import { visitedPairs } from '../../src/counterfactual/effects/visitedPairs.js';
import { type GadgetTrainingOptions, gadgetTraining } from '../../src/learning/gadgetTraining.js';
import { reachableStates } from '../../src/learning/reachableStates.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

const model = createEnv('gridworld').exactModel!();
const optimal = createPolicy('optimal', model);
const log = simulate(createRng(1), model, createPolicy('uniform', model), { episodes: 10, horizon: 6 });
const network = { hidden: [4], activation: 'tanh' } as const;

describe('gadgetTraining', () => {
  it('trains on the pairs that counterfactuals visit within the horizon, or on single decisions', () => {
    const counts = [
      gadgetTraining(log, model, optimal, { network }),
      gadgetTraining(log, model, optimal, { network, pairs: 'decisions' }),
    ].map((training) => training!.nPairs);
    const mechanism = completeMechanism(gumbelMax());
    expect(counts).toEqual([
      visitedPairs(log, model, optimal, mechanism).length,
      decisionPairs(log, model, optimal).length,
    ]);
    expect(counts[0]).not.toBe(counts[1]);
    expect(() => gadgetTraining(log, model, optimal, { network, horizon: 1 })).toThrow(/horizon must be at least 6/);
  });

  it('makes the gadget that is asked for, over the states that can be met', () => {
    const outcomes = reachableStates(model, log, optimal);
    for (const kind of ['gadget-1', 'gadget-2'] as const)
      expect(gadgetTraining(log, model, optimal, { network, kind })!.spec).toMatchObject({ kind, outcomes });
  });

  it('makes the effect less variable before the outcome is known, or given it', () => {
    const kindOf = (given?: 'joint' | 'observation'): string => {
      const { source } = gadgetTraining(log, model, optimal, { network, given })!;
      const pair = typeof source === 'function' ? source(createRng(1)) : source[0];
      return pair.objective.kind;
    };
    expect(kindOf('observation')).toBe('variance-given');
    expect(kindOf('joint')).toBe(kindOf());
    expect(kindOf()).not.toBe('variance-given');
  });

  it('lets clusters begin by the order of the scores, by the best of them, or by none', () => {
    const orderOf = (options: GadgetTrainingOptions): readonly number[] | undefined => {
      const { spec } = gadgetTraining(log, model, optimal, { network, ...options })!;
      return spec.kind === 'gadget-2' ? spec.order : undefined;
    };
    const score = Float64Array.from({ length: model.nStates }, (_, s) => (7 * s) % 13);
    const sorted = reachableStates(model, log, optimal).sort((a, b) => score[a] - score[b] || a - b);
    expect(orderOf({ scores: [score], order: 'score' })).toEqual(sorted);
    expect(orderOf({ scores: [score] })).toEqual(sorted);
    expect(orderOf({ scores: [score], order: 'none' })).toBeUndefined();
    // A score and its opposite: their sum says nothing.
    const opposite = score.map((value) => -value);
    expect(orderOf({ scores: [score, opposite], order: 'score' })).toEqual(reachableStates(model, log, optimal));
    expect(orderOf({ scores: [score, opposite] })).not.toEqual(reachableStates(model, log, optimal));
  });

  it('has nothing to train on where the policy does what was logged', () => {
    const own = simulate(createRng(1), model, optimal, { episodes: 10, horizon: 1 });
    expect(gadgetTraining(own, model, optimal, { network, horizon: 1 })).toBeUndefined();
  });
});
