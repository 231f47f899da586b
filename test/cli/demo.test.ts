import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

it('couplet demo: every mechanism, a gadget and the off-policy estimates between the promise and the truth', () => {
  const folder = emptyFolder();
  const { code, stdout } = couplet(folder, ['demo', '--episodes', '120', '--out', 'demo']);
  expect(code).toBe(0);
  const value = (row: string): number => Number(new RegExp(`${row} +(-?[\\d.]+)`).exec(stdout)![1]);
  const promised = value('promised by the fitted model');
  // The model is the log's own, so averaged over its patients every mechanism gives about what it promises.
  for (const name of ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal', 'a gadget \\(learned\\)'])
    expect(value(`counterfactual by ${name}`)).toBeAllClose(promised, { rtol: 0, atol: 0.05 });
  for (const name of ['wis', 'dr']) expect(value(`off-policy by ${name}`)).toBeGreaterThan(-1);
  expect(value('learned policy, the truth \\(exact\\)')).toBeLessThan(promised);
  expect(readdirSync(join(folder, 'demo')).sort()).toEqual([
    'effects.csv',
    'gadget.json',
    'log.csv',
    'mdp.json',
    'target.json',
  ]);
  const again = couplet(folder, [
    ...['evaluate', 'demo/log.csv', '--mdp', 'demo/mdp.json', '--policy', 'demo/target.json'],
    ...['--mechanism', 'demo/gadget.json', '--json'],
  ]);
  const { counterfactual } = JSON.parse(again.stdout) as { counterfactual: { mean: number } };
  expect(counterfactual.mean).toBeAllClose(value('counterfactual by a gadget \\(learned\\)'), { rtol: 0, atol: 5e-5 });
});
