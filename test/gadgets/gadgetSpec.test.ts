import { describe, expect, test } from 'vitest';
import { gadgetSpec } from '../../src/gadgets/gadgetSpec.js';

describe('gadgetSpec', () => {
  test('fills in the defaults', () => {
    expect(gadgetSpec('gadget-2', { outcomes: 3 })).toEqual({
      kind: 'gadget-2',
      outcomes: [0, 1, 2],
      network: { hidden: [256, 256], activation: 'silu' },
      nClusters: 20,
      sinkhornSteps: 10,
      learnPrior: false,
    });
    expect(gadgetSpec('gadget-1', { outcomes: Uint32Array.of(4, 9), network: 'free' })).toEqual({
      kind: 'gadget-1',
      outcomes: [4, 9],
      network: 'free',
    });
  });

  test.each([
    [{ outcomes: [2, 1] }, 'gadgetSpec: outcomes: ids must increase'],
    [{ outcomes: [1, 1] }, 'gadgetSpec: outcomes: ids must increase'],
    [{ outcomes: 0 }, /outcomes/],
    [{ outcomes: 2, nClusters: 0 }, /nClusters/],
    [{ outcomes: 2, sinkhornSteps: -1 }, /sinkhornSteps/],
    [{ outcomes: 2, network: { hidden: [], activation: 'relu' as const } }, /network/],
  ])('refuses %j', (options, message) => {
    expect(() => gadgetSpec('gadget-2', options)).toThrow(message);
  });
});
