import type { CommandModule } from 'yargs';
import { createRng } from '../../core/random/rng.js';
import { counterfactualMarginals } from '../../counterfactual/chain/counterfactualMarginals.js';
import { evaluateHidden } from '../../counterfactual/hidden/evaluateHidden.js';
import { sampleCounterfactual } from '../../counterfactual/evaluate/sampleCounterfactual.js';
import { summarizeCounterfactual } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import { influence } from '../../counterfactual/explain/influence.js';
import { thinShare } from '../../counterfactual/evaluate/thinShare.js';
import { writeTrajectories } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { chosenThreads, threadsOption } from '../arguments/threads.js';
import { boundInThreads } from '../evaluate/boundInThreads.js';
import { evaluateInThreads } from '../evaluate/evaluateInThreads.js';
import { askedByPart, byPartOption } from '../evaluate/byPart.js';
import { askedDataBounds, dataBoundsColumns, dataBoundsOption } from '../evaluate/dataBounds.js';
import { askedRefitEffects, refitEffectsOption } from '../evaluate/refitEffects.js';
import { observedOption } from '../hidden/hiddenOptions.js';
import { loadHidden } from '../hidden/loadHidden.js';
import { askedByStep } from '../explain/byStepReport.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { defineCommand } from '../arguments/command.js';
import { effectRows, marginalRows } from '../output/counterfactualCsv.js';
import { evaluationJson, evaluationText } from '../output/counterfactualReport.js';
import { type LearnedFrom, learnedFrom } from '../input/learnedFrom.js';
import { loadActing } from '../input/loadActing.js';
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
import { percent } from '../output/table.js';
import { withProgress, withProgressOf } from '../output/progressBar.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { namedScore } from '../input/resolveScores.js';
import { print, printJson } from '../say.js';
import { warnOfCutRuns } from '../output/notes/warnOfCutRuns.js';
import { learnedFromText } from '../output/notes/learnedFromText.js';
import { namedVerdicts } from '../../honest/verdict/namedVerdicts.js';
import { modelFragility, verdictsText } from '../honest/namedVerdict.js';
import { checkStatesOption, testedStates } from '../honest/testedStates.js';
import { noteUnmodelled } from '../output/notes/noteUnmodelled.js';
import { measuredFragility, unsaidFragility } from '../output/notes/measuredFragility.js';
import { warnOfUnseen } from '../output/notes/warnOfUnseen.js';

