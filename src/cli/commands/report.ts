import { basename } from 'node:path';
import type { CommandModule } from 'yargs';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { spaceOf } from '../../mdp/env.js';
import { withFloor } from '../../mdp/floorState.js';
import { wholeWeights } from '../../ope/study/stepWeights.js';
import { wholeLog } from '../../ope/study/countedLog.js';
import { prepareStudy } from '../../ope/study/study.js';
import { UNRELIABLE, WEAK } from '../../honest/verdict/thresholds.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { Page } from '../../page/Page.js';
import { contentsOf } from '../../page/contentsOf.js';
import { buildReport } from '../../report/buildReport.js';
import { writeReport } from '../../report/columns.js';
import type { OutcomeWords } from '../../report/report.js';
import { defineCommand } from '../arguments/command.js';
import { drawsOption, logFile, logOptions, problemOptions, scoreOptions, shared } from '../arguments/options.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { learnedFrom } from '../input/learnedFrom.js';
import { loadLogInModel } from '../input/loadProblem.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { resolveMarkovPolicy } from '../input/resolvePolicy.js';
import { namedScore } from '../input/resolveScores.js';
import { evaluatePolicy } from '../ope/evaluatePolicy.js';
import { modelStanding } from '../ope/modelStanding.js';
import { opeProblem } from '../ope/opeProblem.js';
import { truthsOf } from '../ope/truthsOf.js';
import { opeVerdicts } from '../honest/opeVerdicts.js';
import { statesTester } from '../honest/testedStates.js';
import { wordsOfLog } from '../output/labelsOfLog.js';
import { pageHtml } from '../report/pageHtml.js';

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
          describe: 'causal mechanism: a name or a file; the first one is in every figure',
        },
        horizon: { ...shared.horizon, describe: "most steps of a run (default: the log's horizon)" },
        discount: shared.policyDiscount,
        ...scoreOptions,
        draws: drawsOption,
        level: { type: 'number', default: 0.95, describe: 'two-sided level of the intervals' },
        replicates: { type: 'number', default: 2000, describe: 'bootstrap replicates' },
        out: { ...shared.out, demandOption: true, describe: 'HTML file to write' },
        seed: shared.seed,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet report log.csv --mdp mdp.json --policy target.json --out report.html', ''),
  async (args, { provenance }) => {
    const { mdp, log, recorded, env } = await loadLogInModel(args);
    const { draws, seed, level, score, scoreDiscount, policy: specs } = args;
    const resolved = await Promise.all(
      specs.map(async (name) => ({
        name,
        policy: withFloor(
          await resolveMarkovPolicy(name, () => mdp, { log: () => log, sizes: mdp, round: args.round }),
          mdp,
        ),
      })),
    );
    const chosen = chosenDiscount(args.discount, resolved);
    const states = statesTester(recorded, { checkStates: true, seed });
    const policies = [];
    for (const { name, policy } of resolved) {
      const problem = await opeProblem(recorded, name, args);
      const found = await evaluatePolicy(name, problem, {
        ...args,
        ...chosen,
        mechanism: args.mechanism[0],
        interval: 'bootstrap',
        crossFit: 1,
        unmodelled: 'mix',
        estimators: undefined,
      });
      const truths = truthsOf(problem, found);
      const standing = modelStanding(problem, found);
      const study = prepareStudy(problem.log, problem.target, { behaviour: problem.behaviour, ...chosen });
      policies.push({
        ...{ name: basename(name), policy, ope: found },
        verdicts: opeVerdicts(found, { standing, states: states(problem.log), truths }),
        learnedFromThisLog: await learnedFrom(args.log, { mdp: args.mdp, policy: name }),
        ...(truths.is !== undefined && { truth: { value: truths.is, outcomes: [] } }),
        figures: {},
        weights: wholeWeights(wholeLog(study).weights()),
      });
    }
    const mechanisms = [];
    for (const name of args.mechanism)
      mechanisms.push({
        name: basename(name),
        source: 'registered' as const,
        mechanism: await resolveMechanism(name, {
          context: { score: namedScore(score, { mdp, policy: resolved[0].policy, scoreDiscount }) },
          ...{ draws, seed },
        }),
      });
    const { horizon, discount } = policies[0].ope;
    const source = await provenance({ discount, horizon });
    const words = wordsOfLog(log, env);
    const space = env && spaceOf(env, log.source.space ?? env.recorded);
    const made = buildReport({
      about: {
        ...{ version: source.version, command: '', seed, horizon, discount, level },
        ...{ logName: basename(args.log), modelName: basename(args.mdp), inputs: source.inputs ?? {} },
        ...(env && { env: env.name }),
        ...{ replicates: args.replicates, unmodelled: 'mix', notes: [] },
        score: { name: score, discount: scoreDiscount },
        thresholds: { unreliable: UNRELIABLE, weak: WEAK },
      },
      words: {
        noun: space ? { one: 'patient', many: 'patients' } : { one: 'run', many: 'runs' },
        states: Array.from({ length: mdp.nStates }, (_, s) => words.state(s)),
        actions: Array.from({ length: mdp.nActions }, (_, a) => words.action(a)),
        outcomes: mdp.outcomes.map(outcomeWords),
      },
      ...{ log, mdp, mechanisms, policies },
    });
    const body = render(h(Page, { contents: await contentsOf(made) }));
    const title = `${policies.map(({ name }) => name).join(', ')} on ${made.about.logName}`;
    await atomicWrite(args.out, [await pageHtml({ title, body, texts: writeReport(made) })]);
  },
);

function outcomeWords({ name, reward }: { readonly name: string; readonly reward: number }, o: number): OutcomeWords {
  if (o === 0) return { was: 'was still in care', share: 'in care', tone: 'going' };
  const tone = reward > 0 ? 'good' : reward < 0 ? 'bad' : 'other';
  return { was: `ended in ${name}`, share: name, tone };
}
