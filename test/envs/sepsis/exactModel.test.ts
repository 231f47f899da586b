import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { sequentialStep } from './sequentialStep.js';

const model = (version: string): Mdp => createEnv('sepsis', { version }).exactModel!();

describe.each(['original', 'corrected'] as const)('sepsisExactModel, %s', (version) => {
  const { rowStart, nextState, probability } = model(version);

  it('is the step as its description branches, in all 11,520 rows', () => {
    for (let row = 0; row < 11_520; row++) {
      const expected = [...sequentialStep(Math.floor(row / 8), row % 8, version)].sort(([a], [b]) => a - b);
      const [first, end] = [rowStart[row], rowStart[row + 1]];
      const where = `state ${Math.floor(row / 8)}, action ${row % 8}`;
      expect(nextState.slice(first, end), where).toEqual(Uint32Array.from(expected, ([s]) => s));
      expect(probability.subarray(first, end)).toBeAllClose(expected.map(([, p]) => p));
    }
  });

  it('has at most 54 successors in a row', () => {
    const sizes = Array.from({ length: 11_520 }, (_, row) => rowStart[row + 1] - rowStart[row]);
    expect(Math.max(...sizes)).toBe(54);
  });
});

describe('sepsisExactModel', () => {
  // The original's number is the published one; the corrected one was counted here, and by the oracle above.
  it.each([
    ['original', 108_238],
    ['corrected', 110_890],
  ])('of version %s has %d entries', (version, entries) => {
    expect(model(version).nextState).toHaveLength(entries);
  });

  it('is a fresh copy each time', () => {
    const env = createEnv('sepsis');
    const first = env.exactModel!();
    const before = structuredClone(first);
    for (const array of [first.rowStart, first.nextState, first.probability, first.reward, first.initial])
      array.fill(9);
    first.terminal.fill(0);
    first.outcome.fill(0);
    expect(env.exactModel!()).toEqual(before);
  });
});
