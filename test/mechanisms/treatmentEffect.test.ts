import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../src/mechanisms/fixed/independent.js';
import { worlds } from '../../src/laws/mechanism/worlds.js';
import { treatmentEffect } from '../../src/mechanisms/treatmentEffect.js';

const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25)];
const gumbel = completeMechanism(gumbelMax());
const score = [7, 0, 2];
const outcomes = Uint32Array.of(1, 2);

describe('treatmentEffect', () => {
  test('by hand', () => {
    // J = (1/2, 0, 1/4, 1/4) with h = (0, 2): the difference is 2 with probability 1/4, else 0.
    expect(treatmentEffect(gumbel, p, q, { score, outcomes })).toEqual({ mean: 0.5, variance: 0.75 });
    // Given x = 1: Y is 0 or 1 with probability 1/2 each.
    expect(treatmentEffect(gumbel, p, q, { score, outcomes, observed: 1 })).toEqual({ mean: 1, variance: 1 });
    expect(treatmentEffect(gumbel, p, q, { score, outcomes, observed: 0 })).toEqual({ mean: 0, variance: 0 });
  });

  test('a large constant in the score costs no digits', () => {
    const shifted = score.map((h) => h + 1e8);
    const { variance } = treatmentEffect(gumbel, p, q, { score: shifted, outcomes, observed: 1 });
    expect(variance).toBeAllClose(1, { rtol: 1e-7, atol: 0 });
  });

  const h = Float64Array.from({ length: 12 }, (_, k) => Math.cos(3 * k));
  test.prop([worlds(12)])('the joint mean belongs to p and q, and the variance splits given X', (world) => {
    for (const mechanism of [gumbel, completeMechanism(independent())]) {
      const options = { score: h, outcomes: world.outcomes };
      const joint = treatmentEffect(mechanism, world.p, world.q, options);
      const expectation = (of: Float64Array): number => of.reduce((sum, value, k) => sum + value * h[k], 0);
      expect(joint.mean).toBeAllClose(expectation(world.p) - expectation(world.q));
      let [within, between] = [0, 0];
      world.p.forEach((px, observed) => {
        if (px === 0) return;
        const given = treatmentEffect(mechanism, world.p, world.q, { ...options, observed });
        within += px * given.variance;
        between += px * (given.mean - joint.mean) ** 2;
      });
      expect(within + between).toBeAllClose(joint.variance);
    }
  });

  test('an outcome without a score is an error', () => {
    const call = (): unknown => treatmentEffect(gumbel, p, q, { score, outcomes: Uint32Array.of(1, 3) });
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(/score must be finite for every outcome, got NaN for outcome 3/);
  });
});
