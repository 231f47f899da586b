import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { defineCommand } from '../arguments/command.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { estimatedFromLog, learnedFrom } from '../input/learnedFrom.js';
import { loadLog } from '../input/loadLog.js';
import { resolveEstimators } from '../input/resolveEstimators.js';
import { opeVerdicts } from '../honest/opeVerdicts.js';
import { checkStatesOption, statesTester } from '../honest/testedStates.js';
import { evaluatePolicy } from '../ope/evaluatePolicy.js';
import { modelStanding } from '../ope/modelStanding.js';
import { opeOptions } from '../ope/options.js';
import { type OpeProblem, opeProblem } from '../ope/opeProblem.js';
import { BY_GAIN, type Candidate } from '../ope/rankings.js';
import { selectionJson, selectionText } from '../ope/selectionReport.js';
import { truthsOf } from '../ope/truthsOf.js';
import { askedRefit } from '../refit/modelRefit.js';
import { logFile, shared } from '../arguments/options.js';
import { SelectionPicture } from '../pictures/SelectionPicture.js';
import { writePicture } from '../pictures/svg/writePicture.js';
import { print, printJson } from '../say.js';

export const select: CommandModule = defineCommand(
  'select',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        policy: {
          type: 'string',
          array: true,
          nargs: 1,
          demandOption: true,
          describe: 'candidate policy: a file or a name; to be given more than once',
        },
        by: {
          choices: ['estimate', 'lower'] as const,
          describe:
            'rank by the estimate or by the lower end of its interval (default: lower; with --interval none: estimate)',
        },
        top: { type: 'number', default: 1, describe: 'how many of the best-ranked to judge, where the truth is known' },
        threshold: {
          type: 'number',
          describe: "value that a policy must reach to be accepted (default: the log's mean return)",
        },
        ...opeOptions,
        ...checkStatesOption,
        picture: shared.picture,
        estimator: {
          ...opeOptions.estimator,
          default: [BY_GAIN, 'wis', 'dm', 'dr', 'wdr'],
          describe:
            'estimator to rank by: a name (see `couplet list estimators`) or a file of your own; may be given more than once; cis ranks by the gain over the behaviour policy, and chooses',
        },
        level: {
          ...opeOptions.level,
          default: 0.9,
          describe: 'two-sided level of the intervals: .9 for lower ends that hold in 95 % of the logs',
        },
      })
      .example('couplet select log.csv --policy a.json --policy b.json', 'or keep the policy that wrote the log'),
  async (args, { provenance }) => {
    const by = args.by ?? (args.interval === 'none' ? 'estimate' : 'lower');
    if (args.by === 'lower' && args.interval === 'none')
      throw new ArgumentError('--by lower: an interval is needed, got none - leave out --interval none');
    const log = await loadLog(args.log, args);
    const estimators = await resolveEstimators(args.estimator);
    const candidates: Candidate[] = [];
    const problems: OpeProblem[] = [];
    for (const spec of args.policy) problems.push(await opeProblem(log, spec, args));
    const chosen = chosenDiscount(
      args.discount,
      problems.map((policy, c) => ({ name: args.policy[c], policy })),
    );
    const { discount } = chosen;
    const statesOf = statesTester(log, args);
    // All have the same model.
    const refitted = askedRefit(log, problems.at(0)?.mdp, args);
    for (const [c, problem] of problems.entries()) {
      const spec = args.policy[c];
      const asked = {
        ...{ ...args, discount, refitted, candidates: problems.length },
        estimators: [...estimators, 'on-policy'],
      };
      const result = await evaluatePolicy(`resampling for ${spec}`, problem, asked);
      const { horizon } = result;
      const learned = (await learnedFrom(args.log, { mdp: args.mdp, policy: spec })).policy || estimatedFromLog(spec);
      const truths = truthsOf(problem, result, estimators);
      candidates.push({
        policy: spec,
        learned,
        result,
        truths,
        verdicts: opeVerdicts(result, {
          standing: modelStanding(problem, result, true),
          ...{ states: statesOf(problem.log), truths, asked: estimators },
        }),
        behaviourTruth: problem.behaviourPolicy && problem.truth?.(problem.behaviourPolicy, horizon, discount),
      });
    }
    const { level, top, threshold } = args;
    const settings = { estimators, by, level, top, threshold, chosen } as const;
    const source = await provenance({ discount });
    if (args.picture !== undefined)
      await writePicture(args.picture, SelectionPicture({ candidates, settings }), source);
    if (args.json) {
      printJson({ ...selectionJson(candidates, settings), couplet: source });
    } else print(selectionText(candidates, settings));
  },
);
