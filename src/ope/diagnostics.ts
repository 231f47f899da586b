import { type Trajectories, episodeName } from '../trajectories/trajectories.js';
import type { Sample } from './study/sample.js';
import { agreesToEnd } from './study/stepWeights.js';
import type { Study } from './study/study.js';

/** A state that the log visits and an action there that the target policy can take, but the behaviour policy cannot. */
export interface SupportViolation {
  readonly state: number;
  readonly action: number;
  readonly label: string;
  /** Steps of the log in that state. */
  readonly visits: number;
  readonly targetProbability: number;
}

/** What there is to know before an estimate from this log is believed. */
export interface Diagnostics {
  readonly nEpisodes: number;
  /** (sum w)² / sum w² over whole episodes; 0 if all weights are 0. */
  readonly effectiveSampleSize: number;
  /** Shape (H): the same with the weights up to each step, ended episodes with their last one. */
  readonly effectiveSampleSizeByStep: Float64Array;
  /** The largest weight over the sum of all; 0 if all are 0. */
  readonly largestWeightShare: number;
  /** Episodes whose weight is positive: those that the target policy could have produced. */
  readonly nPositive: number;
  readonly behaviourEstimated: boolean;
  /**
   * How `supportViolations` were found: `known` from all probabilities of the behaviour policy; `logged`, where only those of
   * the actions taken are known or it is estimated, from actions that never occur in a state.
   */
  readonly support: 'known' | 'logged';
  /** In order of visits, most first. */
  readonly supportViolations: readonly SupportViolation[];
  /** Episodes that stop before the horizon without an end: what they would still have earned counts as 0. */
  readonly censored: readonly string[];
  /** Plain sentences, where the figures deserve them. */
  readonly warnings: readonly string[];
}

/** Names of states and actions. */
export interface Labels {
  readonly state: (state: number) => string;
  readonly action: (action: number) => string;
}

const NUMBERS: Labels = { state: (s) => `state ${s}`, action: (a) => `action ${a}` };

/**
 * The diagnostics of a log and a target policy.
 *
 * @param sample of the whole log, once
 *
 * Cost O(steps + S·A).
 */
export function diagnose(sample: Sample, labels: Labels = NUMBERS): Diagnostics {
  const { study } = sample;
  const { log } = study;
  const weights = sample.weights();
  const { whole } = weights;
  const nPositive = whole.reduce((n, _, e) => n + Number(agreesToEnd(log, weights, e)), 0);
  const total = whole.reduce((sum, w) => sum + w, 0);
  const squares = whole.reduce((sum, w) => sum + w * w, 0);
  const effectiveSampleSize = squares > 0 ? (total * total) / squares : 0;
  const largestWeightShare = total > 0 ? whole.reduce((most, w) => Math.max(most, w), 0) / total : 0;
  const support = study.behaviourPolicy || log.propensities ? 'known' : 'logged';
  const supportViolations = violations(study, labels);
  const censored = censoredEpisodes(log, study.horizon);
  return {
    nEpisodes: log.nEpisodes,
    effectiveSampleSize,
    effectiveSampleSizeByStep: effectiveSizes(sample),
    largestWeightShare,
    nPositive,
    behaviourEstimated: study.behaviour === 'estimated',
    support,
    supportViolations,
    censored,
    warnings: warningsOf(study, {
      nPositive,
      effectiveSampleSize,
      largestWeightShare,
      support,
      supportViolations,
      censored,
    }),
  };
}

/** (sum w_t)² / sum w_t² at each t. */
function effectiveSizes(sample: Sample): Float64Array {
  const { log, horizon } = sample.study;
  const weights = sample.weights();
  const { weight, shift, live } = weights;
  const totals = sample.totals();
  const squares = new Float64Array(horizon);
  const ending = new Float64Array(horizon + 1);
  for (let e = 0; e < live.length; e++) {
    const first = log.episodeStart[e];
    for (let t = 0; t < live[e]; t++) squares[t] += weight[first + t] ** 2;
    if (agreesToEnd(log, weights, e)) ending[live[e]] += weight[first + live[e] - 1] ** 2;
  }
  let ended = 0;
  return squares.map((sum, t) => {
    if (t > 0) ended = (ended + ending[t]) * Math.exp(2 * (shift[t - 1] - shift[t]));
    return sum + ended > 0 ? totals[t] ** 2 / (sum + ended) : 0;
  });
}

