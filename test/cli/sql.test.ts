import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { softened } from '../../policies/softened.js';
import { createRng } from '../../src/core/random/rng.js';
import { writePolicy, writeTrajectories } from '../../src/files/index.js';
import { provenance } from '../../src/files/provenance.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { type CommandRun, commandRun } from '../support/commandRun.js';
import { eachDatabase } from '../support/databases/eachDatabase.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();
const made = provenance('test');
const grid = createEnv('gridworld', { width: 3, height: 2 });
const { nStates, nActions, probability } = softened(createPolicy('optimal', grid.exactModel!()), 0.2);
const target = { nStates, nActions, probability };
const behaviour = softened(target, 0.5);
const log = { ...simulate(createRng(5), grid, behaviour, { episodes: 1500, horizon: 6 }), source: {} };
await writeTrajectories(join(folder, 'log.csv'), log, made);
await writePolicy(join(folder, 'target.json'), target, made);

const run = async (line: string): Promise<CommandRun> => commandRun(folder, line.split(' '));
const json = async (line: string): Promise<Record<string, unknown>> => {
  const { stdout, stderr, code } = await run(`${line} --json`);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return JSON.parse(stdout) as Record<string, unknown>;
};

interface Estimated {
  readonly estimates: readonly { readonly estimator: string; readonly value: number }[];
}

eachDatabase((dialect, database) => {
  /** Prints a query, has it answered, and saves what comes. */
  const answered = async (line: string, file = 'answer.csv'): Promise<void> => {
    const { code, stdout, stderr } = await run(`sql ${line} --dialect ${dialect.name}`);
    expect([code, stderr]).toEqual([0, '']);
    writeFileSync(join(folder, file), await database().csv(stdout.replaceAll(/^--.*\n/gm, '').replace(/;\n$/, '')));
  };

  it('gives the model and the estimates of the log itself', async () => {
    await database().load('log', log);
    await answered('fit --table log');
    const [own, counted] = [await run('fit log.csv'), await run('fit --counts answer.csv')];
    const parts = (text: string): Record<string, unknown> => ({ ...(JSON.parse(text) as object), couplet: undefined });
    expect(parts(counted.stdout)).toEqual(parts(own.stdout));
    for (const kind of ['logged', 'estimated']) {
      await answered(`ope --table log --policy target.json --horizon 6 --discount 0.9 --behaviour ${kind}`);
      const names = '--estimator is --estimator wis --estimator pdis --estimator wpdis --estimator mis --estimator dm';
      const asked = `--policy target.json ${names} --interval none`;
      const whole = await json(`ope log.csv ${asked} --horizon 6 --discount 0.9 --behaviour ${kind}`);
      const sums = await json(`ope --aggregates answer.csv ${asked}`);
      const values = ({ estimates }: Estimated): number[] => estimates.map(({ value }) => value);
      expect(values(sums as unknown as Estimated)).toBeAllClose(values(whole as unknown as Estimated), {
        rtol: 1e-12,
        atol: 1e-12,
      });
    }
  });

  it('says what was withheld', async () => {
    await answered('ope --table log --policy target.json --least 90 --blocks 16');
    const { code, stderr } = await run('ope --aggregates answer.csv --policy target.json');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^warning: rows of fewer than 90 episodes were withheld: \d+ of part 'block' with \d+ episodes, .*; fewer --blocks in couplet sql withhold less\.$/m,
    );
    await answered('fit --table log --least 10');
    const fitted = await run('fit --counts answer.csv');
    expect(fitted.stderr).toMatch(/^warning: rows of fewer than 10 episodes were withheld: \d+ of part 'count'/m);
    expect(fitted.stderr).not.toContain('--blocks');
  });

  it('refuses the sums of a log that is not whole', async () => {
    await database().run('create table broken as select * from log');
    await database().run(`delete from broken where episode = '3' and t = 0`);
    await answered('fit --table broken');
    const { code, stderr } = await run('fit --counts answer.csv');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'answer.csv: the log that it sums up must be whole, but the database found 1 episodes whose steps are not numbered t = 0, 1, 2',
    );
  });
});
