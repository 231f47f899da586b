import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { writeFeatures } from '../../../src/gadgets/network/features.js';
import { initialise } from '../../../src/gadgets/network/initialise.js';
import { parameterLayout } from '../../../src/gadgets/network/parameterLayout.js';

const network = { hidden: [5], activation: 'relu' } as const;

describe('parameterLayout', () => {
  test('gadget 1 has two networks, one after the other', () => {
    const { networks, size, prior } = parameterLayout(gadgetSpec('gadget-1', { outcomes: 2, network }));
    expect(networks).toEqual([
      [
        { nInputs: 2, nOutputs: 5, kernel: 0, bias: 10 },
        { nInputs: 5, nOutputs: 4, kernel: 15, bias: 35 },
      ],
      [
        { nInputs: 2, nOutputs: 5, kernel: 39, bias: 49 },
        { nInputs: 5, nOutputs: 4, kernel: 54, bias: 74 },
      ],
    ]);
    expect({ size, prior }).toEqual({ size: 78, prior: undefined });
  });

  test('gadget 2 has one network, and the prior at the end', () => {
    const layout = parameterLayout(gadgetSpec('gadget-2', { outcomes: 2, network, nClusters: 3, learnPrior: true }));
    expect(layout.networks).toHaveLength(1);
    expect(layout).toMatchObject({ size: 15 + 36 + 3, prior: 51, nLogits: 6, tables: [] });
  });

  test('a free gadget has two tables', () => {
    const layout = parameterLayout(gadgetSpec('gadget-2', { outcomes: 2, network: 'free', nClusters: 3 }));
    expect(layout).toMatchObject({ size: 12, networks: [], tables: [0, 6] });
  });
});

describe('initialise', () => {
  test('is the same for the same stream, and different for each layer', () => {
    const spec = gadgetSpec('gadget-1', { outcomes: 3, network: { hidden: [3, 3], activation: 'relu' } });
    const weights = initialise(createRng(1), spec);
    expect(initialise(createRng(1), spec)).toEqual(weights);
    expect(new Set(weights).size).toBeGreaterThan(weights.length - 40);
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  test('gadget 1 starts from a diagonal', () => {
    const spec = gadgetSpec('gadget-1', { outcomes: 2, network });
    const { networks } = parameterLayout(spec);
    const weights = initialise(createRng(1), spec);
    for (const [, { bias }] of networks) expect(weights.slice(bias, bias + 4)).toEqual(Float32Array.of(4, 0, 0, 4));
  });
});

test('features are sqrt(K) p', () => {
  const out = new Float64Array(6);
  writeFeatures(Float64Array.of(0.5, 0.25, 0.25, 0), out, 1);
  expect(out).toBeAllClose([0, 1, 0.5, 0.5, 0, 0]);
});
