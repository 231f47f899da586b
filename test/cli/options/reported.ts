import { createRng } from '../../../src/core/random/rng.js';
import type { UnmodelledRule } from '../../../src/counterfactual/chain/observedModel.js';
import { casesBehind } from '../../../src/counterfactual/evaluate/casesBehind.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../../src/counterfactual/evaluate/summarizeCounterfactual.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import { partsByName } from '../../../src/mdp/parts/partsByName.js';
import { assumptions } from '../../../src/mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { UNRELIABLE, WEAK } from '../../../src/honest/verdict/thresholds.js';
import { decisionFigures } from '../../../src/report/decisionFigures.js';
import { episodeName } from '../../../src/trajectories/trajectories.js';
import { estimated } from './estimates.js';
import type { Given } from './given.js';
import { judged, luckOf, statesOf } from './judged.js';
import { type Library, discountOf, listsOf, mechanismOf, readLog, readModel, readProblem, scoreOf } from './library.js';

const DEFAULT = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'];

/** What the library says of all that a page shows, by the options of `report`. */
export async function reported(folder: string, given: Given): Promise<Record<string, unknown>> {
  const source = { folder, given };
  const mdp = await readModel(source);
  const parts =
    given.parts === undefined
      ? mdp.actionParts
      : partsByName('parts', listsOf(given.parts), mdp.nActions, mdp.actionLabels);
  const policies = [];
  for (const spec of [given.policy].flat()) policies.push(await ofPolicy(source, String(spec)));
  return {
    thresholds: { unreliable: UNRELIABLE, weak: WEAK },
    outcomes: mdp.outcomes,
    policies,
    ...(parts && { parts }),
  };
}

type Problem = Awaited<ReturnType<typeof problemOf>>;

async function problemOf({ folder, given }: Library, spec: string) {
  const source: Library = { folder, given: { ...given, policy: spec } };
  const { mdp, log, policy } = await readProblem(source);
  const specs = ([given.mechanism ?? DEFAULT].flat() as readonly string[]).map(String);
  const score = scoreOf(source, given.score, mdp, policy);
  const mechanisms: CompleteMechanism[] = [];
  for (const one of specs) mechanisms.push(await mechanismOf(source, one, { score }));
  const ope = await estimated({ folder, given: { ...source.given, mechanism: specs[0] } }, spec);
  const { horizon } = ope.result;
  const unmodelled = (given.unmodelled ?? 'mix') as UnmodelledRule;
  const options = { horizon, discount: discountOf(source, policy).discount, unmodelled };
  const bounds = assumptions.map((one) => counterfactualBounds(log, mdp, policy, one, options));
  return {
    given,
    mdp,
    log,
    policy,
    score,
    mechanisms,
    names: specs,
    ope,
    options,
    bounds,
    env: (await readLog(source)).env,
  };
}

async function ofPolicy(source: Library, spec: string): Promise<Record<string, unknown>> {
  const problem = await problemOf(source, spec);
  const { log, mdp, policy, mechanisms, names, ope, options, score } = problem;
  const { estimates, diagnostics } = ope.result;
  const cases = casesBehind(log, mdp, policy, mechanisms[0], options);
  const decisions = decisionFigures({ log, mdp, policy, unmodelled: options.unmodelled }, mechanisms, score);
  return {
    policy: spec,
    verdict: ope.verdict,
    // The files here do not say what they were made of.
    learnedFromThisLog: { model: false, policy: false },
    ...truthOf(problem),
    estimates: estimates.map(({ estimator, value, interval, fault }) => ({
      estimator,
      value,
      ...(interval && 'interval' in interval && { interval: interval.interval }),
      note: fault ?? (interval && 'reason' in interval ? interval.reason : undefined),
    })),
    diagnostics,
    ...(cases && { cases }),
    ...(decisions && { decisions }),
    mechanisms: mechanisms.map((mechanism, m) => ofMechanism(problem, mechanism, names[m].replace('./', ''))),
  };
}

/** Exact in the environment, where there is one. */
function truthOf({ env, policy, options: { horizon, discount } }: Problem): { readonly truth?: unknown } {
  if (!env) return {};
  const space = policy.space ?? env.spaces[0].name;
  const lifted = liftPolicy(policy, abstractionBetween(env, env.spaces[0].name, space));
  const model = env.exactModel!();
  return {
    truth: {
      value: policyValue(model, lifted, { horizon, discount }).value,
      outcomes: outcomeProbabilities(model, lifted, horizon),
    },
  };
}

/** As `evaluate --bounds` has it. */
function ofMechanism(problem: Problem, mechanism: CompleteMechanism, name: string): Record<string, unknown> {
  const { given, log, mdp, policy, options, bounds } = problem;
  const evaluation = evaluateCounterfactual(log, mdp, policy, mechanism, options);
  const { level = 0.95, replicates = 2000, seed = 1 } = given;
  const summary = summarizeCounterfactual(createRng(Number(seed)), evaluation, {
    level: Number(level),
    replicates: Number(replicates),
  });
  const outcomes = mdp.outcomes.map((outcome) => outcome.name);
  const named = (values: Float64Array, row: number): Record<string, number> =>
    Object.fromEntries(outcomes.map((outcome, o) => [outcome, values[row * outcomes.length + o]]));
  const thin = evaluation.support && { thinShare: thinShare(evaluation)! };
  return {
    mechanism: name,
    exact: evaluation.exact,
    verdict: [
      judged('the counterfactual figures', 'model', {
        ...luckOf(mdp, policy, options),
        ...thin,
        states: statesOf(given, log, evaluation.observedOutcome),
      }),
    ],
    observed: summary.observed,
    counterfactual: summary.counterfactual,
    effect: summary.effect,
    unmodelled: evaluation.unmodelled,
    ...thin,
    length: {
      observed: log.state.length / log.nEpisodes,
      counterfactual: evaluation.expectedLength.reduce((sum, one) => sum + one, 0) / log.nEpisodes,
    },
    bounds: Object.fromEntries(bounds.map((one) => [one.assumption, { lower: one.meanLower, upper: one.meanUpper }])),
    outcomeTable: Object.fromEntries(outcomes.map((outcome, o) => [outcome, named(summary.outcomeTable, o)])),
    episodes: Array.from({ length: log.nEpisodes }, (_, e) => ({
      episode: episodeName(log, e),
      observedOutcome: outcomes[evaluation.observedOutcome[e]],
      observedReturn: evaluation.observedReturn[e],
      counterfactualReturn: evaluation.expectedReturn[e],
      returnVariance: evaluation.returnVariance[e],
      effect: evaluation.effect[e],
      expectedLength: evaluation.expectedLength[e],
      outcomes: named(evaluation.outcomeProbability, e),
      bounds: Object.fromEntries(
        bounds.map(({ assumption, lower, upper }) => [assumption, { lower: lower[e], upper: upper[e] }]),
      ),
    })),
  };
}
