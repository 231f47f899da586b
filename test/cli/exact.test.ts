import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandRun } from '../support/commandRun.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();

/** Waiting earns .1 and stays with 2/3; cashing in earns the given and ends. */
const model = (cash: number): string =>
  JSON.stringify({
    nStates: 2,
    nActions: 2,
    rowStart: [0, 2, 3, 3, 3],
    nextState: [0, 1, 1],
    probability: [2 / 3, 1 / 3, 1],
    reward: [0.1, 0.1, cash],
    initial: [1, 0],
    terminal: [0, 1],
    outcomes: [
      { name: 'ongoing', reward: 0 },
      { name: 'ended', reward: 0 },
    ],
    outcome: [0, 1],
  });

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await commandRun(folder, [...args, '--json']);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^exact: /m) as string]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('--exact', { timeout: 60_000 }, () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'wait.json'), model(1 / 3));
    writeFileSync(join(folder, 'near.json'), model(0.30000000001));
  });

  it('solves in fractions, and says what it costs, how far the floating answer is off, and what is written', async () => {
    const args = ['solve', 'wait.json', '--exact', '--discount', '0.9', '--out', 'best.json'];
    const { value, exact, iterations, otherActions } = await json(...args);
    expect([exact, iterations, otherActions, value]).toEqual([
      { fraction: '1/3', decimal: '0.33333333333333333', roundingError: expect.any(Number) as number },
      1,
      0,
      1 / 3,
    ]);
    expect((await commandRun(folder, args)).stderr).toMatch(
      /^exact: 1 set of states that lead to each other, the largest of 1; less than a second\nexact policy iteration: 1 round from the answer in floating point, which takes the same actions; value 1\/3 = 0\.33333333333333333, floating point 1\.9e-17 below, at discount 0\.9; written to best\.json$/m,
    );
    expect(JSON.parse(readFileSync(join(folder, 'best.json'), 'utf8'))).toMatchObject({
      action: [1, 0],
      stateValue: [1 / 3, 0],
      exactStateValue: ['1/3', '0'],
    });
  });

  it('tells apart what floating point takes for a tie', async () => {
    // Waiting for ever is worth .3.
    const floating = await commandRun(folder, ['solve', 'near.json', '--discount', '1', '--out', 'tied.json']);
    expect(floating.code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'tied.json'), 'utf8'))).toMatchObject({ action: [0, 0] });
    expect(await json('solve', 'near.json', '--exact', '--discount', '1', '--out', 'best.json')).toMatchObject({
      exact: { fraction: '30000000001/100000000000' },
      otherActions: 1,
    });
  });

  it('plans in fractions', async () => {
    const planned = await json(
      'solve',
      'wait.json',
      '--exact',
      '--discount',
      '1',
      '--horizon',
      '2',
      '--soften',
      '0.5',
      '--out',
      'plan.json',
    );
    // Cashing in is best at both steps; softened, half of the runs wait: half of 1/3 and half of .1, twice and a third.
    expect(planned).toMatchObject({
      exactBest: { fraction: '1/3' },
      exact: { fraction: '13/45' },
      byStepsToGo: [
        { stepsToGo: 1, action: [1, 0] },
        { stepsToGo: 2, action: [1, 0] },
      ],
    });
  });

  it('values a policy in fractions, with and without a horizon', async () => {
    writeFileSync(join(folder, 'waits.json'), JSON.stringify({ nStates: 2, nActions: 2, action: [0, 0] }));
    const args = ['value', '--mdp', 'wait.json', '--policy', 'waits.json', '--exact'];
    expect((await json(...args, '--horizon', 'Infinity', '--discount', '1')).exact).toMatchObject({
      fraction: '3/10',
      decimal: '0.3',
      stateValue: ['3/10', '0'],
    });
    // 1 + 2/3 + 4/9 tenths.
    const { stdout, stderr } = await commandRun(folder, [...args, '--horizon', '3', '--discount', '1']);
    expect(stdout).toMatch(
      /^value 0\.21111\nexactly 19\/90 = 0\.21111111111111111, floating point \S+ (above|below)\nexpected length/,
    );
    expect(stderr).toMatch(/^exact: less than a second\n/);
    const { fraction } = (await json(...args, '--horizon', '200', '--discount', '1')).exact as { fraction: string };
    const [over, under] = fraction.split('/');
    expect((await commandRun(folder, [...args, '--horizon', '200', '--discount', '1'])).stdout).toMatch(
      new RegExp(
        `^exactly 0\\.3, a fraction of ${over.length} over ${under.length} digits \\(--json has it\\), floating`,
        'm',
      ),
    );
  });

  it('refuses what is not short, and a tolerance for ties', async () => {
    writeFileSync(join(folder, 'pi.json'), model(Math.PI));
    expect(await commandRun(folder, ['solve', 'pi.json', '--exact', '--out', 'best.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^couplet: solve: the reward of row \(state 0, action 1\) in state 1 must be a short number .* got 3\.14/m,
      ) as string,
    });
    expect(
      await commandRun(folder, ['solve', 'wait.json', '--exact', '--tie-tolerance', '0', '--out', 'best.json']),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--tie-tolerance: must have something to act on, got --exact') as string,
    });
  });
});
