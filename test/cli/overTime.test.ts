import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPolicy, writePolicy } from '../../src/files/index.js';
import { repeated } from '../../src/mdp/overTime/repeated.js';
import { commandRun } from '../support/commandRun.js';
import { MADE, preparedFolder } from './options/prepared.js';

/** The log's episodes have at most so many steps. */
const HORIZON = 6;
const folder = await preparedFolder();

async function output(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await commandRun(folder, words);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet:/m) as string]);
  return stdout;
}

async function json(...words: string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await output(...words, '--json')) as Record<string, unknown>;
}

/** All numbers that a command reports with a policy, but for what hangs on its name, in order. */
function numbersIn(report: unknown): number[] {
  if (typeof report === 'number') return [report];
  if (typeof report !== 'object' || report === null) return [];
  return Object.entries(report)
    .filter(([key]) => !['couplet', 'verdict'].includes(key))
    .flatMap(([, value]) => numbersIn(value));
}

describe('a policy over time on the command line', () => {
  beforeAll(async () => {
    const { probability, nStates, nActions, discount } = await readPolicy(join(folder, 'target.json'));
    const target = { probability, nStates, nActions, discount: discount! };
    await writePolicy(join(folder, 'same.json'), repeated(target, HORIZON), MADE);
    await writePolicy(join(folder, 'long.json'), repeated(target, 20), MADE);
    await output('solve', 'mdp.json', '--horizon', '6', '--discount', '0.9', '--out', 'plan.json');
  });

  it.each([
    ['value', '--mdp', 'mdp.json', '--horizon', '6'],
    ['value', '--env', 'gridworld', '--set', 'width=3', '--set', 'height=2', '--horizon', '4', '--soften', '0.3'],
    ['evaluate', 'log.csv', '--mdp', 'mdp.json', '--replicates', '50', '--bounds', '--influence'],
    ['evaluate', 'log.csv', '--mdp', 'mdp.json', '--mechanism', 'independent', '--replicates', '50'],
    ['ope', 'log.csv', '--estimator', 'wis', '--estimator', 'dr', '--estimator', 'mis', '--replicates', '20'],
    ['ope', 'log.csv', '--mdp', 'mdp.json', '--estimator', 'cf', '--estimator', 'dm', '--replicates', '20'],
    ['ope', 'log.csv', '--behaviour', 'estimated', '--estimator', 'pdis', '--estimator', 'magic', '--interval', 'none'],
    ['select', 'log.csv', '--policy', 'other.json', '--replicates', '20'],
    ['compare', 'log.csv', '--mdp', 'mdp.json'],
    ['compare', 'log.csv', '--mdp', 'mdp.json', '--behaviour', 'same.json', '--no-bound'],
  ])('that does the same at every step gives the figures of the stationary one: %s %s %s %s %s', async (...words) => {
    const [same, own] = [numbersIn(await json(...words, '--policy', 'same.json')), numbersIn(await json(...words, '--policy', 'target.json'))]; // prettier-ignore
    expect(same.length).toBeGreaterThan(5);
    expect(same).toBeAllClose(own, { rtol: 1e-9, atol: 1e-9 });
  });

  it.each([
    ['--mdp', 'mdp.json'],
    ['--env', 'gridworld', '--set', 'width=3', '--set', 'height=2'],
  ])('that does the same at every step gives the same simulated bytes: %s %s', async (...where) => {
    const args = ['simulate', ...where, '--episodes', '50', '--horizon', '6', '--propensities', 'all', '--policy'];
    // The first line names the files.
    const [same, own] = [await output(...args, 'same.json'), await output(...args, 'target.json')].map((text) =>
      text.slice(text.indexOf('\n')),
    );
    expect(same).toBe(own);
  });

  it('is run to its end by default, and says so', async () => {
    const { value, horizon } = await json('value', '--mdp', 'mdp.json', '--policy', 'plan.json');
    const { solved } = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { solved: { value: number } };
    expect([horizon, value]).toEqual([6, solved.value]);
    expect((await json('value', '--mdp', 'mdp.json', '--policy', 'long.json')).horizon).toBe(20);
    const { stderr } = await commandRun(folder, ['value', '--mdp', 'mdp.json', '--policy', 'plan.json']);
    expect(stderr).toContain('policy plan.json, horizon 6, discount 0.9 (the policy)');
    await output('simulate', '--mdp', 'mdp.json', '--policy', 'plan.json', '--episodes', '4', '--out', 'six.jsonl');
    expect(JSON.parse(readFileSync(join(folder, 'six.jsonl'), 'utf8').split('\n')[0])).toMatchObject({
      couplet: { options: { horizon: 6 } },
    });
    // Its first steps.
    expect((await json('value', '--mdp', 'mdp.json', '--policy', 'plan.json', '--horizon', '2')).horizon).toBe(2);
  });

  it('is valued in fractions', async () => {
    writeFileSync(join(folder, 'same.csv'), 't,state,action\n0,0,1\n0,2,0\n1,0,0\n');
    const { exact } = await json('value', '--env', 'two-armed', '--policy', 'same.csv', '--exact');
    expect(exact).toMatchObject({ fraction: '3/4' });
  });

  it.each([
    [['value', '--mdp', 'mdp.json', '--policy', 'plan.json', '--horizon', '7'], 'value: a policy over 6 steps says nothing of later ones, got runs of 7 steps - take a horizon of at most 6'], // prettier-ignore
    [
      ['value', '--mdp', 'mdp.json', '--policy', 'plan.json', '--horizon', 'Infinity'],
      'got runs of any number of steps',
    ],
    [['simulate', '--mdp', 'mdp.json', '--policy', 'plan.json', '--horizon', '9'], 'simulate: a policy over 6 steps'],
    [['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json', '--horizon', '8'], 'a policy over 6 steps says nothing of later ones, got runs of 8 steps'], // prettier-ignore
    [['ope', 'log.csv', '--policy', 'plan.json', '--horizon', '8'], 'ope: a policy over 6 steps'],
    [['compare', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json', '--horizon', '8'], 'a policy over 6 steps says nothing of later ones, got runs of 8 steps'], // prettier-ignore
    [['compare', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--behaviour', 'plan.json', '--horizon', '8'], 'compare: behaviour: a policy over 6 steps says nothing of later ones, got runs of 8 steps'], // prettier-ignore
  ])('is refused beyond its steps: %j', async (words, message) => {
    const { code, stderr } = await commandRun(folder, words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message) as string]);
  });

  const STATIONARY =
    'plan.json: must be a stationary policy, got one over time, for 6 steps - find one with `couplet solve` without --horizon';
  it.each([
    ['effect', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json'],
    ['explain', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json'],
    ['train', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json', '--out', 'gadget.json'],
    ['ope', 'log.csv', '--policy', 'target.json', '--behaviour', 'plan.json'],
    ['value', '--mdp', 'mdp.json', '--policy', 'advice.json', '--behaviour', 'plan.json'],
  ])('is refused by name where a policy must be stationary: %s %s %s %s %s %s', async (...words) => {
    const { code, stderr } = await commandRun(folder, words);
    expect([code, stderr]).toEqual([1, expect.stringContaining(STATIONARY) as string]);
  });

  it.each([
    [['value', '--mdp', 'worst.json', '--policy', 'plan.json', '--gamma', '2'], '--gamma: takes a stationary policy, got plan.json, one over time, for 6 steps - leave out --gamma'], // prettier-ignore
    [['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json', '--score', 'value', '--mechanism', 'reward-cdf'], '--score value: takes a stationary policy, got the target policy, one over time'], // prettier-ignore
    [['compare', 'log.csv', '--mdp', 'mdp.json', '--policy', 'plan.json', '--score', 'value'], '--score value: takes a stationary policy, got the target policy, one over time'], // prettier-ignore
    [['ope', 'log.csv', '--policy', 'plan.json', '--estimator', 'dualdice'], 'dualdice: it needs a policy that does the same at every step'], // prettier-ignore
  ])('is refused by what looks ahead for ever: %j', async (words, message) => {
    await output('fit', 'log.csv', '--worst', '1', '--out', 'worst.json');
    const { code, stderr } = await commandRun(folder, words);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
  });
});
