import { describe, expect, it } from 'vitest';
import { missingMass } from '../../../src/core/statistics/missingMass.js';
import { shareInterval } from '../../../src/core/statistics/shareInterval.js';
import { intervalMdp } from '../../../src/counterfactual/intervals/intervalMdp.js';
import { fit } from '../../../src/fit/fit.js';
import { loggedCounts } from '../../../src/fit/loggedCounts.js';
import { checkMdp } from '../../../src/mdp/mdp.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';

/** State 0 by action 0: three cases to state 0, paying 1, and 37 to the end 2; state 1 by action 1: one case to the end. */
const runs = [
  ...Array.from({ length: 3 }, () => [[0, 0, 1, 0] as const, [0, 0, 5, 2] as const]),
  ...Array.from({ length: 34 }, () => [[0, 0, 5, 2] as const]),
  [[1, 1, 7, 2] as const],
];
const { mdp } = fit(logOfRuns(3, 2, runs), undefined);
const boxes = intervalMdp(mdp, loggedCounts(mdp), 0.1, [{ row: 0, next: 1, reward: 9 }]);

describe('intervalMdp', () => {
  it('shares alpha among the pairs of living states, half for what was missed and half among the states', () => {
    const ofRow = 0.1 / 4;
    const [rare, often] = [3, 37].map((k) => shareInterval(k, 40, ofRow / 2 / 3));
    const missed = missingMass(40, 2, 3, ofRow / 2);
    expect([...boxes.nextState.subarray(0, 4)]).toEqual([0, 1, 2, 3]);
    expect([...boxes.lower.subarray(0, 4)]).toEqual([rare.lower, 0, often.lower, 0]);
    expect([...boxes.upper.subarray(0, 4)]).toEqual([rare.upper, missed, often.upper, missed]);
    expect([...boxes.reward.subarray(0, 4)]).toEqual([1, 9, 5, 0]);
  });

  it('knows nothing of a pair without a case, and has the fitted shares for probabilities', () => {
    const [first, end] = [boxes.rowStart[1], boxes.rowStart[2]];
    expect([end - first, boxes.nextState[first], boxes.lower[first], boxes.upper[first]]).toEqual([1, 3, 0, 1]);
    expect([...boxes.probability.subarray(0, 4)]).toEqual([3 / 40, 0, 37 / 40, 0]);
    checkMdp(boxes);
    expect(boxes.elsewhere).toBe(3);
  });
});
