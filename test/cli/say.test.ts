import { readFileSync, readdirSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const sources = new URL('../../src/cli/', import.meta.url);
/** The door itself, and the bar, which moves the cursor on purpose. */
const DOORS = ['say.ts', 'progressBar.ts'];

/** Whether a terminal would do more than show letters and go to the next line. */
function moves(text: string): boolean {
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', ''));
}

describe('what a terminal sees', () => {
  it('comes through one door', () => {
    const paths = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    const around = paths
      .filter((path) => !DOORS.includes(path))
      .filter((path) => {
        return /process\.std(out|err)\.write|console\./.test(readFileSync(new URL(path, sources), 'utf8'));
      });
    expect(paths).toContain('say.ts');
    expect(around).toEqual([]);
  });

  it('shows control characters of ids, and their files keep them', () => {
    const folder = emptyFolder();
    const log = readFileSync(new URL('../fixtures/cases/hostile/labels.csv', import.meta.url), 'utf8');
    writeFileSync(join(folder, 'log.csv'), log);
    expect(couplet(folder, ['fit', 'log.csv', '--out', 'mdp.json']).stderr).toMatch(/^MDP of/);
    couplet(folder, ['solve', 'mdp.json', '--out', 'policy.json']);
    const problem = ['log.csv', '--mdp', 'mdp.json', '--policy', 'policy.json', '--top', '20'];
    const { code, stdout } = couplet(folder, ['evaluate', ...problem, '--out', 'effects.csv']);
    expect(code).toBe(0);
    expect(stdout).toContain('\\u001b[2J\\u001b[31mOWNED\\u001b]0;title\\u0007');
    expect(stdout).toContain('\\u202e');
    expect(moves(stdout)).toBe(false);
    expect(readFileSync(join(folder, 'effects.csv'), 'utf8')).toContain('\n\u001b[2J\u001b[31mOWNED');
    const json = couplet(folder, ['evaluate', ...problem, '--json']).stdout;
    expect(moves(json)).toBe(false);
    const { episodes } = JSON.parse(json) as { episodes: { episode: string }[] };
    expect(episodes.map(({ episode }) => episode)).toContain('\u202egnp');
  });

  it('shows control characters of file names, columns, values and damaged JSON in messages', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'a\u001b[2Jb.json'), '{"a": \u009b31m \u202e');
    writeFileSync(join(folder, 'c.csv'), 'episode,t,sta\u001b[2Jte,action\n\u009b,0,0,0\n');
    for (const args of [
      ['solve', 'a\u001b[2Jb.json'],
      ['solve', 'gone\u009b2J.json'],
      ['fit', 'c.csv'],
      ['fit', 'c.csv', '--unseen\u001b[2J', 'x'],
      ['fit', 'c.csv', '--column', 'a\u001b[2J=b'],
      ['fit\u001b[2J'],
    ]) {
      const { code, stderr } = couplet(folder, args);
      expect({ args, code, moves: moves(stderr) }).toEqual({ args, code: code === 2 ? 2 : 1, moves: false });
    }
  });
});
