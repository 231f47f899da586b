import type { NamedVerdict } from '../../honest/verdict/namedVerdicts.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { estimators as registered } from '../../ope/estimators/registry.js';
import type { Estimate, OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import { rankBy } from '../../ope/selection/rankBy.js';
import { rankingRefusal } from '../../ope/selection/rankingRefusal.js';
import { meanSquaredError } from '../../ope/selection/meanSquaredError.js';
import { type SelectionMetrics, selectionMetrics } from '../../ope/selection/selectionMetrics.js';
import type { ChosenDiscount } from '../input/chosenDiscount.js';
import type { Truths } from './opeReport.js';

/** How the policy that wrote the log is named among the candidates. */
export const KEEP = 'keep the behaviour';

/** The estimator that ranks by what is gained over the behaviour policy. */
export const BY_GAIN = 'cis';

/** A policy to choose, with what was estimated of it. */
export interface Candidate {
  readonly policy: string;
  /** Whether it was learned from the very log that judges it, as far as is known: no bound holds then. */
  readonly learned: boolean;
  /** Holds `on-policy` beside the estimators asked for. */
  readonly result: OffPolicyResult;
  /** Exact values of what each estimator estimates, where they are known. */
  readonly truths: Truths;
  /** Of the behaviour policy. */
  readonly behaviourTruth: number | undefined;
  /** On its estimates, those that rest on the same together. */
  readonly verdicts: readonly NamedVerdict[];
}

export interface SelectionSettings {
  readonly estimators: readonly (string | Estimator)[];
  readonly by: 'estimate' | 'lower';
  /** Two-sided level of the intervals; their lower ends are one-sided bounds at (1 + level) / 2. */
  readonly level: number;
  readonly top: number;
  readonly threshold: number | undefined;
  readonly chosen: ChosenDiscount;
}

/** What one estimator says of a candidate, or of keeping the behaviour. */
export interface Ranked {
  readonly policy: string;
  readonly estimate: Estimate | undefined;
  readonly rank: number | undefined;
  readonly truth: number | undefined;
  /** Why it has no rank. */
  readonly unranked?: string;
}

/** What one estimator says of all candidates: the behaviour, which can always be kept, is the first. */
export interface Ranking {
  readonly estimator: string;
  readonly policies: readonly Ranked[];
  /** Where every candidate has a score and a known value. */
  readonly metrics: SelectionMetrics | undefined;
}

export function rankingsOf(candidates: readonly Candidate[], settings: SelectionSettings): Ranking[] {
  return settings.estimators.map((each) => {
    const known = typeof each === 'string' ? registered.find(({ name }) => name === each) : each;
    const name = typeof each === 'string' ? each : each.name;
    const scored = candidates.map((candidate) => scoreOf(candidate, name, known, settings));
    const kept = keptScore(candidates[0], name, known, settings);
    const ranks = rankBy([kept, ...scored].map(({ score }) => score));
    const policies = [
      { policy: KEEP, estimate: kept.estimate, truth: kept.truth },
      ...candidates.map(({ policy, result, truths }) => ({
        ...{ policy, estimate: estimateBy(result, name), truth: truths[name] },
      })),
    ];
    return {
      estimator: name,
      policies: policies.map((one, c) => ({
        ...one,
        rank: ranks[c],
        ...(c > 0 && scored[c - 1].why !== undefined && { unranked: scored[c - 1].why! }),
      })),
      metrics: metricsOf(candidates, name, scored, settings),
    };
  });
}

interface Scored {
  readonly score: number | undefined;
  readonly why?: string;
}

function scoreOf({ result }: Candidate, name: string, known: Estimator | undefined, { by }: SelectionSettings): Scored {
  const estimate = estimateBy(result, name);
  if (estimate?.fault !== undefined) return { score: undefined, why: estimate.fault };
  if (name === BY_GAIN) {
    if ('reason' in result.gain) return { score: undefined, why: result.gain.reason };
    return { score: by === 'lower' ? result.gain.lower : result.gain.gain };
  }
  if (by === 'estimate') return { score: estimate?.value };
  const { interval } = estimate ?? {};
  if (!interval || 'reason' in interval)
    return {
      score: undefined,
      why: `without an interval there is no lower end${interval ? `: ${interval.reason}` : ''}`,
    };
  const refusal = known && rankingRefusal(known, result.diagnostics);
  return refusal === undefined ? { score: interval.interval.lower } : { score: undefined, why: refusal };
}

/** The behaviour policy itself gains nothing, and is worth the mean return, whoever estimates it. */
function keptScore(
  { result, behaviourTruth: truth }: Candidate,
  name: string,
  known: Estimator | undefined,
  { by }: SelectionSettings,
): Scored & Pick<Ranked, 'estimate' | 'truth'> {
  const estimate = estimateBy(result, 'on-policy');
  // Without a horizon it is worth something else, which the log does not show.
  if (known?.estimand === 'no horizon') return { score: undefined, estimate: undefined, truth: undefined };
  if (name === BY_GAIN) return { score: 0, estimate, truth };
  const { value, interval } = estimate ?? {};
  const lower = interval && 'interval' in interval ? interval.interval.lower : undefined;
  return { score: by === 'lower' ? lower : value, estimate, truth };
}

/** Of the candidates alone: the behaviour is what they are compared with. */
function metricsOf(
  candidates: readonly Candidate[],
  name: string,
  scored: readonly Scored[],
  settings: SelectionSettings,
): SelectionMetrics | undefined {
  const truths = candidates.map(({ truths }) => truths[name]);
  const values = candidates.map(({ result }) => estimateBy(result, name)?.value);
  const scores = scored.map(({ score }) => score);
  if ([...scores, ...truths, ...values].some((value) => value === undefined)) return undefined;
  // A gain is over the behaviour, thresholds are values.
  const own = name === BY_GAIN ? onPolicyValue(candidates[0]) : 0;
  return {
    ...selectionMetrics(
      scores.map((score) => own + score!),
      truths as number[],
      {
        k: settings.top,
        threshold: thresholdOf(candidates, settings),
        behaviourValue: candidates[0].behaviourTruth ?? onPolicyValue(candidates[0]),
      },
    ),
    // A lower end is no estimate of the value: its distance from it is no error.
    meanSquaredError: meanSquaredError(values as number[], truths as number[]),
  };
}

function estimateBy({ estimates }: OffPolicyResult, name: string): Estimate | undefined {
  return estimates.find(({ estimator }) => estimator === name);
}

/** The mean return of the log, in place of the behaviour policy's value where that is not known. */
function onPolicyValue({ result }: Candidate): number {
  return estimateBy(result, 'on-policy')!.value!;
}

export function thresholdOf(candidates: readonly Candidate[], { threshold }: SelectionSettings): number {
  return threshold ?? onPolicyValue(candidates[0]);
}
