import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, vi } from 'vitest';
import { type QueuePlan, planPath } from '../../../src/cli/queue/queuePlan.js';
import { runtime } from '../../../src/cli/reproduce/runtime.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { sha256OfFile } from '../../../src/files/index.js';
import { redisNote, redisServer, withoutRedis } from '../../support/servers/redisServer.js';
import type { Given } from './given.js';
import { threadsAsked } from './inThisThread.js';
import { type See, optionTable } from './optionTable.js';

vi.mock('../../../src/cli/reproduce/trialPool.js', () => import('./inThisThread.js'));

const folder = emptyFolder();
const server = withoutRedis === undefined ? await redisServer() : undefined;
const MODULE = 'mine.mjs';
writeFileSync(join(folder, MODULE), 'export default {};\n');

/** A run whose trials are all done, so that a worker has only to find that out. */
async function plan(out: string, modules?: Omit<QueuePlan['modules'] & object, 'sha256'>): Promise<void> {
  await commandRun(
    folder,
    `benchmark --env model-win --estimator wis --interval none --episodes 5 --datasets 2 --out ${out}`.split(' '),
  );
  const trials = ['n-5-set-0', 'n-5-set-1'].map(
    (name) =>
      JSON.parse(readFileSync(join(folder, out, 'trials', `${name}.json`), 'utf8')) as Omit<QueuePlan, 'trials'> & {
        trial: QueuePlan['trials'][number];
      },
  );
  const [{ experiment, specification, couplet }] = trials;
  const sha256 = { [MODULE]: await sha256OfFile(join(folder, MODULE)) };
  const whole: QueuePlan = {
    ...{ queue: out, experiment, specification, couplet, runtime: runtime(), mixed: false },
    trials: trials.map(({ trial }) => trial),
    modules: modules && { ...modules, sha256 },
  };
  writeFileSync(planPath(join(folder, out)), JSON.stringify(whole));
}

if (server) {
  await plan('kept');
  await plan('other');
  await plan('coded', { env: 'model-win', estimators: [MODULE] });
}

afterAll(() => server?.kill());

const said: See = ({ code, stderr }) => [code, stderr];

describe.skipIf(!server)(`with a server${redisNote}`, () => {
  optionTable('worker', {
    folder,
    base: { redis: server?.url ?? '', out: 'kept' },
    see: said,
    library: ({ out }: Given) => [0, `0 of 2 trials of benchmark were run here, into ${String(out)}/trials\n`],
    rows: [
      {
        option: 'redis',
        value: 'redis://127.0.0.1:1',
        see: ({ code, stderr }) => [code, stderr.includes('must answer at redis://127.0.0.1:1')],
        expected: () => [1, true],
      },
      { option: 'out', value: 'other' },
      {
        option: 'workers',
        value: 2,
        beside: { workers: 1 },
        see: () => threadsAsked.at(-1),
        expected: () => 2,
      },
      { option: 'module', value: [MODULE], beside: { out: 'coded' } },
    ],
  });
});
