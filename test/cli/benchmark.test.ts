import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();
const command = ['benchmark', '--env', 'model-fail', '--quick', '--episodes', '10', '--out', 'kept'];

describe('couplet benchmark', () => {
  it('keeps blocks of data sets, goes on from them, and gives the same bytes whatever the number of workers', () => {
    const first = couplet(folder, [...command, '--datasets', '20', '--workers', '1']);
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('20 trials (0 from an earlier run)')]);
    for (const name of ['error.svg', 'coverage.svg']) {
      const picture = join('kept', name);
      expect(first.stderr).toContain(picture);
      expect(readFileSync(join(folder, picture), 'utf8')).toMatch(/20 data sets of 10 trajectories, behaviour known: /);
    }
    expect(readdirSync(join(folder, 'kept', 'trials')).sort()).toEqual(
      Array.from({ length: 20 }, (_, i) => `n-10-set-${i}.json`).sort(),
    );
    expect(first.stdout).toContain('Errors: 20 data sets of 10 trajectories, behaviour known');
    expect(first.stdout).toMatch(/on-policy\s+0\.7600\s+0\.\d{4}/);
    expect(first.stdout).toMatch(/\n\s+t\s+bootstrap/);

    const more = [...command, '--datasets', '25', '--json'];
    const longer = couplet(folder, more);
    expect(longer.stderr).toContain('25 trials (20 from an earlier run)');
    expect(readFileSync(join(folder, 'kept', 'results.json'), 'utf8')).toBe(longer.stdout);
    const data = JSON.parse(longer.stdout) as Record<string, unknown>;
    expect(data).toMatchObject({
      experiment: 'benchmark',
      cells: [{ episodes: 10, behaviour: 'known', dataSets: 25, estimators: { length: 11 } }],
      specification: { env: 'model-fail', intervals: ['t', 'bootstrap'] },
      couplet: { command: 'benchmark', seed: 1 },
    });
    const again = couplet(folder, [...more.map((each) => (each === 'kept' ? 'fresh' : each)), '--workers', '2']);
    expect(again.stdout).toBe(longer.stdout);
  });

  it('has no table and no picture of coverage where no interval is wanted', () => {
    const { code, stdout } = couplet(folder, [
      ...['benchmark', '--env', 'gridworld', '--quick', '--datasets', '2', '--interval', 'none', '--set', 'width=3'],
      ...['--estimator', 'dm', '--estimator', 'dualdice', '--discount', '0.9', '--out', 'bare'],
    ]);
    expect(readdirSync(join(folder, 'bare')).sort()).toEqual(['error.svg', 'results.json', 'trials']);
    expect(code).toBe(0);
    expect(stdout).toContain('discount 0.9');
    expect(stdout).toMatch(/dualdice\s+\S+/);
    expect(stdout).not.toContain('Coverage');
  });

  it.each([
    [['benchmark', '--env', 'chain'], "must be one of sepsis, gridworld, model-win, model-fail, got 'chain'"],
    [['benchmark', '--env', 'model-win', '--datasets', '0'], 'repeats must be a whole number from 1, got 0'],
    [['benchmark', '--env', 'model-win', '--estimator', 'dualdice'], 'discount must be below 1 for dualdice'],
    [['benchmark', '--env', 'model-win', '--soften', '0.1'], 'is a table, got soften'],
    [['benchmark', '--env', 'model-win', '--set', 'width=3'], "got 'width'"],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = couplet(folder, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
