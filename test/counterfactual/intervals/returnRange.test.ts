import { describe, expect, it } from 'vitest';
import { returnRange } from '../../../src/counterfactual/intervals/returnRange.js';
import { fit } from '../../../src/fit/fit.js';
import { loggedCounts } from '../../../src/fit/loggedCounts.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';

/** Steps pay −1 and 2, ends −3 and 4. */
const going = [
  [
    [0, 0, -1, 1],
    [1, 0, 2, 0],
    [0, 0, 4, 2],
  ],
  [[1, 0, -3, 3]],
] as const;

function rangeOf(runs: Parameters<typeof logOfRuns>[2], horizon: number, discount: number): number[][] {
  const { mdp } = fit(logOfRuns(4, 1, runs), undefined);
  const { least, greatest } = returnRange(mdp, loggedCounts(mdp), horizon, discount);
  return [[...least], [...greatest]];
}

describe('returnRange', () => {
  it('goes on or ends, whichever is the worse', () => {
    expect(rangeOf(going, 3, 0.5)).toEqual([
      [0, -3, -3, -3],
      [0, 4, 4, 4],
    ]);
    expect(rangeOf(going, 3, 1)).toEqual([
      [0, -3, -4, -5],
      [0, 4, 6, 8],
    ]);
  });

  it('is what never ends or ends at once, without a horizon', () => {
    expect(rangeOf(going, Infinity, 0.5)).toEqual([[-3], [4]]);
    expect(rangeOf(going, Infinity, 0.9).flat()).toBeAllClose([-10, 20]);
    // Nothing is paid on the way: it may end at last, or not.
    expect(
      rangeOf(
        [
          [
            [0, 0, 0, 1],
            [1, 0, 4, 2],
          ],
        ],
        Infinity,
        1,
      ),
    ).toEqual([[0], [4]]);
    expect(() => rangeOf(going, Infinity, 1)).toThrow(/must have a bound .* give a horizon, or a discount below 1/);
  });

  it('has 0 for going on where no step of the log does, and what the outcome says for ends that it has not', () => {
    const { mdp } = fit(logOfRuns(4, 1, [[[0, 0, 4, 2]]]), undefined);
    const terminal = Uint8Array.of(0, 0, 1, 1);
    const outcomes = [
      { name: 'on', reward: 0 },
      { name: 'won', reward: 9 },
      { name: 'lost', reward: -2 },
    ];
    const known = { terminal, outcome: Uint8Array.of(0, 0, 1, 2), outcomes };
    const { least, greatest } = returnRange(known, loggedCounts(mdp), 2, 1);
    expect([[...least], [...greatest]]).toEqual([
      [0, -2, -2],
      [0, 4, 4],
    ]);
  });
});
