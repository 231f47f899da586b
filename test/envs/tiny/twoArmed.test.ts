import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';

describe('two-armed', () => {
  const env = createEnv('two-armed');
  const model = env.exactModel!();
  const [p, q] = [[...model.probability.subarray(0, 2)], [...model.probability.subarray(2, 4)]];

  it('has the table of its comment', () => {
    expect([...model.nextState.subarray(0, 4)]).toEqual([1, 2, 1, 2]);
    expect([p, q]).toEqual([
      [3 / 4, 1 / 4],
      [1 / 4, 3 / 4],
    ]);
    expect([...model.reward.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    expect(env.spaces[0].label(2)).toBe('win');
  });

  it('has the coupling of its comment, the most likely to agree', () => {
    const coupling = [
      [1 / 4, 1 / 2],
      [0, 1 / 4],
    ];
    expect(coupling.map(([loss, win]) => loss + win)).toBeAllClose(p);
    expect([0, 1].map((y) => coupling[0][y] + coupling[1][y])).toBeAllClose(q);
    expect(coupling[0][0] + coupling[1][1]).toBeAllClose(Math.min(p[0], q[0]) + Math.min(p[1], q[1]));
    expect(coupling[0].map((j) => j / p[0])).toBeAllClose([1 / 3, 2 / 3]);
  });
});
