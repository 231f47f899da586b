import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellsAfter } from './options/textTable.js';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();

describe('couplet demo', () => {
  it('promises, tells the truth and judges on one screen, and writes files that the commands take', () => {
    const { code, stdout, stderr } = couplet(folder, ['demo', '--episodes', '200']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').length).toBeLessThan(49);
    for (const name of ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal', 'a learned gadget', 'dm', 'wis', 'dr'])
      expect(stdout).toMatch(new RegExp(`[ :\\n]${name} (\\d\\.\\d\\d|-)[,;.]`));
    const [, from, to] = /80 steps took its loss on held-out pairs from (\S+) to (\S+)\.\n/.exec(stdout)!;
    expect(Number(to)).toBeLessThan(Number(from));
    const files = [
      'log.csv',
      'mdp.json',
      'target.json',
      'pessimistic.json',
      'advice.json',
      'effects.csv',
      'gadget.json',
      'report.html',
    ];
    expect(stdout).toContain(`Files: ${files.join(', ')} in `);
    expect(readdirSync(join(folder, 'couplet-demo')).sort()).toEqual(files.toSorted());

    couplet(folder, ['demo', '--episodes', '200', '--out', 'again']);
    for (const name of files) {
      const [first, again] = ['couplet-demo', 'again'].map((out) => readFileSync(join(folder, out, name)));
      expect(first.equals(again), name).toBe(true);
    }
    expect(stdout).toContain('Open couplet-demo/report.html in a browser');
    const html = readFileSync(join(folder, 'couplet-demo', 'report.html'), 'utf8');
    const [, line] = /"command":"couplet (report [^"]*)"/.exec(html)!;
    const remade = couplet(
      join(folder, 'couplet-demo'),
      line.replace('--out report.html', '--out remade.html').split(' '),
    );
    expect([remade.code, remade.stderr]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'couplet-demo', 'remade.html'), 'utf8')).toBe(html);
    const used = couplet(join(folder, 'couplet-demo'), [
      ...['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--mechanism', './gadget.json'],
      '--json',
    ]);
    const { counterfactual } = JSON.parse(used.stdout) as { counterfactual: { mean: number } };
    expect(stdout).toContain(`a learned gadget ${counterfactual.mean.toFixed(2)}`);
  });

  it('flags what luck and hidden states promise, and finds advice that truly helps', () => {
    const { stdout } = couplet(folder, ['demo', '--out', 'thousand']);
    const [, physician, plain, pessimistic, advised] = cellsAfter(stdout, /^Policies are learned/);
    expect([plain[4], pessimistic[4], advised[4]]).toEqual([
      'do not rely on it',
      'do not rely on it',
      'holds up on this log',
    ]);
    const [promised, inTruth] = [1, 2];
    for (const [, row] of [plain, pessimistic].entries())
      expect(Number(row[promised])).toBeGreaterThan(Number(row[inTruth]) + 0.3);
    expect(Number(advised[inTruth])).toBeGreaterThan(Number(physician[inTruth]));
    const found = couplet(join(folder, 'thousand'), ['improve', 'log.csv', '--space', 'projected', '--json']);
    const { winner, adjustedLower } = JSON.parse(found.stdout) as { winner: string; adjustedLower: number };
    expect(stdout).toContain(`By "${winner}"`);
    expect(stdout).toContain(`at least ${adjustedLower.toFixed(4)} as the best of`);
  });

  it('finds no advice where the log is too short to show any', () => {
    const { code, stdout, stderr } = couplet(folder, ['demo', '--episodes', '30', '--seed', '2', '--out', 'few']);
    expect([code, stderr]).toEqual([0, '']);
    expect(cellsAfter(stdout, /^Policies are learned/)[4].at(-1)).toBe('keep the physician');
    expect(stdout).toContain('No advice is shown to help: keep the physician.');
    const advice = JSON.parse(readFileSync(join(folder, 'few', 'advice.json'), 'utf8')) as { rules: unknown[] };
    expect(advice.rules).toEqual([]);
  });

  it('refuses fewer patients than there is something to learn from', () => {
    const { code, stderr } = couplet(folder, ['demo', '--episodes', '29']);
    expect([code, stderr]).toEqual([2, 'couplet: --episodes: must be a whole number of at least 30, got 29\n']);
  });
});
