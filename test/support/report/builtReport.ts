import { createRng } from '../../../src/core/random/rng.js';
import { entryScore } from '../../../src/counterfactual/effects/entryScore.js';
import { fit } from '../../../src/fit/fit.js';
import { fitSpaceOf } from '../../../src/fit/fitSpaceOf.js';
import { opeVerdicts } from '../../../src/cli/honest/opeVerdicts.js';
import { modelStanding } from '../../../src/cli/ope/modelStanding.js';
import { checkStates } from '../../../src/honest/checkStates/checkStates.js';
import { UNRELIABLE, WEAK } from '../../../src/honest/verdict/thresholds.js';
import { type Env, abstractionBetween } from '../../../src/mdp/env.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { createMechanism } from '../../../src/mechanisms/registry.js';
import { offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { wholeWeights } from '../../../src/ope/study/stepWeights.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { buildReport } from '../../../src/report/buildReport.js';
import type { PolicyProblem, ReportProblem } from '../../../src/report/reportProblem.js';
import { endLevels, observedOnly } from '../../../src/report/observedOnly.js';
import type { WholeReport } from '../../../src/report/report.js';
import { reportWords } from '../../../src/report/reportWords.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

const SEED = 1;
const MECHANISMS = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'];

export interface BuiltReport {
  readonly logged: Trajectories;
  readonly env?: Env;
  /** Space that the model and the policies are in, where there is an environment; default: that of the log. */
  readonly space?: string;
  /** By name, of the fitted model; default: the best one there. */
  readonly policies?: Readonly<Record<string, (mdp: Mdp) => Policy>>;
  readonly horizon: number;
  readonly discount: number;
  readonly mechanisms?: readonly string[];
}

/** A report as the command makes it, of a log in memory: fitted, solved, judged. */
export async function builtReport({
  logged,
  env,
  space = env?.recorded,
  policies = { 'target.json': (mdp) => policyIteration(mdp, { discount: 0.99 }).policy },
  horizon,
  discount,
  mechanisms = MECHANISMS,
}: BuiltReport): Promise<WholeReport> {
  const log = env ? projectTrajectories(logged, env, space!, 'direct') : logged;
  const { mdp } = fit(logged, env && fitSpaceOf(env, env.recorded, space!));
  const options = { horizon, discount };
  const score = entryScore(mdp);
  const made: ReportProblem['mechanisms'] = await Promise.all(
    mechanisms.map(async (name) => ({
      name,
      source: 'registered' as const,
      mechanism: completeMechanism(await createMechanism(name, { score })),
    })),
  );
  const states = checkStates(createRng(SEED), log);
  const problems = Object.entries(policies).map(([name, policyOf]): PolicyProblem => {
    const policy = policyOf(mdp);
    const ope = offPolicyEvaluation(createRng(SEED), log, policy, {
      ...{ ...options, model: mdp, mechanism: made[0].mechanism, interval: { replicates: 50 } },
    });
    const truth = env?.exactModel && truthOf(env, env.exactModel(), space!, policy, options);
    const truths = truth ? Object.fromEntries(ope.estimates.map(({ estimator }) => [estimator, truth.value])) : {};
    const standing = modelStanding({ log, target: policy, mdp }, ope, true);
    return {
      ...{ name, policy, ope, ...(truth && { truth }) },
      verdicts: opeVerdicts(ope, { standing, states, truths }),
      learnedFromThisLog: { model: true, policy: true },
      figures: { ...(standing.figures.fragility && { fragility: standing.figures.fragility }), states },
      weights: wholeWeights(wholeLog(prepareStudy(log, policy, options)).weights()),
    };
  });
  return buildReport({
    about: {
      ...{ version: '0.0.0', command: 'couplet report log.csv', seed: SEED, level: 0.95, ...options },
      ...{ logName: 'log.csv', modelName: 'mdp.json', inputs: { 'log.csv': 'ab'.repeat(32) } },
      ...(env && { env: env.name }),
      ...{ replicates: 50, unmodelled: 'mix', notes: [], score: { name: 'reward', discount: 0.99 } },
      thresholds: { unreliable: UNRELIABLE, weak: WEAK },
    },
    words: reportWords(log, mdp, env),
    observedOnly: observedOnly(logged, env, mdp),
    endLevels: endLevels(logged, env, mdp),
    ...{ log, mdp, mechanisms: made, policies: problems },
  });
}

function truthOf(
  env: Env,
  model: Mdp,
  space: string,
  policy: Policy,
  options: { readonly horizon: number; readonly discount: number },
): { readonly value: number; readonly outcomes: readonly number[] } {
  const lifted = liftPolicy(policy, abstractionBetween(env, env.spaces[0].name, space));
  return {
    value: policyValue(model, lifted, options).value,
    outcomes: Array.from(outcomeProbabilities(model, lifted, options.horizon)),
  };
}
