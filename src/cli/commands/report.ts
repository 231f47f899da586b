import type { CommandModule } from 'yargs';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { defineCommand } from '../arguments/command.js';
import {
  drawsOption,
  logFile,
  logOptions,
  partsOption,
  problemOptions,
  scoreOptions,
  shared,
  unmodelledOption,
} from '../arguments/options.js';
import { checkStatesOption } from '../honest/testedStates.js';
import { madeReport } from '../report/madeReport.js';
import { writtenPage } from '../report/writtenPage.js';

export const report: CommandModule = defineCommand(
  'report',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        mdp: problemOptions.mdp,
        policy: {
          type: 'string',
          array: true,
          nargs: 1,
          demandOption: true,
          describe: 'target policy: a name or a file, also one of your own (.mjs); may be given more than once',
        },
        mechanism: {
          type: 'string',
          array: true,
          nargs: 1,
          default: ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'] as string[],
          describe:
            'causal mechanism: a name, a gadget or a file of your own; may be given more than once, the first is in every figure',
        },
        behaviour: {
          type: 'string',
          describe:
            'behaviour policy, in place of any probabilities in the log: estimated (from the log), a file or a name; or logged (those probabilities; the default where there are any, else estimated)',
        },
        horizon: { ...shared.horizon, describe: "most steps of a run (default: the log's horizon)" },
        discount: shared.policyDiscount,
        draws: drawsOption,
        unmodelled: unmodelledOption,
        parts: partsOption,
        level: { type: 'number', default: 0.95, describe: 'two-sided level of the intervals' },
        replicates: { type: 'number', default: 2000, describe: 'bootstrap replicates' },
        out: { ...shared.out, demandOption: true, describe: 'HTML file to write' },
        seed: shared.seed,
        ...scoreOptions,
        ...checkStatesOption,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet report log.csv --mdp mdp.json --policy target.json --out report.html', '')
      .example(
        'couplet report log.csv --mdp mdp.json --policy a.json --policy b.json --mechanism gumbel-max --mechanism gadget.json --out report.html',
        'two policies side by side, with a learned mechanism',
      ),
  async (args, context) => {
    await atomicWrite(args.out, [await writtenPage(await madeReport(args, context))]);
  },
);
