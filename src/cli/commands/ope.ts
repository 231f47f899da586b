import type { CommandModule } from 'yargs';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { defineCommand } from '../arguments/command.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { learnedFrom } from '../input/learnedFrom.js';
import { loadLog } from '../input/loadLog.js';
import { resolveEstimators } from '../input/resolveEstimators.js';
import { evaluatePolicy } from '../ope/evaluatePolicy.js';
import { modelFragility } from '../ope/modelFragility.js';
import { opeOptions } from '../ope/options.js';
import { opeProblem } from '../ope/opeProblem.js';
import { opeJson, opeRows, opeText } from '../ope/opeReport.js';
import { truthsOf } from '../ope/truthsOf.js';
import { learnedFromText } from '../output/notes/learnedFromText.js';
import { percent } from '../output/table.js';
import { logFile, shared } from '../arguments/options.js';
import { print, printJson } from '../say.js';

export const ope: CommandModule = defineCommand(
  'ope',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        policy: { type: 'string', demandOption: true, describe: 'target policy, or advice: a file or a name' },
        ...opeOptions,
        out: { ...shared.out, describe: 'CSV file to write one row an estimator to' },
      })
      .example('couplet ope log.csv --policy target.json', 'every estimator that applies')
      .example('couplet ope log.csv --policy target.json --estimator wis --estimator dr --interval t', '')
      .example('couplet ope log.csv --policy target.json --estimator ./mine.mjs', 'an estimator of your own')
      .example('couplet ope log.csv --policy advice.json', 'advice, where the log has the probabilities of all actions')
      .example('couplet ope log.csv --policy target.json --interval betting-weights --return-range=-1,1', ''),
  async (args, { provenance }) => {
    const problem = await opeProblem(await loadLog(args.log, args), args.policy, args);
    const chosen = chosenDiscount(args.discount, [{ name: args.policy, policy: problem }]);
    const estimators = args.estimator && (await resolveEstimators(args.estimator));
    const result = await evaluatePolicy('resampling', problem, { ...args, ...chosen, estimators });
    const truths = truthsOf(problem, result, estimators);
    const fragile = modelFragility(problem, result);
    const source = await provenance({
      discount: result.discount,
      horizon: result.horizon,
      behaviour: args.behaviour ?? result.behaviour,
    });
    if (args.out !== undefined) await atomicWrite(args.out, opeRows(source, result, truths));
    const learned = await learnedFrom(args.log, args);
    if (args.json)
      printJson({
        learnedFromThisLog: learned,
        ...opeJson(args.policy, result, truths, chosen),
        ...(fragile && { fragility: fragile.data }),
        couplet: source,
      });
    else {
      const { atMostTwice } = result.diagnostics.thinSupport;
      const text = learnedFromText(
        learned,
        { model: args.mdp, policy: args.policy },
        `${percent(atMostTwice)} of the policy's runs take an action that the log has at most twice in that state.`,
      );
      print(
        `${text === undefined ? '' : `${text}\n\n`}${opeText(args.policy, result, truths, chosen)}${fragile ? `\nOf dm and cf: ${fragile.text}\n` : ''}`,
        args.out === '-',
      );
    }
  },
);
