import { describe, expect, test } from 'vitest';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { onSupport, supportOf } from '../../../src/gadgets/training/support.js';
import { type TrainingPair, checkPairs, drawBatch } from '../../../src/gadgets/training/trainingPair.js';

const pair: TrainingPair = {
  p: Float64Array.of(0.5, 0.5),
  q: Float64Array.of(0, 1),
  objective: { kind: 'variance', score: Float64Array.of(0, 1) },
};

describe('drawBatch', () => {
  const list = Array.from({ length: 5 }, (): TrainingPair => ({ ...pair }));

  test('takes a short list whole, draws from a longer one', () => {
    expect(drawBatch(createRng(1), list, 5)).toBe(list);
    const drawn = drawBatch(createRng(1), list, 4);
    expect(drawn).toHaveLength(4);
    expect(drawn.every((each) => list.includes(each))).toBe(true);
  });

  test('every pair of a list has its turn', () => {
    const seen = new Set<TrainingPair>();
    for (let step = 0; step < 20; step++) for (const each of drawBatch(createRng(step), list, 4)) seen.add(each);
    expect(seen.size).toBe(5);
  });

  test('pair i of a function is the same whatever the size of the batch and what other pairs take', () => {
    const drawing = (nBefore: number): TrainingPair[] => {
      let calls = 0;
      const draw = (rng: Rng): TrainingPair => {
        if (calls++ === 0) for (let k = 0; k < nBefore; k++) rng.uniform();
        return { ...pair, p: Float64Array.of(rng.uniform()) };
      };
      return [...drawBatch(createRng(1), draw, 2 + nBefore)];
    };
    const few = drawing(0);
    expect(drawing(3)[1]).toEqual(few[1]);
    expect(few[0].p).not.toEqual(few[1].p);
  });
});

describe('checkPairs', () => {
  const spec = gadgetSpec('gadget-1', { outcomes: 2 });
  const three = new Float64Array(3);

  test.each([
    [{ p: three }, "trainGadget: pair 0: p and q must have the gadget's 2 outcomes, got 3 and 2"],
    [{ q: Float64Array.of(0.5, 0.4) }, /pair 0: q: probabilities must sum to 1/],
    [{ objective: { kind: 'cost', cost: three } }, "pair 0: cost of objective 'cost' must have length 4, got 3"],
    [{ objective: { kind: 'variance', score: Float64Array.of(0, NaN) } }, /must be finite, got NaN at index 1/],
    [{ objective: { kind: 'low-rank', rank: 2, left: three, right: three } }, /left .* must have length 4/],
    [
      { p: Float64Array.of(1, 0), objective: { kind: 'given', observed: 1, cost: Float64Array.of(0, 1) } },
      /observed outcome must be possible, got p\[1\] = 0/,
    ],
  ] as const)('refuses %j', (fields, message) => {
    expect(() => {
      checkPairs([{ ...pair, ...fields }], spec);
    }).toThrow(message);
  });

  test('a free gadget takes one pair, with any objectives', () => {
    const free = gadgetSpec('gadget-1', { outcomes: 2, network: 'free' });
    const other: TrainingPair = { ...pair, objective: { kind: 'cost', cost: new Float64Array(4) } };
    checkPairs([pair, other], free);
    expect(() => {
      checkPairs([pair, { ...pair, p: pair.q }], free);
    }).toThrow(/pair 1: a free gadget is for one pair/);
    expect(() => {
      checkPairs([], free);
    }).toThrow(/at least one pair/);
  });
});

test('supportOf and onSupport', () => {
  const p = Float64Array.of(0, 0.5, 0, 0.5, 0);
  const q = Float64Array.of(0, 0, 0, 0.25, 0.75);
  const support = supportOf([p, q]);
  expect(support).toEqual(Uint32Array.of(1, 3, 4));
  expect(onSupport(support, q)).toEqual(Float64Array.of(0, 0.25, 0.75));
});
