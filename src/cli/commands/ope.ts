import type { CommandModule } from 'yargs';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { aggregateJson, aggregateText } from '../aggregates/aggregateReport.js';
import { type AggregatesOpeArguments, evaluateAggregates } from '../aggregates/evaluateAggregates.js';
import { ArgumentError } from '../../core/errors.js';
import { type CommandContext, defineCommand } from '../arguments/command.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { learnedFrom } from '../input/learnedFrom.js';
import { loadLog } from '../input/loadLog.js';
import { resolveEstimators } from '../input/resolveEstimators.js';
import { modelStanding } from '../ope/modelStanding.js';
import { learnOptions, learnedName, learner, placeholder, withLearned } from '../ope/learnedInFolds.js';
import { evaluateLearned, evaluatePolicy } from '../ope/evaluatePolicy.js';
import { opeOptions } from '../ope/options.js';
import { opeProblem } from '../ope/opeProblem.js';
import { opeJson, opeRows, opeText } from '../ope/opeReport.js';
import { truthsOf } from '../ope/truthsOf.js';
import { verdictsText } from '../honest/namedVerdict.js';
import { opeVerdicts } from '../honest/opeVerdicts.js';
import { checkStatesOption, statesTester } from '../honest/testedStates.js';
import { learnedFromText } from '../output/notes/learnedFromText.js';
import { unsaidFragility } from '../output/notes/measuredFragility.js';
import { percent } from '../output/table.js';
import { askedRefit } from '../refit/modelRefit.js';
import { demandedLog, optionalLogFile } from '../arguments/optionalLog.js';
import { shared } from '../arguments/options.js';
import { print, printJson } from '../say.js';

/** Each policy is judged by others than it was learned from. */
const NOT_LEARNED = { model: false, policy: false };

export const ope: CommandModule = defineCommand(
  'ope',
  (argv) =>
    argv
      .positional('log', optionalLogFile)
      .options({
        aggregates: {
          type: 'string',
          array: true,
          nargs: 1,
          describe:
            'in place of a log, sums that `couplet aggregate` made of one with this --policy: a file, or several as a*.parquet, added up; may be given more than once',
        },
        policy: { type: 'string', describe: 'target policy, or advice: a file or a name' },
        learn: {
          type: 'boolean',
          default: false,
          describe:
            'in place of --policy: learn one on all folds of the log but one (fit, then policy iteration) and judge it on that one, in turn',
        },
        ...learnOptions,
        ...opeOptions,
        ...checkStatesOption,
        influential: {
          type: 'number',
          default: 3,
          describe:
            'how many episodes to name, for each of wis, dr and cf, that move it most when left out; 0 for none',
        },
        out: { ...shared.out, describe: 'CSV file to write one row an estimator to' },
      })
      .example('couplet ope log.csv --policy target.json', 'every estimator that applies')
      .example('couplet ope log.csv --policy target.json --estimator wis --estimator dr --interval t', '')
      .example('couplet ope log.csv --policy target.json --estimator ./mine.mjs', 'an estimator of your own')
      .example('couplet ope log.csv --learn --folds 3 --space projected', 'a way to learn, by patients it did not see')
      .example('couplet ope log.csv --policy target.json --mdp mdp.json --refit', 'errors of the model are in it')
      .example("couplet ope --aggregates 'a*.parquet' --policy target.json", 'a log of any size, from its sums')
      .example('couplet ope log.csv --policy advice.json', 'advice, where the log has the probabilities of all actions')
      .example('couplet ope log.csv --policy target.json --interval betting-weights --return-range=-1,1', ''),
  async ({ log: given, aggregates, ...args }, { provenance, isGiven }) => {
    if (aggregates) {
      await fromAggregates({ ...args, aggregates, log: given }, isGiven('interval'), provenance);
      return;
    }
    const log = demandedLog('ope', given, '--aggregates');
    if (args.learn === (args.policy !== undefined))
      throw new ArgumentError(
        `ope: one of --policy and --learn is needed, got ${args.learn ? 'both' : 'neither'} - name a policy, or have one learned`,
      );
    const loaded = await loadLog(log, args);
    const policy = args.policy ?? learnedName(args);
    const asked = await opeProblem(loaded, args.policy ?? placeholder(loaded, args), args);
    const chosen = chosenDiscount(args.discount, [{ name: policy, policy: asked }]);
    const estimators = args.estimator && (await resolveEstimators(args.estimator));
    const learnt = args.learn
      ? evaluateLearned('resampling', asked, learner(loaded.env, args), { ...args, ...chosen, estimators })
      : undefined;
    const problem = learnt ? withLearned(asked, learnt.folds) : asked;
    const result =
      learnt?.result ??
      (await evaluatePolicy('resampling', asked, {
        ...{ ...args, ...chosen, estimators },
        refitted: askedRefit(loaded, asked.mdp, args),
      }));
    const truths = truthsOf(problem, result, estimators);
    // Each fold has a policy and a model of its own, of which no one figure tells.
    const standing = modelStanding(learnt ? undefined : problem, result);
    const states = statesTester(loaded, args)(problem.log);
    const verdicts = opeVerdicts(result, { standing, states, truths, asked: estimators });
    const source = await provenance({
      discount: result.discount,
      horizon: result.horizon,
      behaviour: args.behaviour ?? result.behaviour,
    });
    if (args.out !== undefined) await atomicWrite(args.out, opeRows(source, result, truths));
    const learned = args.learn ? NOT_LEARNED : await learnedFrom(log, { mdp: args.mdp, policy });
    if (args.json)
      printJson({
        verdict: verdicts,
        learnedFromThisLog: learned,
        ...opeJson(policy, result, truths, chosen),
        ...(standing.fragility && { fragility: standing.fragility }),
        couplet: source,
      });
    else {
      const { atMostTwice } = result.diagnostics.thinSupport;
      const text = learnedFromText(
        learned,
        { model: args.mdp, policy },
        `${percent(atMostTwice)} of the policy's runs take an action that the log has at most twice in that state.`,
      );
      const unsaid = unsaidFragility(standing.fragility, verdicts, 'Of dm and cf: ');
      print(
        `${verdictsText(verdicts)}${text === undefined ? '' : `${text}\n\n`}${opeText(policy, result, truths, chosen)}${unsaid && `\n${unsaid}`}`,
        args.out === '-',
      );
    }
  },
);

/** Sums have no episodes, so that blocks of them are drawn unless another interval is named. */
async function fromAggregates(
  {
    log,
    policy,
    out,
    json,
    ...args
  }: Omit<AggregatesOpeArguments, 'policy'> & {
    readonly log: string | undefined;
    readonly policy?: string | undefined;
    readonly out?: string | undefined;
    readonly json: boolean;
  },
  intervalGiven: boolean,
  provenance: CommandContext['provenance'],
): Promise<void> {
  if (log !== undefined)
    throw new ArgumentError(
      `ope: one of a log and --aggregates is needed, got both - leave out ${log}, or --aggregates`,
    );
  if (policy === undefined)
    throw new ArgumentError('ope: --policy is needed, got none - name the one that the log was aggregated with');
  const interval = intervalGiven ? args.interval : 'block-bootstrap';
  const judged = await evaluateAggregates({ ...args, policy, interval });
  const { discount, horizon, behaviour } = judged.result;
  const source = await provenance({ interval, discount, horizon, behaviour });
  if (out !== undefined) await atomicWrite(out, opeRows(source, judged.result, judged.truths));
  if (json) printJson(aggregateJson(policy, judged, source));
  else print(aggregateText(policy, judged), out === '-');
}
