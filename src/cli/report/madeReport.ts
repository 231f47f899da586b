import { basename } from 'node:path';
import { once } from '../../core/once.js';
import type { CounterfactualEvaluation } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import { UNRELIABLE, WEAK } from '../../honest/verdict/thresholds.js';
import { buildReport } from '../../report/buildReport.js';
import { endLevels, observedOnly } from '../../report/observedOnly.js';
import type { WholeReport } from '../../report/report.js';
import { reportScore } from '../../report/reportScore.js';
import { reportWords } from '../../report/reportWords.js';
import { sampledReport } from '../../report/sampledReport.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import type { CommandContext } from '../arguments/command.js';
import { statesTester, testedStates } from '../honest/testedStates.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { loadLogInModel } from '../input/loadProblem.js';
import { warnOfCutRuns } from '../output/notes/warnOfCutRuns.js';
import { withProgress } from '../output/progressBar.js';
import { withNamedParts } from './namedParts.js';
import { refuseAdvice, refuseScore } from './refused.js';
import type { ReportArguments } from './reportArguments.js';
import { reportedMechanisms } from './reportedMechanisms.js';
import { judgedPolicy, reportedPolicies } from './reportedPolicies.js';

/**
 * The report that a command line asks for.
 *
 * @param evaluations those that are there already, by policy as named and by mechanism in their order
 * @throws ArgumentError for what no page can show
 */
export async function madeReport(
  args: ReportArguments,
  { provenance, commandLine }: Pick<CommandContext, 'provenance' | 'commandLine'>,
  evaluations: Readonly<Record<string, readonly CounterfactualEvaluation[]>> = {},
): Promise<WholeReport> {
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
  for (const one of policies)
    judged.push({
      ...(await judgedPolicy(one, loaded, args, { chosen, states })),
      evaluations: evaluations[one.spec] ?? [],
    });
  const { horizon, discount } = judged[0].ope;
  warnOfCutRuns(log, horizon);
  const { version, inputs = {} } = await provenance({ discount, horizon });
  const { seed, level, replicates, unmodelled } = args;
  return sampledReport(
    buildReport({
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
    }),
  );
}
