import { expect, it } from 'vitest';
import { countTransitions, rowTotals } from '../../src/fit/transitionCounts.js';

/** Steps of three states and two actions, in no order: (2, 1) → 0 twice and → 2 once, (0, 0) → 1 once. */
const columns = {
  state: [2, 0, 2, 2],
  action: [1, 0, 1, 1],
  reward: [5, 7, -1, 0.5],
  nextState: [2, 1, 0, 0],
};

it('counts the successors of each pair, in increasing order, with the sum of what the steps paid', () => {
  const counts = countTransitions(columns, 3, 2);
  expect(counts).toEqual({
    nStates: 3,
    nActions: 2,
    rowStart: Uint32Array.of(0, 1, 1, 1, 1, 1, 3),
    nextState: Uint32Array.of(1, 0, 2),
    count: Float64Array.of(1, 2, 1),
    rewardSum: Float64Array.of(7, -0.5, 5),
  });
  expect(rowTotals(counts)).toEqual(Float64Array.of(1, 0, 0, 0, 0, 3));
});

it('counts nothing where nothing was logged', () => {
  const { rowStart, count } = countTransitions({ state: [], action: [], reward: [], nextState: [] }, 2, 1);
  expect(rowStart).toEqual(Uint32Array.of(0, 0, 0));
  expect(count).toHaveLength(0);
});
