import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();
const cases = join(import.meta.dirname, '../fixtures/cases');
const log = join(cases, 'unseen/log.csv');

function run(...args: string[]): { stdout: string; stderr: string } {
  const { code, stdout, stderr } = couplet(folder, args);
  expect(stderr).not.toMatch(/^couplet:/m);
  expect(code).toBe(0);
  return { stdout, stderr };
}

const json = (...args: string[]): Record<string, number> =>
  JSON.parse(run(...args, '--json').stdout) as Record<string, number>;
const actionsIn = (file: string): number[] =>
  (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { action: number[] }).action;

describe('pairs that the log never tried', () => {
  beforeAll(() => {
    // What the log does not say pays nothing here, so that doing what was never tried is worth it.
    run('fit', log, '--reward', '1=0', '--reward', '2=0', '--out', 'mdp.json');
  });

  it('lead where fit says, which it says', () => {
    expect(run('fit', log, '--out', 'said.json').stderr).toContain(
      'pairs never tried: stay in their state (--unseen self)',
    );
    const uniform = run('fit', log, '--unseen', 'uniform', '--reward', '0=0', '--reward', '3=0', '--out', 'said.json');
    expect(uniform.stderr).toContain('pairs never tried: lead to all states alike (--unseen uniform)');
    expect(run('fit', log, '--prior', '1', '--out', 'said.json').stderr).toContain(
      'states in which nothing was tried: stay in their state (--unseen self)',
    );
    const all = ['--prior', '1', '--prior-support', 'all', '--reward', '0=0', '--out', 'said.json'];
    expect(run('fit', log, ...all).stderr).not.toContain(' tried:');
    expect(JSON.parse(readFileSync(join(folder, 'mdp.json'), 'utf8'))).toMatchObject({
      couplet: { options: { unseen: 'self' } },
    });
  });

  it('are chosen only if allowed', () => {
    const seen = json('solve', 'mdp.json', '--out', 'seen.json');
    const allowed = json('solve', 'mdp.json', '--unseen-actions', 'allow', '--out', 'allowed.json');
    expect(allowed.value - seen.value).toBeGreaterThan(0.5);
    expect(json('value', '--mdp', 'mdp.json', '--policy', 'seen.json')).toMatchObject({ unseen: { share: 0 } });
    const { unseen } = json('value', '--mdp', 'mdp.json', '--policy', 'allowed.json') as unknown as {
      unseen: { share: number; pairs: object[] };
    };
    expect(unseen.share).toBeGreaterThan(0.9);
    expect(unseen.pairs[0]).toMatchObject({ state: 1, action: 2 });
  });

  it('pay what entering their state pays, unless told otherwise', () => {
    run('fit', log, '--out', 'paying.json');
    const seen = json('solve', 'paying.json', '--out', 'p.json');
    const allowed = json('solve', 'paying.json', '--unseen-actions', 'allow', '--out', 'p.json');
    expect(allowed.value).toBeAllClose(seen.value);
  });

  it.each([
    ['value', '--mdp', 'mdp.json', '--policy', 'uniform'],
    ['evaluate', log, '--mdp', 'mdp.json', '--policy', 'uniform'],
    ['compare', log, '--mdp', 'mdp.json', '--policy', 'uniform', '--mechanism', 'independent', '--no-bound'],
    ['effect', log, '--mdp', 'mdp.json', '--policy', 'uniform'],
  ])('are warned of by %s', (...args) => {
    expect(run(...args).stderr).toMatch(
      /warning: \d+ % of the policy's expected steps take an action that the log never tried in that state \(most, \d+ %, action 2 in state 1\)/,
    );
    expect(json(...args)).toHaveProperty('unseen.share');
  });

  it.each([
    ['value', '--mdp', 'once.json', '--policy', 'once-policy.json'],
    ['evaluate', 'once.csv', '--mdp', 'once.json', '--policy', 'once-policy.json'],
    ['compare', 'once.csv', '--mdp', 'once.json', '--policy', 'once-policy.json', '--no-bound'],
    ['effect', 'once.csv', '--mdp', 'once.json', '--policy', 'once-policy.json'],
  ])('but once, by luck, are warned of by %s', (...args) => {
    writeFileSync(join(folder, 'once.csv'), ONE_LUCKY_CASE);
    run('fit', 'once.csv', '--out', 'once.json');
    run('solve', 'once.json', '--out', 'once-policy.json');
    const { stderr } = run(...args);
    expect(stderr).toContain(
      "warning: 100 % of the policy's expected steps take an action that the log tried only once or twice in that state (most, 100 %, action 1 in state 0)",
    );
    expect(json(...args)).toMatchObject({ unseen: { share: 0, hardlySeen: { share: 1 } } });
    writeFileSync(join(folder, 'usual.json'), '[[1, 0], [1, 0], [1, 0]]');
    const usual = run(...args.map((arg) => (arg === 'once-policy.json' ? 'usual.json' : arg)));
    expect(usual.stderr).not.toContain('warning:');
  });

  it('of a log that counts from one: said by fit, and no action 0 is chosen', () => {
    const { stderr } = run('fit', join(cases, 'numbering/from-one.csv'), '--out', 'one.json');
    expect(stderr).toContain('note: state 0 is never seen: does the log count from one? --number-states');
    expect(stderr).toContain('note: action 0 is never seen: does the log count from one? --number-actions');
    const solved = run('solve', 'one.json', '--out', 'one-policy.json');
    expect(solved.stderr).toContain('note: state 0 had no action tried in the log');
    run('fit', join(cases, 'numbering/from-zero.csv'), '--out', 'zero.json');
    expect(run('solve', 'zero.json', '--out', 'zero-policy.json').stderr).not.toContain('note:');
    // States 4 and 5 are the ends.
    const fromOne = actionsIn('one-policy.json').slice(0, 4);
    expect(fromOne).not.toContain(0);
    expect(fromOne.slice(1).map((a) => a - 1)).toEqual(actionsIn('zero-policy.json').slice(0, 3));
  });

  it('whose reward nothing tells are asked for', () => {
    // State 0 of this log only starts runs.
    const untold = couplet(folder, ['fit', '-', '--unseen', 'uniform'], START_ONLY);
    expect([untold.code, untold.stderr]).toEqual([
      1,
      expect.stringContaining('give it for each with --reward 0=VALUE'),
    ]);
    const told = couplet(
      folder,
      ['fit', '-', '--unseen', 'uniform', '--reward', '0=-3', '--out', 'told.json'],
      START_ONLY,
    );
    expect(told.code).toBe(0);
    const stays = couplet(folder, ['fit', '-', '--out', 'stays.json'], START_ONLY);
    expect(stays.stderr).toContain('note: 1 pair that was never tried stays in its state and pays 0');
    const { code, stderr } = couplet(folder, ['fit', '-', '--reward', 'heaven=1'], START_ONLY);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--reward: must name a state, by label or by a number'),
    ]);
  });
});

const START_ONLY = `episode,t,state,action,reward,next_state,terminated
0,0,0,0,0,1,0
0,1,1,1,-1,2,1
1,0,0,0,0,1,0
1,1,1,0,1,2,1
`;

/** Action 0 often fails; action 1 was tried in one run, which went well. */
const ONE_LUCKY_CASE = [
  'episode,t,state,action,reward,next_state,terminated',
  ...Array.from({ length: 9 }, (_, e) => `${e},0,0,0,${e % 2},${1 + (e % 2)},1`),
  '9,0,0,1,1,2,1',
  '',
].join('\n');
