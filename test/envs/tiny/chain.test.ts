import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { rowIndex } from '../../../src/mdp/mdp.js';

const [WALK, LEAP] = [0, 1];

describe('chain', () => {
  const model = createEnv('chain').exactModel!();

  /** Value of always taking one action for that many steps, from start and from middle. */
  function values(action: number, discount: number, horizon: number): [number, number] {
    let v = [0, 0, 0];
    for (let t = 0; t < horizon; t++)
      v = v.map((_, s) => {
        let value = 0;
        const row = rowIndex(model, s, action);
        for (let k = model.rowStart[row]; k < model.rowStart[row + 1]; k++)
          value += model.probability[k] * (model.reward[k] + discount * v[model.nextState[k]]);
        return value;
      });
    return [v[0], v[1]];
  }

  it('has the table of its comment', () => {
    expect([...model.nextState]).toEqual([0, 1, 0, 2, 1, 2, 1, 2, 2, 2]);
    expect([...model.probability]).toEqual([1 / 2, 1 / 2, 3 / 4, 1 / 4, 1 / 2, 1 / 2, 3 / 4, 1 / 4, 1, 1]);
  });

  it('has the values of its comment at discount 9/10', () => {
    expect(values(WALK, 0.9, 1000)).toBeAllClose([90 / 121, 10 / 11]);
    expect(values(LEAP, 0.9, 1000)).toBeAllClose([10 / 13, 10 / 13]);
  });

  it('is better leapt from the start for every discount below 1', () => {
    for (const discount of [0.1, 0.5, 0.9, 0.99])
      expect(values(LEAP, discount, 1000)[0]).toBeGreaterThan(values(WALK, discount, 1000)[0]);
  });

  it('has the chances of its comment to end within T steps', () => {
    for (let horizon = 1; horizon <= 12; horizon++) {
      expect(values(LEAP, 1, horizon)[0]).toBeAllClose(1 - 0.75 ** horizon);
      expect(values(WALK, 1, horizon)[0]).toBeAllClose(1 - (horizon + 1) / 2 ** horizon);
      expect(values(LEAP, 1, horizon)[0] > values(WALK, 1, horizon)[0]).toBe(horizon <= 3);
    }
    expect([values(LEAP, 1, 3)[0], values(WALK, 1, 4)[0]]).toBeAllClose([37 / 64, 176 / 256]);
  });
});