function violations(study: Study, labels: Labels): SupportViolation[] {
  const { log, target, behaviourPolicy } = study;
  const { nStates, nActions, state, propensities } = log;
  const visits = new Float64Array(nStates);
  for (const s of state) visits[s] += 1;
  // Where a full vector varies from step to step, an action counts as excluded where it is excluded once.
  const excluded = new Uint8Array(nStates * nActions);
  if (behaviourPolicy) behaviourPolicy.probability.forEach((chance, row) => (excluded[row] = chance > 0 ? 0 : 1));
  else if (propensities) {
    for (let i = 0; i < state.length; i++)
      for (let a = 0; a < nActions; a++)
        if (propensities[i * nActions + a] === 0) excluded[state[i] * nActions + a] = 1;
  } else {
    excluded.fill(1);
    for (const row of study.transitions().rows) excluded[row] = 0;
  }
  const found: SupportViolation[] = [];
  for (let s = 0; s < nStates; s++) {
    if (visits[s] === 0) continue;
    for (let a = 0; a < nActions; a++) {
      const targetProbability = target.probability[s * nActions + a];
      if (targetProbability > 0 && excluded[s * nActions + a] === 1)
        found.push({
          state: s,
          action: a,
          label: `${labels.action(a)} in ${labels.state(s)}`,
          visits: visits[s],
          targetProbability,
        });
    }
  }
  return found.sort((a, b) => b.visits - a.visits || a.state - b.state || a.action - b.action);
}

function censoredEpisodes(log: Trajectories, horizon: number): string[] {
  const { nEpisodes, episodeStart, terminated } = log;
  return Array.from({ length: nEpisodes }, (_, e) => e)
    .filter((e) => terminated[e] === 0 && episodeStart[e + 1] - episodeStart[e] < horizon)
    .map((e) => episodeName(log, e));
}

/** Below this effective share of the episodes, or this number, weighted estimates rest on few. */
const FEW = { share: 0.1, size: 30, largest: 0.1 } as const;

function warningsOf(
  { log, behaviour }: Study,
  d: Pick<
    Diagnostics,
    'nPositive' | 'effectiveSampleSize' | 'largestWeightShare' | 'support' | 'supportViolations' | 'censored'
  >,
): string[] {
  const n = log.nEpisodes.toLocaleString('en');
  const warnings: string[] = [];
  if (d.nPositive === 0)
    warnings.push(`None of the ${n} trajectories could have been the target policy's: nothing can be weighted.`);
  else if (
    d.effectiveSampleSize < Math.max(FEW.size, FEW.share * log.nEpisodes) &&
    d.effectiveSampleSize < log.nEpisodes
  )
    warnings.push(
      `${d.nPositive.toLocaleString('en')} of ${n} trajectories carry the weighted estimates, worth ${d.effectiveSampleSize.toFixed(1)} of equal weight.`,
    );
  if (d.largestWeightShare > FEW.largest && d.nPositive > 0)
    warnings.push(`One trajectory has ${(100 * d.largestWeightShare).toFixed(0)} % of the weight.`);
  if (d.supportViolations.length > 0) {
    const steps = d.supportViolations.reduce(
      (sum, { visits, targetProbability }) => sum + visits * targetProbability,
      0,
    );
    const share = (100 * steps) / log.state.length;
    warnings.push(
      `In ${d.supportViolations.length} visited states and actions the target policy goes where the ${d.support === 'known' ? 'behaviour policy never does' : 'log never does'} (it would at ${share.toFixed(1)} % of the steps): weighted estimates leave out what follows, and the model knows nothing of it.`,
    );
  }
  if (behaviour === 'estimated')
    warnings.push('The behaviour policy was estimated from this log; guarantees that need it known do not hold.');
  if (d.censored.length > 0)
    warnings.push(
      `${d.censored.length.toLocaleString('en')} of ${n} trajectories stop before the horizon without an end; what they would have earned counts as 0.`,
    );
  return warnings;
}
