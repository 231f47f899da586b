import { describe, expect, it } from 'vitest';
import { choiceRecord, choiceShare } from '../../../src/honest/improve/choiceRecord.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';

/** Episodes 0-1 → 2, 1 → 2 and 0 → 2, of which the first two choose action 1 in state 1. */
function threeRuns() {
  const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
  builder.step(0, 0, 1, 1);
  builder.step(1, 1, 4, 2);
  builder.endEpisode(true);
  builder.step(1, 1, 2, 2);
  builder.endEpisode(true);
  builder.step(0, 1, -1, 2);
  builder.endEpisode(true);
  return builder.finish();
}

describe('choiceRecord', () => {
  it('counts choices and what followed them until the end of the run', () => {
    const record = choiceRecord(threeRuns(), 0.5);
    expect(record.nEpisodes).toBe(3);
    expect(Array.from(record.visits)).toEqual([2, 2, 0]);
    expect(Array.from(record.cases)).toEqual([1, 1, 0, 2, 0, 0]);
    // Runs are worth 1 + 4/2, 2 and −1, 4/3 in the mean, which counts as one more visit of each state.
    const states = [(3 - 1 + 4 / 3) / 3, (4 + 2 + 4 / 3) / 3, 4 / 3];
    expect(record.stateReturn).toBeAllClose(states, { rtol: 1e-12 });
    expect(record.pairReturn).toBeAllClose(
      [(3 + states[0]) / 2, (-1 + states[0]) / 2, states[1], (6 + states[1]) / 3, states[2], states[2]],
      { rtol: 1e-12 },
    );
  });

  it('leaves out the episodes that are not asked for', () => {
    const record = choiceRecord(threeRuns(), 1, [2]);
    expect(record.nEpisodes).toBe(1);
    expect(Array.from(record.cases)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(record.stateReturn).toBeAllClose([-1, -1, -1], { rtol: 1e-12 });
  });

  it('has shares of choices, none where a state was never visited', () => {
    const record = choiceRecord(threeRuns(), 1);
    expect([choiceShare(record, 0, 1), choiceShare(record, 1, 0), choiceShare(record, 2, 1)]).toEqual([0.5, 0, 0]);
  });
});
