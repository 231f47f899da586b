import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { createMechanism, mechanisms } from '../../src/mechanisms/registry.js';

const score = Float64Array.of(1, 0);
const outcomes = Uint32Array.of(0, 1);
const p = Float64Array.of(0.5, 0.5);
const q = Float64Array.of(0.75, 0.25);

/**
 * p = (1/2, 1/2), q = (3/4, 1/4). With two outcomes the only coupling that never moves from 0 to 1 is (1/2, 0, 1/4,
 * 1/4); all mechanisms but `independent` have reason to be it: the odds of 0 rose, both orders keep 0 together, and it
 * has the least cost.
 */
const BY_HAND: Record<string, readonly number[]> = {
  independent: [0.375, 0.125, 0.375, 0.125],
  'gumbel-max': [0.5, 0, 0.25, 0.25],
  'inverse-cdf': [0.5, 0, 0.25, 0.25],
  'reward-cdf': [0.5, 0, 0.25, 0.25],
  maximal: [0.5, 0, 0.25, 0.25],
  'optimal-transport': [0.5, 0, 0.25, 0.25],
};

describe.each(mechanisms)('$name', (definition) => {
  test('two outcomes by hand', async () => {
    const mechanism = completeMechanism(await definition.create({ score }));
    const expected = BY_HAND[definition.name];
    expect(mechanism.coupling(p, q, outcomes)).toBeAllClose(expected);
    expect(mechanism.counterfactual(p, q, 0, outcomes)).toBeAllClose(expected.slice(0, 2).map((value) => 2 * value));
    expect(mechanism.counterfactual(p, q, 1, outcomes)).toBeAllClose(expected.slice(2).map((value) => 2 * value));
  });

  test('the definition says what the mechanism is', async () => {
    const mechanism = await definition.create({ score });
    expect(mechanism.name).toBe(definition.name);
    expect(mechanism.implicit).toBe(definition.implicit);
  });

  test('says what it lacks', async () => {
    if (definition.needs === 'nothing') await createMechanism(definition.name);
    else {
      const message = new RegExp(`^mechanism ${definition.name}: a ${definition.needs}.* is needed, got none`);
      await expect(createMechanism(definition.name)).rejects.toThrow(message);
      await expect(createMechanism(definition.name)).rejects.toThrow(ArgumentError);
    }
  });
});

test('an unknown name is an error that lists the names', async () => {
  await expect(createMechanism('gumbel')).rejects.toThrow(
    /name must be one of independent, gumbel-max, inverse-cdf, reward-cdf, maximal, optimal-transport, got 'gumbel'/,
  );
});
