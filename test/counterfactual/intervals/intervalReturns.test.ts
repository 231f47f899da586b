import { describe, expect, it } from 'vitest';
import { intervalReturns } from '../../../src/counterfactual/intervals/intervalReturns.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { boxesOf } from './boxesOf.js';

const only: Policy = { nStates: 4, nActions: 1, probability: Float64Array.of(1, 1, 1, 1) };

/** From 0 to itself with .4 to .6, paying 0, else to 1; from 1 to the end, paying 2, or elsewhere with at most .25. */
const boxes = boxesOf(
  [
    [0, 0.4, 0.6],
    [1, 0.4, 0.6],
  ],
  [
    [2, 0.75, 1],
    [3, 0, 0.25],
  ],
);

describe('intervalReturns', () => {
  it('is by hand, the worst row at each step', () => {
    const range = { least: Float64Array.of(0, -1, -2), greatest: Float64Array.of(0, 10, 20) };
    const { least, greatest } = intervalReturns(boxes, () => only, range, 2, 0.5);
    // One step: 1 with .4 or .6; 2 with .75 or 1, else what elsewhere is worth.
    const [l, g] = [0.75 * 2 - 0.25, 0.75 * 2 + 0.25 * 10];
    expect(least.subarray(4, 8)).toBeAllClose([0.4, l, 0, 0]);
    expect(greatest.subarray(4, 8)).toBeAllClose([0.6, g, 0, 0]);
    expect(least.subarray(8, 12)).toBeAllClose([0.6 * 0.5 * 0.4 + 0.4 * (1 + 0.5 * l), 0.75 * 2 - 0.25 * 2, 0, 0]);
    expect(greatest.subarray(8, 10)).toBeAllClose([0.4 * 0.5 * 0.6 + 0.6 * (1 + 0.5 * g), 0.75 * 2 + 0.25 * 20]);
  });

  it('goes by what acts at the step', () => {
    // The rows of state 0 by either action; state 1 has none.
    const two = { ...boxes, nActions: 2, rowStart: Uint32Array.of(0, 2, 4, 4, 4, 4, 4, 4, 4) };
    const does = (action: number): Policy => ({
      nStates: 4,
      nActions: 2,
      probability: Float64Array.from({ length: 8 }, (_, row) => Number(row % 2 === action)),
    });
    const range = { least: new Float64Array(3), greatest: new Float64Array(3) };
    const at = (first: number): number => intervalReturns(two, (t) => does(t === 0 ? first : 0), range, 2, 1).least[8];
    // Action 0 first: again or to 1, from where nothing follows. Action 1 ends it, with at least .75.
    expect([at(0), at(1)]).toBeAllClose([0.6 * 0.4 + 0.4, 0.75 * 2]);
  });

  it('comes to the fixed point from outside, without a horizon', () => {
    const range = { least: Float64Array.of(-4), greatest: Float64Array.of(10) };
    const { least, greatest } = intervalReturns(boxes, () => only, range, Infinity, 0.5);
    const [l, g] = [1.5 - 1, 1.5 + 2.5];
    // v = worst of p d v + (1 − p) (1 + d w), p from .4 to .6.
    const [low, high] = [(0.4 * (1 + l / 2)) / (1 - 0.3), (0.6 * (1 + g / 2)) / (1 - 0.2)];
    expect([least[0], least[1], greatest[0], greatest[1]]).toBeAllClose([low, l, high, g], { rtol: 1e-7 });
    expect(least[0] <= low && greatest[0] >= high).toBe(true);
  });
});
