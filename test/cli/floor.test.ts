import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandRun } from '../support/commandRun.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();

/** Every step costs 1, in three states in which action 0 may end the run; nothing else is known of them. */
function costlyLog(): string {
  const lines = ['episode,t,state,action,reward,next_state,terminated'];
  for (let e = 0; e < 24; e++)
    for (let t = 0, s = 0; t < 5; t++) {
      const a = (e + t) % 2;
      const next = (e * 7 + t * 3 + s) % (a === 0 ? 4 : 3);
      lines.push([e, t, s, a, -1, next, next === 3 ? 1 : 0].join(','));
      if (next === 3) break;
      s = next;
    }
  return `${lines.join('\n')}\n`;
}
writeFileSync(join(folder, 'log.csv'), costlyLog());

async function run(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await commandRun(folder, words);
  expect(stderr).not.toContain('couplet:');
  expect(code).toBe(0);
  return stdout;
}

it('a model with a floor takes the logs and policies that the model without takes, and gives policies that fit both', async () => {
  await run('fit', 'log.csv', '--out', 'plain.json');
  await run('fit', 'log.csv', '--worst', '1', '--horizon', '5', '--out', 'floored.json');
  const sizeOf = (file: string): unknown => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { nStates: number }).nStates; // prettier-ignore
  expect([sizeOf('plain.json'), sizeOf('floored.json')]).toEqual([4, 5]);
  await run('solve', 'floored.json', '--out', 'careful.json');
  expect(sizeOf('careful.json')).toBe(4);
  const fragility = async (...words: string[]): Promise<unknown> =>
    (JSON.parse(await run(...words, '--json')) as { fragility: { fragility: number } }).fragility;
  for (const policy of ['careful.json', 'uniform']) {
    const same = await fragility('value', '--mdp', 'plain.json', '--policy', policy, '--horizon', '5');
    for (const words of [
      ['value', '--mdp', 'floored.json', '--policy', policy, '--horizon', '5'],
      ['evaluate', 'log.csv', '--mdp', 'floored.json', '--policy', policy, '--horizon', '5'],
      ['ope', 'log.csv', '--mdp', 'floored.json', '--policy', policy, '--horizon', '5', '--interval', 'none'],
    ])
      expect(fragilityNumbers(await fragility(...words))).toBeAllClose(fragilityNumbers(same));
  }
  await run('compare', 'log.csv', '--mdp', 'floored.json', '--policy', 'careful.json', '--horizon', '5');
});

function fragilityNumbers(found: unknown): number[] {
  const { fragility, value, pessimisticValue, behaviourFragility, threshold } = found as Record<string, number>;
  return [fragility, value, pessimisticValue, behaviourFragility, threshold];
}
