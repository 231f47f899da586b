import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { checkSizes } from '../../../src/trajectories/align/checkSizes.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

const log = (states: readonly number[], nStates: number, nActions = 2): Trajectories => ({
  nEpisodes: 1,
  nStates,
  nActions,
  episodeStart: Uint32Array.of(0, states.length - 1),
  state: Int32Array.from(states.slice(0, -1)),
  action: new Int32Array(states.length - 1),
  reward: new Float64Array(states.length - 1),
  nextState: Int32Array.from(states.slice(1)),
  terminated: Uint8Array.of(1),
  source: {},
});
const neither = { states: false, actions: false };

describe('checkSizes', () => {
  it('takes ids that lie close together, few ids of a small number, and sizes that are given', () => {
    checkSizes('log.csv', log([0, 1, 2], 3), neither);
    checkSizes('log.csv', log([0, 99_999], 100_000), neither);
    checkSizes('log.csv', log([0, 1_000_000], 1_000_001), { states: true, actions: false });
    checkSizes(
      'log.csv',
      log(
        Array.from({ length: 2000 }, (_, i) => 100 * i),
        199_901,
      ),
      neither,
    );
  });

  it.each([
    [
      log([0, 5, 300_000, -1], 300_001),
      neither,
      'ids of states must lie close together, got 3 that span 300001 numbers (0 to 300000) - number them by --number-states, or give their number by --states',
    ],
    [
      log([0, 1], 2, 2_000_000_001),
      neither,
      'ids of actions must lie close together, got 1 that span 2000000001 numbers (0 to 2000000000) - number them by --number-actions, or give their number by --actions',
    ],
    [
      log([0, 1], 2 ** 53 - 1),
      { states: true, actions: true },
      'states times actions must be at most 100000000, got 9007199254740991 × 2 - number those that occur, by --number-states or --number-actions',
    ],
  ])('refuses others', (refused, given, message) => {
    expect(() => {
      checkSizes('log.csv', refused, given);
    }).toThrow(new DataError(`log.csv: ${message}`));
  });
});
