import { expect, it } from 'vitest';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';

const words = ['value', '--env', 'chain', '--policy', 'uniform'];

it.each([
  [['--soften'], 'couplet value: Not enough arguments following: soften\nsee couplet value --help\n'],
  [['--horizon', '--json'], 'couplet value: Not enough arguments following: horizon\nsee couplet value --help\n'],
  [['--mdp'], 'couplet value: Not enough arguments following: mdp\nsee couplet value --help\n'],
  // As a shell leaves it of --mdp=$MODEL where nothing is in it: not standard input.
  [['--policy='], /^couplet: --policy: a value is needed, got none\n/],
])('refuses an option that lacks its value: %j', async (more, fault) => {
  const given = more[0].startsWith('--policy') ? words.slice(0, 3) : words;
  const { code, stdout, stderr } = await commandRun(emptyFolder(), [...given, ...more]);
  expect([code, stdout]).toEqual([2, '']);
  if (typeof fault === 'string') expect(stderr).toBe(fault);
  else expect(stderr).toMatch(fault);
});
