import { describe, expect, test } from 'vitest';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { learningRateAt, trainingSettings } from '../../../src/gadgets/training/trainingSettings.js';

const spec = gadgetSpec('gadget-2', { outcomes: 3 });
const free = gadgetSpec('gadget-2', { outcomes: 3, network: 'free' });

describe('trainingSettings', () => {
  test('has other defaults for a free gadget, which overrides change', () => {
    expect(trainingSettings(spec)).toMatchObject({ steps: 1000, learningRate: 0.01, estimator: 'exact' });
    expect(trainingSettings(free, { steps: 5 })).toMatchObject({ steps: 5, learningRate: 0.1 });
  });

  test.each([{ steps: 0 }, { learningRate: 0 }, { finalRate: 2 }, { batchSize: 1.5 }, { patience: -1 }])(
    'refuses %j',
    (overrides) => {
      expect(() => trainingSettings(spec, overrides)).toThrow(`trainGadget: ${Object.keys(overrides)[0]}`);
    },
  );
});

describe('learningRateAt', () => {
  test('falls by half a cosine', () => {
    const settings = trainingSettings(spec, { steps: 100, learningRate: 2 });
    expect([1, 51, 101].map((t) => learningRateAt(t, settings))).toBeAllClose([2, 1, 0]);
  });

  test('rises first, and ends where it is told', () => {
    const settings = trainingSettings(spec, { steps: 100, learningRate: 1, warmUp: 10, finalRate: 0.5 });
    expect(learningRateAt(1, settings)).toBeAllClose(0.1);
    expect(learningRateAt(101, settings)).toBeAllClose(0.5);
  });
});
