import { describe, expect, it } from 'vitest';
import { columnNames } from '../../../../src/files/trajectories/columns/columnNames.js';
import { RowLog } from '../../../../src/files/trajectories/rowLog.js';
import type { StepRows } from '../../../../src/files/trajectories/rows/stepRows.js';

const FIELDS = [
  'episode',
  't',
  'state',
  'action',
  'reward',
  'next_state',
  'terminated',
  'propensity_0',
  'propensity_1',
];

function piecewise(): StepRows {
  const log = new RowLog('log.csv', columnNames('test'), {}, true);
  log.start({ line: 1, fields: FIELDS });
  if (!log.rows) throw new Error('piecewise: must have rows, got none');
  return log.rows;
}

const step = (name: string, t: number): unknown[] => [name, t, t, 1, t / 2, t + 1, 0, 0.25, 0.75];

describe('StepRows.takeWhole', () => {
  it('takes the episodes that are whole and goes on with the last', () => {
    const rows = piecewise();
    const names = ['a', 'a', 'b', 'b', 'c', 'c', 'd'];
    for (const [i, name] of names.slice(0, 5).entries()) rows.add(2 + i, step(name, i % 2));
    expect([rows.length, rows.wholeRows]).toEqual([5, 4]);
    const first = rows.takeWhole();
    expect([rows.length, rows.wholeRows]).toEqual([1, 0]);
    for (const [i, name] of names.slice(5).entries()) rows.add(7 + i, step(name, (5 + i) % 2));
    const second = rows.takeWhole();
    const last = rows.finish();
    const pieces = [first, second, last];
    expect(pieces.map(({ nEpisodes }) => nEpisodes)).toEqual([2, 1, 1]);
    expect(pieces.flatMap(({ episode, episodes }) => [...episode.expanded()].map((e) => episodes.nameOf(e)))).toEqual(
      names,
    );
    expect(pieces.flatMap(({ line }) => [...line.expanded()])).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(pieces.flatMap(({ t }) => [...t.expanded()])).toEqual([0, 1, 0, 1, 0, 1, 0]);
    expect(pieces.flatMap(({ reward }) => [...reward])).toEqual([0, 0.5, 0, 0.5, 0, 0.5, 0]);
    expect(pieces.map(({ propensities }) => propensities?.length)).toEqual([8, 4, 2]);
  });

  it('keeps the row without an action of the last episode', () => {
    const rows = piecewise();
    rows.add(2, step('a', 0));
    rows.add(3, step('b', 0));
    rows.add(4, ['b', 1, 3, '', '', '', 1, '', '']);
    expect(rows.takeWhole().nEpisodes).toBe(1);
    expect([...rows.finish().lastRows]).toEqual([[0, { line: 4, t: 1, state: 3, flags: 1, outcome: -1 }]]);
  });

  it('refuses an episode that is there again', () => {
    const rows = piecewise();
    rows.add(2, step('a', 0));
    rows.add(3, step('b', 0));
    rows.takeWhole();
    expect(() => {
      rows.add(4, step('a', 1));
    }).toThrow(
      "log.csv:4: episode must have its rows together, got 'a' - there are others between them: sort the log by episode and t, as couplet aggregate --sort does",
    );
  });
});
