import type { CommandModule } from 'yargs';
import { createRng } from '../../core/random/rng.js';
import { PERMUTATIONS, checkStates as testStates } from '../../honest/checkStates/checkStates.js';
import { stateFindings } from '../../honest/checkStates/stateFindings.js';
import { logFile, logOptions, shared } from '../arguments/options.js';
import { defineCommand } from '../arguments/command.js';
import { checkedStates } from '../honest/checkedStates.js';
import { stateCheckText } from '../honest/stateCheckReport.js';
import { loadLog } from '../input/loadLog.js';
import { withProgress } from '../output/progressBar.js';
import { StateTestsPicture } from '../pictures/StateTestsPicture.js';
import { writePicture } from '../pictures/svg/writePicture.js';
import { print, printJson } from '../say.js';

export const checkStates: CommandModule = defineCommand(
  'check-states',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        space: { type: 'string', describe: "state space to test (default: the log's own)" },
        permutations: {
          type: 'number',
          default: PERMUTATIONS,
          describe: 'permutations of each test: its p is at least 1 / (permutations + 1)',
        },
        seed: shared.seed,
        json: shared.json,
        picture: shared.picture,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet check-states log.csv --space projected', 'before a model is fitted to these states'),
  async (args, { provenance }) => {
    const { permutations, seed } = args;
    const loaded = await loadLog(args.log, args);
    const { log, ends } = checkedStates(loaded, args.space);
    const check = withProgress('testing', (progress) =>
      testStates(createRng(seed), log, { permutations, progress, ...(ends && { ends }) }),
    );
    const findings = stateFindings(check);
    if (args.picture !== undefined)
      await writePicture(args.picture, StateTestsPicture({ check, findings }), await provenance());
    if (args.json) {
      const { nStates, nActions, source } = log;
      printJson({ ...check, findings, nStates, nActions, source, couplet: await provenance() });
    } else print(stateCheckText(log, loaded.env, check));
  },
);
