import { describe, expect, it } from 'vitest';
import { floorState, withFloor, withoutFloor } from '../../src/mdp/floorState.js';
import type { MixedWorst } from '../../src/mdp/mdp.js';

const worst: MixedWorst = { cases: 1, state: 2, reward: -1, floor: true };
const floored = { nStates: 3, source: { worst } };
const policy = {
  nStates: 2,
  nActions: 2,
  probability: Float64Array.of(0.25, 0.75, 1, 0),
  undefinedRows: Uint8Array.of(0, 1),
  discount: 0.9,
};

describe('withFloor', () => {
  it('lets a policy do anything in the floor, and takes that away again', () => {
    const longer = withFloor(policy, floored);
    expect(longer).toEqual({
      ...policy,
      nStates: 3,
      probability: Float64Array.of(0.25, 0.75, 1, 0, 0.5, 0.5),
      undefinedRows: Uint8Array.of(0, 1, 0),
    });
    expect(withoutFloor(longer, floored)).toEqual(policy);
  });

  it('leaves alone what fits, and what fits nothing', () => {
    const end = { nStates: 3, source: { worst: { ...worst, floor: false } } };
    expect(floorState(end)).toBeUndefined();
    expect(floorState(floored)).toBe(2);
    expect(withFloor(policy, end)).toBe(policy);
    expect(withoutFloor(policy, end)).toBe(policy);
    expect(withoutFloor(policy, floored)).toBe(policy);
    expect(withFloor({ ...policy, nStates: 5 }, floored).nStates).toBe(5);
  });
});
