import type { CommandModule } from 'yargs';
import { observedModel } from '../../counterfactual/chain/observedModel.js';
import { repeatsObserved } from '../../counterfactual/explain/checkRepeats.js';
import type { ExplainedLog } from '../../counterfactual/explain/explainLog.js';
import { actionInfluence } from '../../counterfactual/explain/influencedChanges.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { assumptions } from '../../mechanisms/bounds/registry.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { subset } from '../../trajectories/subset.js';
import { defineCommand } from '../arguments/command.js';
import {
  drawsOption,
  logFile,
  logOptions,
  problemOptions,
  scoreOptions,
  shared,
  unmodelledOption,
} from '../arguments/options.js';
import { chosenThreads, threadsOption } from '../arguments/threads.js';
import { chosenEpisode } from '../explain/chosenEpisode.js';
import { discountOf, explainOptions, explainedBy, policyAfter, sidesOf } from '../explain/explainArguments.js';
import { explainInThreads } from '../explain/explainInThreads.js';
import { explainedJson, patientJson } from '../explain/explainedJson.js';
import { explainedRows } from '../explain/explainedRows.js';
import { headingText } from '../explain/headingText.js';
import { limitsText } from '../explain/limitsText.js';
import { summarizeLog } from '../explain/logSummary.js';
import { logText } from '../explain/logText.js';
import { explainPatient } from '../explain/patient.js';
import { payOutcomes } from '../explain/payOutcomes.js';
import { patientText } from '../explain/patientText.js';
import { namedVerdicts } from '../../honest/verdict/namedVerdicts.js';
import { verdictsText } from '../honest/namedVerdict.js';
import { checkStatesOption, testedStates } from '../honest/testedStates.js';
import { learnedFrom } from '../input/learnedFrom.js';
import { loadLogInModel } from '../input/loadProblem.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { namedScore } from '../input/resolveScores.js';
import { labelsOfLog, wordsOfLog } from '../output/labelsOfLog.js';
import { learnedFromText } from '../output/notes/learnedFromText.js';
import { noteUnmodelled } from '../output/notes/noteUnmodelled.js';
import { withProgressOf } from '../output/progressBar.js';
import { print, printJson } from '../say.js';

