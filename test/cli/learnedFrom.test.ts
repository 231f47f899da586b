import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { commandRun } from '../support/commandRun.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();
/** What a command prints; `report` is what stands below the verdicts. */
const run = async (...words: string[]): Promise<{ stdout: string; report: string; stderr: string }> => {
  const { code, stdout, stderr } = await commandRun(folder, words);
  expect(code, stderr).toBe(0);
  return { stdout, report: stdout.slice(stdout.indexOf('\n\n') + 2), stderr };
};

/**
 * Stays of up to 5 steps over 150 states and 10 actions, all of them drawn at random: 2 in 3 end well, whatever is
 * done, so that no policy is worth more than another, and most pairs are seen once or twice.
 */
function randomLog(seed: number): string {
  const rng = createRng(seed);
  const oneOf = (n: number): number => Math.floor(n * rng.uniform());
  const lines = ['episode,t,state,action,reward,next_state,terminated'];
  for (let e = 0; e < 700; e++) {
    let s = oneOf(150);
    for (let t = 0; t < 5; t++) {
      const ends = t === 4 || rng.uniform() < 0.2;
      const [won, next] = [rng.uniform() < 2 / 3, oneOf(150)];
      lines.push(
        [e, t, s, oneOf(10), ends ? (won ? 100 : -100) : 0, ends ? (won ? 151 : 150) : next, Number(ends)].join(),
      );
      if (ends) break;
      s = next;
    }
  }
  return `${lines.join('\n')}\n`;
}

const ENDS = ['--states', '152', '--end', 'lost=150', '--end', 'won=151'];
const evaluated = ['--mdp', 'mdp.json', '--replicates', '20', '--policy', 'target.json'];
const withPolicy = (name: string): string[] => [...evaluated.slice(0, -1), name];

beforeAll(async () => {
  writeFileSync(join(folder, 'log.csv'), randomLog(1));
  writeFileSync(join(folder, 'fresh.csv'), randomLog(2));
  await run('fit', 'log.csv', ...ENDS, '--out', 'mdp.json');
  await run('solve', 'mdp.json', '--out', 'target.json');
  // As an earlier version wrote it: the model's hash, and no word of the log's.
  const { couplet, ...policy } = JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8')) as {
    couplet: Record<string, unknown>;
  };
  expect(Object.keys(couplet.origins as object)).toEqual(['log.csv']);
  const { origins, ...earlier } = couplet;
  expect(origins).toBeDefined();
  writeFileSync(join(folder, 'earlier.json'), JSON.stringify({ couplet: earlier, ...policy }));
});

describe('a policy that is judged on the log it was learned from', () => {
  it('is said to be, before the figures that promise too much', async () => {
    const { report: stdout } = await run('evaluate', 'log.csv', ...evaluated, ...ENDS);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(
      'Model mdp.json and policy target.json were learned from this very log: what came out well by luck was chosen for it, and comes out well again.',
    );
    const [, share] = /^(\d+) % of the counterfactual steps rest on pairs that the model has at most twice\.$/.exec(
      lines[1],
    )!;
    expect(Number(share)).toBeGreaterThan(25);
    expect(lines[2]).toBe('Learn from one part of the log and judge on another.');
    // A third of all stays end badly, whatever is done; the promise is that nearly none do.
    const [, promised] = /counterfactual return +(\S+)/.exec(stdout)!;
    expect(Number(promised)).toBeGreaterThan(80);
  });

  it('is told apart from one that is judged on a fresh log', async () => {
    const { report: stdout, stderr } = await run('evaluate', 'fresh.csv', ...evaluated, ...ENDS);
    expect(stdout).toMatch(/^What if policy target\.json had acted\?/);
    expect(stderr).toMatch(
      /logged steps, in \d+ of 700 episodes, are transitions that the model gives probability 0: each counts as one more case/,
    );
    const json = await run('evaluate', 'log.csv', ...evaluated, ...ENDS, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ learnedFromThisLog: { model: true, policy: true } });
  });

  it('is known by its model where its own file does not go back to the log', async () => {
    const { report: stdout } = await run('evaluate', 'log.csv', ...withPolicy('earlier.json'), ...ENDS);
    expect(stdout).toMatch(/^Model mdp\.json and policy earlier\.json were learned from this very log/);
  });

  it('leaves a model alone that was learned from the log, and no policy', async () => {
    const { report: stdout } = await run('evaluate', 'log.csv', ...withPolicy('uniform'), ...ENDS);
    expect(stdout).toMatch(
      /^Model mdp\.json was learned from this very log: the luck of its patients is in its promises, too\.\n/,
    );
  });

  it('is said to be where the log is a part of the one it was learned from, and not where it is the other part', async () => {
    await run('split', 'log.csv', ...ENDS, '--learn', 'learn.csv', '--judge', 'judge.csv');
    const { report: stdout } = await run('evaluate', 'judge.csv', ...evaluated, ...ENDS);
    expect(stdout).toMatch(
      /^Model mdp\.json and policy target\.json were learned from a log that this one is a part of: /,
    );
    await run('fit', 'learn.csv', ...ENDS, '--out', 'half.json');
    await run('solve', 'half.json', '--out', 'half-target.json');
    const half = ['--mdp', 'half.json', '--policy', 'half-target.json', '--replicates', '20'];
    const held = await run('evaluate', 'judge.csv', ...half, ...ENDS);
    expect(held.report).toMatch(/^What if policy half-target\.json had acted\?/);
    const json = await run('evaluate', 'judge.csv', ...evaluated, ...ENDS, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ learnedFromThisLog: { model: true, policy: true, part: true } });
  });

  it('is said to be by ope, without its model', async () => {
    const asked = ['--policy', 'target.json', '--estimator', 'dm', '--interval', 'none'];
    const { report } = await run('ope', 'log.csv', ...asked, ...ENDS);
    const lines = report.split('\n');
    expect(lines[0]).toBe(
      'Policy target.json was learned from this very log: what came out well by luck was chosen for it, and comes out well again.',
    );
    expect(lines[1]).toMatch(
      /^\d+ % of the policy's runs take an action that the log has at most twice in that state\.$/,
    );
    const fresh = await run('ope', 'fresh.csv', ...asked, ...ENDS);
    expect(fresh.report).toMatch(/^Value of policy/);
    const json = await run('ope', 'log.csv', ...asked, ...ENDS, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ learnedFromThisLog: { model: false, policy: true } });
  });
});
