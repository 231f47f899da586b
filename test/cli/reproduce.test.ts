import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();
const command = ['reproduce', 'oberst-sontag', '--quick', '--episodes', '100', '--trials', '2', '--seed', '3'];
const names = ['episodes-100-seed-3.json', 'episodes-100-seed-4.json', 'episodes-400-seed-3.json'];

describe('couplet reproduce', () => {
  it('prints the published figures beside ours, or data', () => {
    const { code, stdout } = couplet(folder, command);
    expect(code).toBe(0);
    expect(stdout).toContain('Ours: 2 data sets from seed 3');
    expect(stdout).toMatch(/counterfactual estimate\s+0\.9531 \[0\.9460, 0\.9600\]\s+-?0\.\d{4} \[/);
    const data = JSON.parse(couplet(folder, [...command, '--json']).stdout) as Record<string, unknown>;
    expect(data).toMatchObject({
      experiment: 'oberst-sontag',
      episodes: 100,
      results: [
        { seed: 3, episodes: 400 },
        { seed: 3, episodes: 100 },
        { seed: 4, episodes: 100 },
      ],
      couplet: { command: 'reproduce', seed: 3 },
    });
  });

  it('keeps trials, goes on from them, and gives the same bytes whatever the number of workers', () => {
    const out = join(folder, 'first');
    const first = couplet(folder, [...command, '--out', 'first', '--workers', '2']);
    expect(first.stderr).toContain('3 trials (0 from an earlier run)');
    expect(readdirSync(join(out, 'trials')).sort()).toEqual(names);
    expect(existsSync(join(out, 'estimates.svg'))).toBe(true);
    const results = readFileSync(join(out, 'results.json'), 'utf8');
    const kept = readFileSync(join(out, 'trials', names[1]), 'utf8');

    writeFileSync(join(out, 'trials', names[1]), kept.slice(0, 100));
    const second = couplet(folder, [...command, '--out', 'first', '--workers', '1']);
    expect(second.stderr).toContain('3 trials (2 from an earlier run)');
    expect(second.stdout).toBe(first.stdout);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe(results);
    expect(readFileSync(join(out, 'trials', names[1]), 'utf8')).toBe(kept);
  });

  it('draws the pictures of an experiment that has any', () => {
    const { code, stdout } = couplet(folder, ['reproduce', 'figure-1', '--quick', '--out', 'figure-1']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/maximal\s+\.2434\s+0\.244919\s+1\.0000/);
    for (const name of ['loss.svg', 'couplings.svg', 'effects.svg', 'results.json'])
      expect(existsSync(join(folder, 'figure-1', name))).toBe(true);
  });

  it.each([
    [
      ['reproduce', 'table-2'],
      "must be one of oberst-sontag, table-1, figure-1, figure-2, learning-curves, got 'table-2' - did you mean 'table-1'?",
    ],
    [['reproduce', 'table-1', '--episodes', '10'], '--episodes: experiment table-1 simulates no trajectories'],
    [['reproduce', 'table-1', '--trials', '0'], 'repeats must be a whole number from 1, got 0'],
    [['reproduce', 'table-1', '--out=-'], '--out: a folder must have a name, got -'],
    [['reproduce', 'table-1', '--workers', '0'], '--workers: must be a whole number from 1, got 0'],
    [['reproduce', 'learning-curves', '--workers', '2'], 'measures time, so one trial runs at a time, got 2'],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = couplet(folder, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
