import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Finished, couplet, emptyFolder } from '../support/couplet.js';

/** A log whose episodes have names that a spreadsheet would run. */
const folder = emptyFolder();
const evaluate = (...args: readonly string[]): Finished =>
  couplet(folder, [
    'evaluate',
    'labels.csv',
    '--mdp',
    'mdp.json',
    '--policy',
    'uniform',
    '--replicates',
    '20',
    ...args,
  ]);

/** The first cell of each row, as it stands in the file. */
const firstCells = (csv: string): string[] =>
  csv
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .slice(1)
    .map((line) => /^("(?:[^"]|"")*"|[^,]*),/.exec(line)![1]);

beforeAll(() => {
  cpSync(new URL('../fixtures/cases/hostile/labels.csv', import.meta.url), join(folder, 'labels.csv'));
  expect(couplet(folder, ['fit', 'labels.csv', '--out', 'mdp.json'])).toMatchObject({ code: 0 });
});

describe('couplet evaluate --out', () => {
  it('keeps ids as they are, so that they join back', () => {
    expect(evaluate('--out', 'effects.csv').code).toBe(0);
    const ids = firstCells(readFileSync(join(folder, 'effects.csv'), 'utf8'));
    expect(ids).toContain('"=HYPERLINK(""http://x"")"');
    expect(ids).toContain('@SUM(1)');
  });

  it('puts a quote before what a spreadsheet would run, where asked to', () => {
    expect(evaluate('--out', 'safe.csv', '--spreadsheet-safe').code).toBe(0);
    const ids = firstCells(readFileSync(join(folder, 'safe.csv'), 'utf8'));
    expect(ids).toContain('"\'=HYPERLINK(""http://x"")"');
    expect(ids).toContain("'@SUM(1)");
    expect(ids.filter((id) => /^"?[=+\-@]/.test(id))).toEqual([]);
  });

  it('writes rows to standard output for -, and the report beside them', () => {
    const { code, stdout, stderr } = evaluate('--out', '-');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# couplet \{.*\nepisode,observed_outcome,/);
    expect(stderr).toContain('What if policy uniform had acted?');
    expect(stdout).not.toContain('What if');
  });
});
