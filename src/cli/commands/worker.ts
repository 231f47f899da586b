import type { CommandModule } from 'yargs';
import { setTimeout as wait } from 'node:timers/promises';
import { defineCommand } from '../arguments/command.js';
import { redisOption } from '../arguments/options.js';
import { connectRedis } from '../queue/connectRedis.js';
import { planPath, readPlan } from '../queue/queuePlan.js';
import { workOnPlan } from '../queue/workOnPlan.js';
import { say } from '../say.js';
import { exitCodeOf, stopWhenAsked } from '../signals.js';

/** Milliseconds between two looks for a plan. */
const POLL = 500;

export const worker: CommandModule = defineCommand(
  'worker',
  (argv) =>
    argv
      .options({
        redis: { ...redisOption, demandOption: true },
        out: {
          type: 'string',
          demandOption: true,
          describe: 'the folder that the run has for --out, as it is called here',
        },
        workers: {
          type: 'number',
          describe: 'trials that run here at once (default: one a core; one alone where time is measured)',
        },
        module: {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe:
            'file of code of your own that the run uses, which is run: the same as where the run was started; may be given more than once',
        },
      })
      .example('couplet worker --redis redis://queue.internal:6379 --out /shared/table-1', '')
      .example('couplet worker --redis rediss://queue.internal:6379 --out results --workers 4', 'by TLS'),
  async ({ redis, out, workers, module: files }) => {
    const { client, end } = await connectRedis(redis);
    const stop = new AbortController();
    const stopped = stopWhenAsked(() => {
      stop.abort();
    }, 'trials under way are being ended');
    try {
      let waiting = false;
      for (let done = false; !done && !stop.signal.aborted;) {
        const plan = await readPlan(out);
        if (plan) done = await workOnPlan({ client, folder: out, plan, workers, files, signal: stop.signal });
        else {
          if (!waiting) say(`waiting for a run: ${planPath(out)} is not there yet`);
          waiting = true;
          await wait(POLL);
        }
      }
    } finally {
      end();
    }
    const signal = stopped();
    if (signal) process.exitCode = exitCodeOf(signal);
  },
);
