import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/errors.js';
import { offeredRemedy } from '../../src/cli/describe/remedies.js';
import { type Finished, couplet, emptyFolder } from '../support/couplet.js';

/**
 * As a hospital exports it: an id of the stay, steps from 1, no next state, and whether the patient died on every row.
 */
const EXPORT = `stay_id,bloc,cluster,action,reward,died,age
30001,1,3,0,0,0,55
30001,2,5,7,0,0,55
30001,3,4,24,100,0,55
30002,1,3,2,0,1,60
30002,2,4,24,-100,1,60
`;

let folder = '';
const run = (...args: readonly string[]): Finished => couplet(folder, args);
const json = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;

beforeEach(() => {
  folder = emptyFolder();
  cpSync(new URL('../fixtures/cases/clinical-export', import.meta.url), folder, { recursive: true });
  writeFileSync(join(folder, 'export.csv'), EXPORT);
});

describe('couplet describe', () => {
  it('understands an export, and supposes nothing unsaid', () => {
    const { code, stdout, stderr } = run('describe', 'export.csv');
    expect(code).toBe(0);
    expect(stdout).toContain('Columns: episode from stay_id, t from bloc, state from cluster, action, reward');
    expect(stdout).toContain('Not used: age');
    expect(stdout).toMatch(/^First episode, 30001$/m);
    expect(stdout).toMatch(/^ 2 +4 +24 +100 +not died$/m);
    expect(stdout).toMatch(/^episodes +2 with 5 steps/m);
    expect(stdout).toContain("the column 'died' tells how each run ended");
    expect(stderr).toContain('nothing is written yet - add --yes');
    expect(existsSync(join(folder, 'export.couplet.json'))).toBe(false);
  });

  it('writes with --yes what makes the next command right without a flag', () => {
    expect(run('describe', 'export.csv', '--yes').code).toBe(0);
    expect(json('export.couplet.json')).toMatchObject({
      columns: { episode: 'stay_id', t: 'bloc', state: 'cluster' },
      outcome: 'died',
    });
    expect(run('fit', 'export.csv', '--out', 'mdp.json').code).toBe(0);
    const {
      outcomes,
      nStates,
      couplet: made,
    } = json('mdp.json') as {
      outcomes: { name: string; reward: number }[];
      nStates: number;
      couplet: { inputs: Record<string, string>; options: Record<string, unknown> };
    };
    expect(nStates).toBe(8);
    expect(outcomes).toEqual([
      { name: 'ongoing', reward: 0 },
      { name: 'died', reward: -100 },
      { name: 'not died', reward: 100 },
    ]);
    expect(Object.keys(made.inputs)).toEqual(['export.csv', 'export.couplet.json']);
    const { stdout } = run('ope', 'export.csv', '--policy', 'behaviour', '--replicates', '50', '--json');
    const { estimates } = JSON.parse(stdout) as { estimates: { estimator: string; value: number }[] };
    expect(estimates.find(({ estimator }) => estimator === 'on-policy')?.value).toBe(0);
  });

  it('lets a flag go before the description', () => {
    run('describe', 'export.csv', '--yes');
    writeFileSync(join(folder, 'export.csv'), EXPORT.replace('reward', 'score'));
    expect(run('fit', 'export.csv', '--out', 'mdp.json').stderr).toContain("must have a column 'reward'");
    expect(run('fit', 'export.csv', '--column', 'reward=score', '--out', 'mdp.json').code).toBe(0);
    const without = run('fit', 'export.csv', '--log-description', 'none', '--out', 'mdp.json');
    expect(without.stderr).toContain("must have a column 'episode'");
  });

  it.each([
    ['gaps.csv', { numberSteps: true }],
    ['emptyreward.csv', { emptyReward: 0 }],
  ])('takes the remedy that the reader of %s offers, and says so', (file, option) => {
    const { stdout } = run('describe', file, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ description: option });
    expect((JSON.parse(stdout) as { supposed: string[] }).supposed).toHaveLength(1);
  });

  it('does not suppose how runs end', () => {
    const { code, stderr } = run('describe', 'noterm.csv', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('--ends terminated, or --ends truncated');
    expect(existsSync(join(folder, 'noterm.couplet.json'))).toBe(false);
    expect(run('describe', 'noterm.csv', '--ends', 'terminated', '--yes').code).toBe(0);
    expect(json('noterm.couplet.json')).toMatchObject({ missingEnds: 'terminated' });
  });

  it('says which numbers never come, as a log that counts from one has them', () => {
    expect(run('describe', 'onebased.csv').stdout).toContain('does the log count from one?');
  });

  it('refuses standard input, which cannot be read twice', () => {
    expect(couplet(folder, ['describe', '-'], EXPORT)).toMatchObject({ code: 2 });
  });
});

describe('offeredRemedy', () => {
  const fault = (remedy: string): DataError => new DataError(`log.csv:3: must be so, got not - say ${remedy}`);

  it('takes the flag as a word', () => {
    expect(offeredRemedy(fault('--number-states'), [])?.description).toEqual({ numberStates: true });
    expect(offeredRemedy(fault('--number-statesman'), [])).toBeUndefined();
    expect(offeredRemedy(fault('--ends terminated'), [])).toBeUndefined();
    expect(offeredRemedy(new Error('--number-states'), [])).toBeUndefined();
  });

  it('takes none twice', () => {
    const first = offeredRemedy(fault('--round 1e-4'), [])!;
    expect(first.description).toEqual({ rounding: 1e-4 });
    expect(offeredRemedy(fault('--round 1e-4'), [first])).toBeUndefined();
  });
});
