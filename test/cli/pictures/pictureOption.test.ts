import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandRun } from '../../support/commandRun.js';
import { preparedFolder } from '../options/prepared.js';

const folder = await preparedFolder();
const command = ['effect', 'log.csv', '--mdp', 'mdp.json', '--policy', 'other.json', '--mechanism', 'maximal'];

it('is drawn beside the table, with where it comes from, the same bytes each time', async () => {
  const bare = await commandRun(folder, command);
  const first = await commandRun(folder, [...command, '--picture', 'first.svg']);
  const second = await commandRun(folder, [...command, '--json', '--picture', 'second.SVG']);
  expect(first.stdout).toBe(bare.stdout);
  expect(first.stderr).toBe(`${bare.stderr}drawn: first.svg\n`);
  const file = readFileSync(join(folder, 'first.svg'), 'utf8');
  expect(readFileSync(join(folder, 'second.SVG'), 'utf8')).toBe(file);
  const { couplet } = JSON.parse(second.stdout) as { couplet: unknown };
  const metadata = /<metadata>(.*?)<\/metadata>/.exec(file)![1];
  expect(JSON.parse(metadata)).toEqual({ couplet });
  expect(file).toMatch(/<desc>[^<]*maximal: variance \S+, \/ least ×\d\.\d\d/);
});

it.each([['p.png'], ['-'], ['log.csv'], ['none/p.svg']])('is refused before work begins as %s', async (path) => {
  const before = readFileSync(join(folder, 'log.csv'), 'utf8');
  const { code, stdout, stderr } = await commandRun(folder, [...command, '--picture', path]);
  expect([code === 0, stdout]).toEqual([false, '']);
  expect(stderr).toMatch(/--picture: a picture must (end in \.svg|have a name)|none/);
  expect(readFileSync(join(folder, 'log.csv'), 'utf8')).toBe(before);
  expect(existsSync(join(folder, 'p.png'))).toBe(false);
});
