import { expect, it } from 'vitest';
import { TransitionTally } from '../../../src/aggregates/sums/transitionTally.js';

/** Tells a tally of an episode of a single step, which stays in its state and pays its number. */
function tell(tally: TransitionTally, state: number): void {
  const column = Int32Array.of(state);
  tally.begin();
  tally.steps(
    {
      ...{ file: 'log.csv', names: [`of ${state}`], start: Uint32Array.of(0, 1), t: Int32Array.of(0) },
      ...{ state: column, action: Int32Array.of(1), reward: Float64Array.of(state), nextState: column },
      terminated: Uint8Array.of(0),
    },
    0,
    1,
    0,
  );
  tally.end();
}

it('keeps where episodes start as further states come', () => {
  const tally = new TransitionTally();
  const starts = [3, 900, 3, 64, 5000];
  for (const state of starts) tell(tally, state);
  expect([tally.nStates, tally.nActions]).toEqual([5001, 2]);
  const first = tally.first(6000);
  expect(first.length).toBe(6000);
  expect([3, 64, 900, 5000].map((s) => first[s])).toEqual([2, 1, 1, 1]);
  expect(first.reduce((sum, n) => sum + n)).toBe(starts.length);
  expect([...tally.counts().reward]).toEqual([6, 64, 900, 5000]);
});
