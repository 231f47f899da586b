import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrajectories } from '../../../src/files/index.js';
import { unusedNumbers } from '../../../src/trajectories/align/unusedNumbers.js';

const cases = join(import.meta.dirname, '../../fixtures/cases/numbering');

describe('unusedNumbers', () => {
  it('are the zeros of a log that counts from one', async () => {
    const fromOne = await readTrajectories(join(cases, 'from-one.csv'));
    expect(unusedNumbers(fromOne)).toEqual({ states: [0], actions: [0] });
    expect(unusedNumbers(await readTrajectories(join(cases, 'from-zero.csv')))).toEqual({ states: [], actions: [] });
  });

  it('are not those of ends that have a name', async () => {
    const log = await readTrajectories(join(cases, 'from-one.csv'), { nStates: 9 });
    expect(unusedNumbers(log).states).toEqual([0, 6, 7, 8]);
    const named = { ...log, source: { ends: [{ name: 'death', state: 7 }] } };
    expect(unusedNumbers(named).states).toEqual([0, 6, 8]);
  });
});