export const evaluate: CommandModule = defineCommand(
  'evaluate',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        ...problemOptions,
        policy: {
          ...problemOptions.policy,
          describe: 'target policy, or advice: a name or a file, also one of your own (.mjs)',
        },
        behaviour: {
          type: 'string',
          describe:
            'with advice: what clinicians are about to do where the log does not tell, estimated (default: as often as the log has it in each state), or a policy by its name or file; with --observed: who acted (default: it tells nothing of what is hidden)',
        },
        ...observedOption,
        mechanism: {
          type: 'string',
          default: 'gumbel-max',
          describe: 'causal mechanism: a name, or a file of your own',
        },
        horizon: {
          ...shared.horizon,
          describe: "most steps of a counterfactual run, or Infinity (default: the log's horizon)",
        },
        discount: shared.policyDiscount,
        ...scoreOptions,
        ...checkStatesOption,
        draws: drawsOption,
        unmodelled: unmodelledOption,
        bounds: {
          type: 'boolean',
          default: false,
          describe:
            'bound the counterfactual return over all mechanisms that repeat what was observed where nothing changes, under each assumption',
        },
        ...dataBoundsOption,
        ...refitEffectsOption,
        ...byPartOption,
        parts: partsOption,
        influence: {
          type: 'boolean',
          default: false,
          describe:
            'say how much of each step what was observed decides, and not the model alone: until when the figures are about these patients',
        },
        'by-step': {
          type: 'boolean',
          default: false,
          describe:
            'tell the effect by the step at which the target takes over: what is gained by doing so there and not one step later',
        },
        level: { type: 'number', default: 0.95, describe: 'level of the intervals' },
        replicates: { type: 'number', default: 2000, describe: 'bootstrap replicates' },
        top: { type: 'number', default: 5, describe: 'how many patients of largest effect to list' },
        out: { ...shared.out, describe: 'CSV file to write one row a patient to' },
        marginals: { type: 'string', describe: 'CSV file to write P(state) by step to, averaged over patients' },
        sample: {
          type: 'string',
          describe: 'file to write sampled counterfactual trajectories to (.csv, .jsonl, .parquet or .npz)',
        },
        'spreadsheet-safe': {
          type: 'boolean',
          default: false,
          describe:
            'in the CSV files, a quote before ids and labels that a spreadsheet would run; they no longer join with the log',
        },
        'sample-draws': { type: 'number', default: 5, describe: 'sampled trajectories a patient' },
        threads: threadsOption,
        seed: shared.seed,
        json: shared.json,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet evaluate log.csv --mdp mdp.json --policy target.json --mechanism gumbel-max', '')
      .example(
        'couplet evaluate log.csv --mdp mdp.json --policy target.json --mechanism ./mine.mjs',
        'a mechanism of your own',
      )
      .example('couplet evaluate log.csv --mdp mdp.json --policy target.json --bounds', 'how far the mechanism matters')
      .example(
        'couplet evaluate log.csv --mdp mdp.json --policy target.json --bounds --data-confidence 0.95',
        'how far mechanism and luck matter together',
      )
      .example('couplet evaluate log.csv --mdp mdp.json --policy target.json --by-part', 'which treatment does it')
      .example('couplet evaluate log.csv --mdp mdp.json --policy advice.json', 'had clinicians followed advice')
      .example(
        'couplet evaluate log.csv --mdp full.json --observed projected --behaviour physician --policy target.json',
        'in a model of more than the log shows',
      ),
  async (args, { provenance }) => {
    const { policy: spec, mechanism: mechanismSpec, horizon, seed, level, replicates, top } = args;
    const hidden = args.observed === undefined ? undefined : await loadHidden({ ...args, observed: args.observed });
    const problem = hidden ?? (await loadActing(args));
    const { mdp, log, policy, acting, clinician } = problem;
    const { score, scoreDiscount, draws } = args;
    const threads = chosenThreads(args.threads);
    const setting = { context: { score: namedScore(score, { mdp, policy, scoreDiscount }) }, draws, seed };
    const mechanism = await resolveMechanism(mechanismSpec, setting);
    const chosen = chosenDiscount(args.discount, [{ name: spec, policy }]);
    const options = {
      discount: chosen.discount,
      unmodelled: args.unmodelled,
      ...(horizon !== undefined && { horizon }),
    };
    const started = performance.now();
    const named = { spec: mechanismSpec, setting };
    const evaluation = hidden
      ? withProgress('evaluating', (progress) =>
          evaluateHidden(log, hidden.hidden, hidden.policy, mechanism, { ...options, progress }),
        )
      : await withProgressOf('evaluating', (progress) =>
          evaluateInThreads({ log, mdp, acting, mechanism, named, options }, threads, progress),
        );
    const seconds = (performance.now() - started) / 1000;
    const bounds = args.bounds
      ? await withProgressOf('bounding', (progress) => boundInThreads({ log, mdp, acting, options }, threads, progress))
      : [];
    const dataBounds = askedDataBounds(args.dataConfidence, log, mdp, acting, options);
    const byPart = askedByPart(args, problem, mechanism, options);
    const influenceOf = args.influence ? influence(log, mdp, acting, mechanism, options) : undefined;
    const influenced =
      influenceOf &&
      withProgress('tracing the influence', (progress) =>
        Array.from({ length: log.nEpisodes }, (_, e) => {
          progress(e, log.nEpisodes);
          return influenceOf(e);
        }),
      );
    const rng = createRng(seed);
    const intervals = { level, replicates };
    const byStep = askedByStep(rng, args.byStep, { log, mdp, acting, mechanism, options, intervals });
    noteUnmodelled(log, evaluation.unmodelled);
    warnOfCutRuns(log, evaluation.horizon);
    const summary = summarizeCounterfactual(rng, evaluation, { ...intervals, top });
    const refitted = askedRefitEffects(rng, args, problem, mechanism, options, seconds);
    const source = await provenance({ discount: evaluation.discount, horizon: evaluation.horizon });
    const { spreadsheetSafe } = args;
    if (args.out !== undefined)
      await atomicWrite(
        args.out,
        effectRows(source, log, mdp, evaluation, {
          bounds: [...bounds, ...dataBoundsColumns(dataBounds)],
          ...{ influence: influenced, byStep, byPart, refitted },
          spreadsheetSafe,
        }),
      );
    if (args.marginals !== undefined) {
      const marginals = counterfactualMarginals(log, mdp, acting, mechanism, options);
      await atomicWrite(args.marginals, marginalRows(source, mdp, evaluation, marginals, spreadsheetSafe));
    }
    if (args.sample !== undefined)
      await writeTrajectories(
        args.sample,
        sampleCounterfactual(rng, log, mdp, acting, mechanism, { ...options, draws: args.sampleDraws }),
        source,
      );
    const asValued = { discount: evaluation.discount, horizon: evaluation.horizon };
    const unseen = warnOfUnseen(mdp, policy, asValued);
    const fragile = measuredFragility(mdp, policy, asValued);
    const thin = thinShare(evaluation);
    // The tests are of what the states of a log hide: of that the figures take account beside --observed.
    const judged = hidden
      ? []
      : namedVerdicts('the counterfactual figures', 'model', {
          ...modelFragility(mdp, fragile),
          ...(thin !== undefined && { thinShare: thin }),
          states: testedStates(log, args, evaluation.observedOutcome),
        });
    const unsaid = unsaidFragility(fragile, judged);
    const learned = await learnedFrom(args.log, args);
    const report = {
      ...{
        log,
        mdp,
        evaluation,
        summary,
        bounds,
        dataBounds,
        influence: influenced,
        byStep,
        byPart,
        refitted,
        mechanism,
      },
      ...{ policy: spec, clinician, hidden: hidden?.supposed, seed, chosen },
    };
    if (args.json)
      printJson({
        verdict: judged,
        learnedFromThisLog: learned,
        ...evaluationJson(report),
        ...(unseen && { unseen }),
        ...(fragile && { fragility: fragile }),
        couplet: source,
      });
    else
      print(
        `${verdictsText(judged)}${inSample(learned, args, thin)}${evaluationText(report)}${unsaid && `\n${unsaid}`}`,
        [args.out, args.marginals, args.sample].includes('-'),
      );
  },
);

/** Said before the figures. */
function inSample(
  learned: LearnedFrom,
  { mdp, policy }: { readonly mdp: string; readonly policy: string },
  thin: number | undefined,
): string {
  const share =
    thin === undefined
      ? undefined
      : `${percent(thin)} of the counterfactual steps rest on pairs that the model has at most twice.`;
  const text = learnedFromText(learned, { model: mdp, policy }, share);
  return text === undefined ? '' : `${text}\n\n`;
}