export const explain: CommandModule = defineCommand(
  'explain',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        mdp: problemOptions.mdp,
        episode: { type: 'string', describe: 'the one patient to explain, by the id in the log (default: all)' },
        changes: {
          type: 'number',
          describe: 'most decisions to change (default: 5 for one patient, 3 for a log; with --fixed 3 and 1)',
        },
        fixed: {
          type: 'boolean',
          default: false,
          describe: 'changes that are the same however the patient is by then, at most 3',
        },
        mechanism: {
          type: 'string',
          default: 'gumbel-max',
          describe: 'causal mechanism: a name, or a file of your own',
        },
        guaranteed: {
          type: 'string',
          array: true,
          nargs: 1,
          choices: assumptions.map(({ name }) => name),
          default: ['none'] as string[],
          describe: 'what is assumed of the mechanism for the gain that is certain; may be given more than once',
        },
        policy: {
          type: 'string',
          describe:
            'policy that goes on after the log, to the horizon: a name or a file (default: runs end with the log)',
        },
        horizon: { ...shared.horizon, describe: "with --policy: most steps of a run (default: the log's horizon)" },
        good: {
          type: 'string',
          array: true,
          nargs: 1,
          describe: 'outcome that is good (default: those of the greatest reward); may be given more than once',
        },
        bad: {
          type: 'string',
          array: true,
          nargs: 1,
          describe: 'outcome that is bad (default: those of the least reward); may be given more than once',
        },
        'unseen-actions': {
          choices: ['seen', 'allow'] as const,
          default: 'seen' as const,
          describe: 'seen: changes only to actions that the log of a fitted model tried in the state; allow: to all',
        },
        'min-count': {
          type: 'number',
          describe: 'changes only to actions that the log of a fitted model tried in the state at least so often',
        },
        'influence-least': {
          type: 'number',
          describe:
            'changes only where what was observed decides at least this share of what follows them, from 0 to 1: about this patient, and not about anyone',
        },
        discount: shared.policyDiscount,
        ...scoreOptions,
        ...checkStatesOption,
        draws: drawsOption,
        unmodelled: unmodelledOption,
        top: { type: 'number', default: 5, describe: 'of a log: how many patients of largest gain to list' },
        out: { ...shared.out, describe: 'CSV file to write one row a patient to' },
        'spreadsheet-safe': {
          type: 'boolean',
          default: false,
          describe:
            'in the CSV file, a quote before ids and labels that a spreadsheet would run; they no longer join with the log',
        },
        threads: threadsOption,
        seed: shared.seed,
        json: shared.json,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet explain log.csv --mdp mdp.json', 'which decisions would have saved those who died')
      .example('couplet explain log.csv --mdp mdp.json --episode 516', 'one patient')
      .example('couplet explain log.csv --mdp mdp.json --min-count 10', 'by what the log has often enough'),
  async (args, { provenance }) => {
    const { env, ...loaded } = await loadLogInModel(args);
    const { mdp, log } = payOutcomes(loaded, sidesOf(args));
    const policy = await policyAfter(args, { mdp, log });
    const { score, scoreDiscount, draws, seed, spreadsheetSafe } = args;
    const setting = { context: { score: namedScore(score, { mdp, policy, scoreDiscount }) }, draws, seed };
    const mechanism = await resolveMechanism(args.mechanism, setting);
    const chosen = discountOf(args, policy);
    const { discount } = chosen;
    const one = args.episode === undefined ? undefined : chosenEpisode(log, args.episode);
    const episodes = one === undefined ? log : subset(log, [one]);
    const named = { spec: args.mechanism, setting };
    const task = { log: episodes, model: mdp, mechanism: named, after: policy, discount, args: explainedBy(args) };
    const options = explainOptions(args, episodes, mdp, mechanism, policy, discount);
    const patient = one === undefined ? undefined : explainPatient(episodes, mdp, mechanism, options, args.fixed);
    const found =
      patient?.explained ??
      (await withProgressOf('explaining', (progress) =>
        explainInThreads({ task, mechanism, options }, chosenThreads(args.threads), progress),
      ));
    noteUnmodelled(episodes, found.unmodelled);
    const labels = labelsOfLog(log, env);
    const { outcomes } = mdp;
    const influence = influenceOfChanges(found, actionInfluence(episodes, mdp, mechanism, options));
    const source = await provenance({ discount, changes: found.changes });
    const shown = { log: episodes, labels, outcomes, influence };
    if (args.out !== undefined)
      await atomicWrite(args.out, explainedRows(source, found, { ...shown, spreadsheetSafe }));
    const summary = summarizeLog(found);
    // Where nothing would have been changed there is nothing to judge.
    const judged = found.change.every((change) => change === undefined)
      ? []
      : namedVerdicts(patient ? 'the changed decision' : 'the changed decisions', 'changes', {
          ...(summary.thinChanges !== undefined && { thinChanges: summary.thinChanges }),
          states: testedStates(log, args, observedOutcomes(log, outcomes, mdp.outcome)),
        });
    const learned = await learnedFrom(args.log, args);
    if (args.json) {
      printJson({
        verdict: judged,
        learnedFromThisLog: learned,
        ...chosen,
        policy: args.policy ?? null,
        ...(patient ? patientJson(patient, shown) : explainedJson(found, summary, shown)),
        couplet: source,
      });
      return;
    }
    const words = wordsOfLog(log, env);
    const inSample = learnedFromText(learned, { model: args.mdp, policy: args.policy });
    const text = [
      ...(inSample === undefined ? [] : [inSample, '']),
      ...headingText(found, {
        mechanism,
        repeats: repeatsObserved(observedModel(mdp, episodes, args.unmodelled), mechanism, episodes.nEpisodes),
        outcomes,
        chosen,
        policy: args.policy,
        ...(patient && { name: args.episode! }),
      }),
      '',
      ...(patient
        ? patientText(patient, { labels: words, outcomes, policy: args.policy })
        : logText(found, summary, { log, labels: words, outcomes, influence, top: args.top })),
      '',
      ...limitsText(patient && args.episode),
      '',
    ].join('\n');
    print(`${verdictsText(judged)}${text}`, args.out === '-');
  },
);

/** Shape (n): 0 where there is no change. */
function influenceOfChanges({ change }: ExplainedLog, influence: ReturnType<typeof actionInfluence>): Float64Array {
  return Float64Array.from(change, (one, e) => (one ? influence(e, one.step, one.state, one.action) : 0));
}
