import { basename } from 'node:path';
import type { CommandModule } from 'yargs';
import { once } from '../../core/once.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { UNRELIABLE, WEAK } from '../../honest/verdict/thresholds.js';
import { buildReport } from '../../report/buildReport.js';
import { endLevels, observedOnly } from '../../report/observedOnly.js';
import { reportScore } from '../../report/reportScore.js';
import { reportWords } from '../../report/reportWords.js';
import { sampledReport } from '../../report/sampledReport.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
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
import { checkStatesOption, statesTester, testedStates } from '../honest/testedStates.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { loadLogInModel } from '../input/loadProblem.js';
import { warnOfCutRuns } from '../output/notes/warnOfCutRuns.js';
import { withProgress } from '../output/progressBar.js';
import { withNamedParts } from '../report/namedParts.js';
import { refuseAdvice, refuseScore } from '../report/refused.js';
import { reportedMechanisms } from '../report/reportedMechanisms.js';
import { judgedPolicy, reportedPolicies } from '../report/reportedPolicies.js';
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
  async (args, { provenance, commandLine }) => {
    await refuseAdvice(args);
    const loaded = await loadLogInModel(args);
    const { log, recorded, env } = loaded;
    const mdp = withNamedParts(loaded);
    const policies = await reportedPolicies(args, loaded);
    refuseScore(args, policies);
    const chosen = chosenDiscount(
      args.discount,
      policies.map(({ spec: name, policy }) => ({ name, policy })),
    );
    const score = { name: args.score, discount: args.scoreDiscount };
    const mechanisms = await reportedMechanisms(args, reportScore({ score }, mdp, policies[0].policy));
    // `ope` tests the states by how runs ended as recorded, `evaluate` by how the model tells it.
    const states = {
      ope: statesTester(recorded, args),
      evaluate: once(() => testedStates(log, args, observedOutcomes(log, mdp.outcomes, mdp.outcome))),
    };
    const judged = [];
    for (const one of policies) judged.push(await judgedPolicy(one, loaded, args, { chosen, states }));
    const { horizon, discount } = judged[0].ope;
    warnOfCutRuns(log, horizon);
    const { version, inputs = {} } = await provenance({ discount, horizon });
    const { seed, level, replicates, unmodelled } = args;
    const whole = buildReport({
      about: {
        ...{ version, command: commandLine({ out: 'report.html' }), inputs, seed },
        ...{ horizon, discount, level, replicates, unmodelled, score },
        ...{ logName: basename(args.log), modelName: basename(args.mdp), ...(env && { env: env.name }) },
        ...{ thresholds: { unreliable: UNRELIABLE, weak: WEAK }, notes: [] },
      },
      words: reportWords(log, mdp, env),
      ...{ log, mdp, mechanisms, policies: judged },
      observedOnly: observedOnly(recorded.log, env, mdp),
      endLevels: endLevels(recorded.log, env, mdp),
      watched: withProgress,
    });
    await atomicWrite(args.out, [await writtenPage(sampledReport(whole))]);
  },
);
