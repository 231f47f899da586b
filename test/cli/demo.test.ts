import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();

describe('couplet demo', () => {
  it('sets a learned gadget beside the fixed mechanisms, and writes files that the commands take', () => {
    const { code, stdout, stderr } = couplet(folder, ['demo', '--episodes', '200']);
    expect([code, stderr]).toEqual([0, '']);
    for (const mechanism of ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal', 'a learned gadget'])
      expect(stdout).toMatch(new RegExp(`counterfactual by ${mechanism} +0\\.\\d{4} `));
    for (const estimator of ['dm', 'wis', 'dr'])
      expect(stdout).toMatch(new RegExp(`off-policy by ${estimator} +(-?\\d\\.\\d{4}|-) `));
    const [, from, to] = /80 steps took its loss on held-out pairs from (\S+) to (\S+)\.\n/.exec(stdout)!;
    expect(Number(to)).toBeLessThan(Number(from));
    const files = ['effects.csv', 'gadget.json', 'log.csv', 'mdp.json', 'target.json'];
    expect(readdirSync(join(folder, 'couplet-demo')).sort()).toEqual(files);

    const gadget = readFileSync(join(folder, 'couplet-demo', 'gadget.json'));
    couplet(folder, ['demo', '--episodes', '200', '--out', 'again']);
    expect(readFileSync(join(folder, 'again', 'gadget.json')).equals(gadget)).toBe(true);
    const used = couplet(join(folder, 'couplet-demo'), [
      ...['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--mechanism', './gadget.json'],
      '--json',
    ]);
    const { counterfactual } = JSON.parse(used.stdout) as { counterfactual: { mean: number } };
    expect(stdout).toContain(`by a learned gadget ${counterfactual.mean.toFixed(4).padStart(9)}`);
  });

  it('does without a gadget where the policy does what was logged', () => {
    const { code, stdout, stderr } = couplet(folder, ['demo', '--episodes', '1', '--seed', '2', '--out', 'one']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('There is no learned gadget');
    expect(stdout).not.toContain('by a learned gadget');
    expect(existsSync(join(folder, 'one', 'gadget.json'))).toBe(false);
  });
});
