import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEnv } from '../../../envs/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { writeTrajectories } from '../../../src/files/index.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { MADE, modelOf } from './prepared.js';
import { drawnMechanism, scoredMechanism } from './written.js';
import { abstractionBetween, type Env, spaceOf } from '../../../src/mdp/env.js';
import type { UnmodelledRule } from '../../../src/counterfactual/chain/observedModel.js';
import { createRng } from '../../../src/core/random/rng.js';
import { fit } from '../../../src/fit/fit.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { returnRange } from '../../../src/mdp/evaluate/returnRange.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import type { Policy } from '../../../src/mdp/policy.js';
import type { Diagnostics } from '../../../src/ope/diagnostics/diagnostics.js';
import { estimators } from '../../../src/ope/estimators/registry.js';
import type { Range } from '../../../src/ope/intervals/interval.js';
import type { IntervalOrReason } from '../../../src/ope/intervals/estimateIntervals.js';
import { type OffPolicyResult, offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { alignNames } from '../../../src/trajectories/align/alignNames.js';
import { subset } from '../../../src/trajectories/subset.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import type { Given, Value } from './given.js';
import { judged, luckOf, statesOf, thinOf } from './judged.js';
import {
  type Library,
  discountOf,
  fragilityOf,
  horizonOf,
  mechanismOf,
  readLog,
  readModel,
  readOrMake,
  scoreOf,
} from './library.js';
import type { Row } from './optionTable.js';
import { shown } from './textTable.js';

/** A target policy with all that is estimated of it. */
export interface Estimated {
  readonly target: Policy;
  readonly result: OffPolicyResult;
  /** Of the model that `dm` and `cf` believe. */
  readonly fragility: ReturnType<typeof fragilityOf>;
  readonly verdict: readonly Record<string, unknown>[];
  /** Exact values of what each estimator estimates, where the environment tells them. */
  readonly truths: Readonly<Record<string, number>>;
  /** Of the behaviour policy, where it is named. */
  readonly behaviourTruth: number | undefined;
}

/** What the library says of a target policy by the options of `ope` and `select`. */
export async function estimated(
  source: Library,
  spec: string,
  {
    more = [],
    candidates = 1,
    level = 0.95,
    influential = 0,
  }: { more?: readonly string[]; candidates?: number; level?: number; influential?: number } = {},
): Promise<Estimated> {
  const { given } = source;
  const { log: read, env } = await readLog(source);
  const mdp = given.mdp === undefined ? undefined : await readModel(source);
  const log = mdp && !env ? alignNames(read, mdp) : read;
  const sizes = env ? { nActions: env.nActions } : { nStates: log.nStates, nActions: log.nActions };
  const known = mdp ?? env?.exactModel?.();
  const from = { model: known ?? (log as unknown as Mdp), log, ...sizes };
  const target = await readOrMake(source, spec, from);
  const named = typeof given.behaviour === 'string' && !['logged', 'estimated'].includes(given.behaviour);
  const behaviour = named
    ? await readOrMake(source, String(given.behaviour), {
        ...from,
        ...(env?.exactModel && { model: env.exactModel() }),
      })
    : (given.behaviour as 'logged' | 'estimated' | undefined);
  const patients = inSpaceOf(
    target,
    given.behaviour === undefined || given.behaviour === 'logged' ? log : bare(log),
    env,
  );
  const { discount } = discountOf(source, target);
  const asked = given.estimator as readonly string[] | undefined;
  const withCf = asked === undefined ? mdp !== undefined && !given.refit : asked.includes('cf');
  const model = mdp ?? (withCf ? fit(log, undefined).mdp : undefined);
  const score = model && scoreOf(source, given.score, model, target);
  const result = offPolicyEvaluation(createRng(Number(given.seed ?? 1)), patients, target, {
    behaviour,
    ...(mdp && { model: mdp }),
    ...(mdp && given.refit === true && { refit: refitOf(mdp, log, env) }),
    ...(env && { labels: labelsOf(env, patients) }),
    ...(asked && { estimators: [...asked, ...more] }),
    unmodelled: (given.unmodelled ?? 'mix') as UnmodelledRule,
    ...(withCf && { mechanism: await mechanismOf(source, String(given.mechanism ?? 'gumbel-max'), { score: score! }) }),
    returnRange: returnsOf(given, env, patients, discount),
    interval: given.interval === 'none' ? false : intervalOf(given, level),
    candidates,
    influential,
    crossFit: Number(given['cross-fit'] ?? 1),
    ...(given.horizon !== undefined && { horizon: Number(given.horizon) }),
    discount,
  });
  const truth = (policy: Policy, horizon: number): number =>
    policyValue(env!.exactModel!(), lifted(env!, policy), { horizon, discount }).value;
  const entries = result.estimates.map(({ estimator }) => {
    const estimand = estimators.find(({ name }) => name === estimator)?.estimand ?? 'target';
    if (!env?.exactModel) return [estimator, undefined] as const;
    if (estimand === 'behaviour policy')
      return [estimator, named ? truth(behaviour as Policy, result.horizon) : undefined] as const;
    if (estimand === 'no horizon') return [estimator, discount < 1 ? truth(target, Infinity) : undefined] as const;
    return [estimator, truth(target, result.horizon)] as const;
  });
  const believed = result.estimates.some(
    ({ estimator, value }) => ['dm', 'cf'].includes(estimator) && value !== undefined,
  );
  const values = Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, number>;
  const ends = env && observedOutcomes(read, env.outcomes, spaceOf(env, read.source.space ?? env.recorded).outcome);
  const judgedBy = { ...source, mdp, target, result, truths: values };
  return {
    target,
    result,
    verdict: verdictsOf(judgedBy, inSpaceOf(target, log, env), ends),
    fragility: believed ? fragilityOf(mdp ?? fit(patients, undefined).mdp, target, result) : {},
    truths: values,
    behaviourTruth: named && env?.exactModel ? truth(behaviour as Policy, result.horizon) : undefined,
  };
}

/** Estimates that rest on the same are judged together; without a target each fold has its own, of which nothing is known. */
export function verdictsOf(
  {
    given,
    mdp,
    target,
    result,
    truths,
  }: Library &
    Pick<Estimated, 'result' | 'truths'> & { readonly mdp: Mdp | undefined; readonly target: Policy | undefined },
  log: Trajectories,
  ends: Uint8Array | undefined,
): Record<string, unknown>[] {
  const weighted = ['is', 'wis', 'pdis', 'wpdis', 'cis', 'cdf'];
  const states = statesOf(given, log, ends);
  const { horizon, discount, diagnostics } = result;
  const found = result.estimates.filter(({ estimator, value }) => value !== undefined && estimator !== 'on-policy');
  const kinds = new Set(found.map(({ estimator }) => weighted.includes(estimator)));
  return [...kinds].map((byWeights) => {
    const estimates = found.filter(({ estimator }) => weighted.includes(estimator) === byWeights);
    const sided = estimates.flatMap(({ estimator, interval }) => {
      const truth = truths[estimator] as number | undefined;
      return truth !== undefined && interval && 'interval' in interval ? [{ truth, ...interval.interval }] : [];
    });
    const value = sided.at(0)?.truth;
    const truth = value !== undefined && {
      truth: {
        value,
        intervals: sided.filter((one) => one.truth === value).map(({ lower, upper }) => [lower, upper] as const),
      },
    };
    const model = mdp ?? fit(log, undefined).mdp;
    const options = { horizon, discount };
    const { effectiveSampleSize: effectiveSize, largestWeightShare, shareHeld } = diagnostics;
    return judged(
      estimates.map(({ estimator }) => estimator).join(', '),
      byWeights ? (result.behaviour === 'estimated' ? 'estimated weights' : 'weights') : 'model',
      {
        states,
        ...truth,
        ...(byWeights
          ? { effectiveSize, largestWeightShare, shareHeld }
          : target && { ...luckOf(model, target, options), ...thinOf(model, target, options) }),
      },
    );
  });
}

function returnsOf(given: Given, env: Env | undefined, log: Trajectories, discount: number): Range | undefined {
  if (given['return-range'] !== undefined) return rangeOf(given['return-range']);
  const horizon = horizonOf(given, log);
  const cut = log.terminated.some((ended, e) => !ended && log.episodeStart[e + 1] - log.episodeStart[e] < horizon);
  return env?.exactModel && returnRange(env.exactModel(), { horizon, discount, cut }).returns;
}

function rangeOf(text: unknown): Range | undefined {
  return typeof text === 'string' ? (text.split(',').map(Number) as unknown as Range) : undefined;
}

function intervalOf(given: Given, level: number): object {
  return {
    method: given.interval ?? 'bootstrap',
    level: Number(given.level ?? level),
    replicates: Number(given.replicates ?? 2000),
    bounds: {
      returns: rangeOf(given['return-range']),
      rewards: rangeOf(given['reward-range']),
      ratio: given['max-ratio'],
    },
  };
}

/** The model of a resample, fitted as the prepared ones are. */
function refitOf(mdp: Mdp, log: Trajectories, env: Env | undefined): (episodes: Uint32Array) => Mdp {
  return (episodes) => ({ ...modelOf(subset(log, episodes), env), source: mdp.source });
}

/** Without the probabilities that it holds. */
function bare(log: Trajectories): Trajectories {
  const { propensity, propensities, ...rest } = log;
  return propensity || propensities ? rest : log;
}

function inSpaceOf(policy: Policy, log: Trajectories, env: Env | undefined): Trajectories {
  if (!env)
    return policy.states || policy.actions || policy.ends ? alignNames(log, { ...policy, source: policy }) : log;
  const space = policy.space ?? env.spaces.find(({ nStates }) => nStates === policy.nStates)!.name;
  return projectTrajectories(log, env, space, 'direct');
}

function labelsOf(env: Env, { source }: Trajectories) {
  const space = spaceOf(env, source.space ?? env.recorded);
  return { state: (s: number) => space.label(s), action: (a: number) => env.actionLabel(a) };
}

function lifted(env: Env, policy: Policy): Policy {
  const [finest] = env.spaces;
  return policy.nStates === finest.nStates
    ? policy
    : liftPolicy(policy, abstractionBetween(env, finest.name, policy.space!));
}

/** Diagnostics as data. */
export function diagnosticsOf(diagnostics: Diagnostics): Record<string, unknown> {
  return { ...diagnostics };
}

export function shownInterval(found: IntervalOrReason | undefined): string {
  if (!found || !('interval' in found)) return '-';
  const { lower, upper } = found.interval;
  return `[${shown(lower)}, ${shown(upper)}]`;
}

/**
 * Rows of the options that both commands have; writes what they need.
 *
 * @param candidate what `--policy` is for one policy
 */
export async function estimateRows(folder: string, candidate: (spec: string) => Value): Promise<Row[]> {
  writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
  writeFileSync(join(folder, 'scored.mjs'), scoredMechanism);
  // Runs of one decision, so that intervals with a guarantee say something.
  const arms = createEnv('two-armed');
  const log = simulate(createRng(6), arms, uniform(3, 2), { episodes: 300, horizon: 1 });
  await writeTrajectories(join(folder, 'arms.csv'), log, MADE);
  const beside = { '<log>': 'arms.csv', policy: candidate('physician:epsilon=0.3') };
  return [
    { option: 'behaviour', value: 'estimated' },
    { option: 'behaviour', value: 'hundredths.json', beside: { round: 0.01 } },
    { option: 'behaviour', value: 'physician:epsilon=0.6' },
    { option: 'estimator', value: ['pdis', 'wdr'] },
    { option: 'interval', value: 't', leave: ['replicates'] },
    { option: 'interval', value: 'bca' },
    { option: 'interval', value: 'none', leave: ['replicates'] },
    { option: 'level', value: 0.6 },
    { option: 'level', value: 0.6, beside: { interval: 't' }, leave: ['replicates'] },
    { option: 'replicates', value: 30 },
    {
      option: 'return-range',
      value: '-1,1',
      beside: { estimator: ['is'], interval: 'betting-weights' },
      leave: ['replicates'],
    },
    {
      option: 'return-range',
      value: '-2,3',
      beside: { estimator: ['is'], interval: 'hoeffding', 'max-ratio': 6 },
      leave: ['replicates'],
    },
    { option: 'return-range', value: '-3,1', beside: { estimator: ['cis'] } },
    {
      option: 'reward-range',
      value: '-3,2',
      beside: { estimator: ['pdis'], interval: 'hoeffding', 'max-ratio': 6 },
      leave: ['replicates'],
    },
    {
      option: 'max-ratio',
      value: 3,
      beside: { ...beside, estimator: ['is'], interval: 'hoeffding', 'return-range': '0,1' },
      leave: ['replicates'],
    },
    { option: 'cross-fit', value: 2, beside: { estimator: ['dr'] } },
    { option: 'mdp', value: 'sparse.json' },
    { option: 'refit', value: true, beside: { mdp: 'mdp.json' } },
    { option: 'refit', value: true, beside: { mdp: 'mdp.json', estimator: ['cf', 'wis'] } },
    { option: 'mechanism', value: 'inverse-cdf', beside: { estimator: ['cf'], mdp: 'mdp.json' } },
    {
      option: 'score',
      value: 'value',
      beside: { estimator: ['cf'], mdp: 'mdp.json', mechanism: './scored.mjs', interval: 'none' },
      leave: ['replicates'],
    },
    {
      option: 'score-discount',
      value: 0.3,
      beside: { estimator: ['cf'], mdp: 'mdp.json', mechanism: './scored.mjs', score: 'value', interval: 'none' },
      leave: ['replicates'],
    },
    {
      option: 'draws',
      value: 150,
      beside: { estimator: ['cf'], mdp: 'mdp.json', mechanism: './drawn.mjs', interval: 'none' },
      leave: ['replicates'],
    },
    {
      option: 'unmodelled',
      value: 'skip',
      beside: { estimator: ['cf'], mdp: 'sparse.json', interval: 'none' },
      leave: ['replicates'],
    },
    { option: 'horizon', value: 9, beside: { estimator: ['dm'] } },
    { option: 'discount', value: 0.5 },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'seed', value: 4 },
  ];
}
