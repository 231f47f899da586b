import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();

function ok(...args: string[]): string {
  const { code, stdout, stderr } = couplet(folder, args);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet:/m) as string]);
  return stdout;
}

/** What a command prints as data, without what says how it was asked. */
function figures(...args: string[]): Record<string, unknown> {
  const printed = JSON.parse(ok(...args, '--json')) as Record<string, unknown>;
  return { ...printed, couplet: undefined };
}

beforeAll(() => {
  ok('simulate', '--env', 'sepsis', '--policy', 'physician', '--episodes', '60', '--horizon', '10', '--out', 'log.csv');
  ok('fit', 'log.csv', '--space', 'projected', '--out', 'mdp.json');
  ok('solve', 'mdp.json', '--out', 'solved.json');
  const solved = JSON.parse(readFileSync(join(folder, 'solved.json'), 'utf8')) as object;
  for (const discount of [0.5, 0.9])
    writeFileSync(join(folder, `at-${discount}.json`), JSON.stringify({ ...solved, discount }));
}, 60_000);

const commands: readonly (readonly string[])[] = [
  ['evaluate', 'log.csv', '--mdp', 'mdp.json'],
  ['value', '--mdp', 'mdp.json'],
  ['compare', 'log.csv', '--mdp', 'mdp.json', '--no-bound'],
  ['ope', 'log.csv', '--interval', 'none', '--estimator', 'dm'],
  ['select', 'log.csv', '--interval', 'none', '--estimator', 'dm', '--policy', 'uniform'],
];

describe('the discount of a value', { timeout: 60_000 }, () => {
  it.each(commands)("of couplet %s is the policy's, which --discount beats", (...command) => {
    const asked = (...options: string[]): Record<string, unknown> =>
      figures(...command, '--policy', 'at-0.5.json', ...options);
    const [own, given, other] = [asked(), asked('--discount', '0.5'), asked('--discount', '1')];
    expect(own).toEqual({ ...given, discountFrom: 'the policy' });
    expect(other).toMatchObject({ discount: 1, discountFrom: '--discount' });
    expect({ ...other, discount: 0.5 }).not.toEqual(given);
    const { stdout, stderr } = couplet(folder, [...command, '--policy', 'at-0.5.json']);
    // `value` prints what it values on the other stream.
    expect((command[0] === 'value' ? stderr : stdout).split('\n')).toContainEqual(
      expect.stringContaining('discount 0.5 (the policy)'),
    );
  });

  it('is 1 where no file says', () => {
    expect(ok('ope', 'log.csv', '--interval', 'none', '--estimator', 'is', '--policy', 'uniform')).toContain(
      'discount 1 (default)',
    );
  });

  it('is asked for where policies differ in it', () => {
    const args = ['select', 'log.csv', '--policy', 'at-0.5.json', '--policy', 'at-0.9.json', '--interval', 'none'];
    const { code, stderr } = couplet(folder, args);
    expect([code, stderr]).toEqual([2, expect.stringContaining('at-0.5.json was found at 0.5, at-0.9.json at 0.9')]);
    expect(ok(...args, '--discount', '1')).toContain('discount 1 (--discount)');
  });
});
