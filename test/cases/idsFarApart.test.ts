import { describe, expect, it } from 'vitest';
import type { ReadTrajectoriesOptions } from '../../src/files/trajectories/readOptions.js';
import { readCase, refusalOf } from './readCase.js';

const FOLDER = 'ids-far-apart';

describe('ids far apart', () => {
  it.each<[string, string]>([
    [
      'bigaction.csv',
      'ids of actions must lie close together, got 2 that span 2000000001 numbers (0 to 2000000000) - number them by --number-actions, or give their number by --actions',
    ],
    [
      'bighead.csv',
      'states times actions must be at most 100000000, got 9007199254740991 × 2 - number those that occur, by --number-states or --number-actions',
    ],
    [
      'bigstate.csv',
      'ids of states must lie close together, got 4 that span 2147483647 numbers (0 to 2147483646) - number them by --number-states, or give their number by --states',
    ],
    [
      'mid.csv',
      'ids of states must lie close together, got 3 that span 3000008 numbers (0 to 3000007) - number them by --number-states, or give their number by --states',
    ],
    [
      'midstate.csv',
      'ids of states must lie close together, got 4 that span 100000001 numbers (0 to 100000000) - number them by --number-states, or give their number by --states',
    ],
  ])('%s is refused at once, before memory goes', async (name, message) => {
    const before = process.memoryUsage().rss;
    expect(await refusalOf(`${FOLDER}/${name}`)).toBe(`${name}: ${message}`);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it.each<[string, ReadTrajectoriesOptions, string[] | undefined, string[] | undefined, number[], number[]]>([
    ['bigaction.csv', { numberActions: true }, undefined, ['0', '2000000000'], [1, 2], [0, 1]],
    ['bighead.csv', { numberStates: true }, ['0', '1', '2'], undefined, [1, 2], [0, 1]],
    ['bigstate.csv', { numberStates: true }, ['0', '1', '2', '2147483646'], undefined, [1, 3, 2], [0, 1, 1]],
    ['mid.csv', { numberStates: true }, ['1000001', '2000003', '3000007'], undefined, [1, 2, 1, 2], [0, 1, 1, 0]],
    ['midstate.csv', { numberStates: true }, ['0', '1', '2', '100000000'], undefined, [1, 3, 2], [0, 1, 1]],
  ])('%s is read with %o', async (name, options, states, actions, nextState, action) => {
    const log = await readCase(`${FOLDER}/${name}`, options);
    expect(log.source).toEqual({ ...(states && { states }), ...(actions && { actions }) });
    expect([log.nStates, log.nActions]).toEqual([3 + Number(states?.length === 4), 2]);
    expect([...log.nextState]).toEqual(nextState);
    expect([...log.action]).toEqual(action);
  });
});
