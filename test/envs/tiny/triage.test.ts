import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { hoeffdingBound } from '../../support/statistics.js';

describe('triage', () => {
  const model = createEnv('triage').exactModel!();
  const [p, q] = [[...model.probability.subarray(0, 3)], [...model.probability.subarray(3, 6)]];

  it('has the table of its comment', () => {
    expect([...model.nextState.subarray(0, 6)]).toEqual([1, 2, 3, 1, 2, 3]);
    expect([p, q]).toEqual([
      [1 / 2, 1 / 4, 1 / 4],
      [1 / 4, 1 / 4, 1 / 2],
    ]);
    expect([...model.reward.subarray(0, 6)]).toEqual([-1, 0, 1, -1, 0, 1]);
  });

  it('has the rows of its comment for a death, by drawing the noise of each mechanism', () => {
    // 200,000 draws, about half of them deaths; finds an error of .02 in any of the nine numbers.
    const rng = createRng(5);
    const rows = { inverse: [0, 0, 0], maximal: [0, 0, 0], gumbel: [0, 0, 0] };
    const deaths = { inverse: 0, maximal: 0, gumbel: 0 };
    const count = (name: keyof typeof rows, x: number, y: number): void => {
      if (x !== 0) return;
      deaths[name]++;
      rows[name][y]++;
    };
    for (let i = 0; i < 200_000; i++) {
      const u = rng.uniform();
      count('inverse', u < p[0] ? 0 : 1, u < q[0] ? 0 : u < q[0] + q[1] ? 1 : 2);
      // Both the same with probability 3/4, an outcome each 1/4; else death becomes recovery.
      const same = Math.floor(4 * u);
      count('maximal', same < 3 ? same : 0, same < 3 ? same : 2);
      const race = [rng.exponential(), rng.exponential(), rng.exponential()];
      const winner = (weights: readonly number[]): number => {
        const times = race.map((e, k) => e / weights[k]);
        return times.indexOf(Math.min(...times));
      };
      count('gumbel', winner(p), winner(q));
    }
    const expected = { inverse: [1 / 2, 1 / 2, 0], maximal: [1 / 2, 0, 1 / 2], gumbel: [1 / 2, 1 / 10, 2 / 5] };
    for (const name of ['inverse', 'maximal', 'gumbel'] as const) {
      const frequency = rows[name].map((n) => n / deaths[name]);
      expect(frequency).toBeAllClose(expected[name], { rtol: 0, atol: hoeffdingBound(deaths[name], 1, 1e-6, 9) });
    }
  });
});
