import type { Estimate, OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import { rankBy } from '../../ope/selection/rankBy.js';
import { meanSquaredError } from '../../ope/selection/meanSquaredError.js';
import { type SelectionMetrics, selectionMetrics } from '../../ope/selection/selectionMetrics.js';
import { type ChosenDiscount, discountText } from '../input/chosenDiscount.js';
import { decimal, table } from '../output/table.js';
import { estimateNotes } from './estimateNotes.js';
import { type Truths, diagnosticsJson, intervalText } from './opeReport.js';

/** A policy to choose, with what was estimated of it. */
export interface Candidate {
  readonly policy: string;
  /** Holds `on-policy` beside the estimators asked for. */
  readonly result: OffPolicyResult;
  /** Exact values of what each estimator estimates, where they are known. */
  readonly truths: Truths;
  /** Of the behaviour policy. */
  readonly behaviourTruth: number | undefined;
}

export interface SelectionSettings {
  readonly estimators: readonly string[];
  readonly by: 'estimate' | 'lower';
  readonly top: number;
  readonly threshold: number | undefined;
  readonly chosen: ChosenDiscount;
}

/** What one estimator says of all candidates. */
interface Ranking {
  readonly estimator: string;
  readonly estimates: readonly (Estimate | undefined)[];
  readonly ranks: readonly (number | undefined)[];
  /** Where every candidate has a score and a known value. */
  readonly metrics: SelectionMetrics | undefined;
}

/** The choice as tables for people. */
export function selectionText(candidates: readonly Candidate[], settings: SelectionSettings): string {
  const { result } = candidates[0];
  const rankings = rankingsOf(candidates, settings);
  const parts = rankings.map(({ estimator, estimates, ranks }) => {
    const truths = candidates.map((candidate) => candidate.truths[estimator]);
    const withTruth = truths.every((truth) => truth !== undefined);
    const trueRanks = rankBy(truths);
    const rows = candidates.map(({ policy }, c) => [
      policy,
      estimates[c]?.value ?? '-',
      intervalText(estimates[c]?.interval),
      String(ranks[c] ?? '-'),
      ...(withTruth ? [truths[c], String(trueRanks[c])] : []),
    ]);
    const head = ['policy', 'estimate', 'interval', 'rank', ...(withTruth ? ['truth', 'true rank'] : [])];
    return `${estimator}, ranked by ${settings.by === 'lower' ? 'the lower end' : 'the estimate'}\n${table(head, rows)}`;
  });
  const judged = rankings.filter(({ metrics }) => metrics !== undefined);
  if (judged.length > 0) parts.push(metricsText(judged, settings, thresholdOf(candidates, settings)));
  const warnings = candidates.flatMap(({ policy, result: { diagnostics } }) =>
    diagnostics.warnings.map((warning) => `Warning: ${policy}: ${warning}`),
  );
  const notes = estimateNotes(
    rankings.flatMap(({ estimator, estimates }) =>
      estimates.flatMap((estimate, c) =>
        estimate ? [{ name: `${estimator} of ${candidates[c].policy}`, estimate }] : [],
      ),
    ),
  ).map((note) => `Note: ${note}`);
  const heading = `${candidates.length} policies on ${result.nEpisodes} episodes; horizon ${result.horizon}, ${discountText(settings.chosen)}, behaviour ${result.behaviour}`;
  const remarks = [...notes, ...unranked(candidates, rankings, settings), ...warnings];
  return `${[heading, ...parts, ...(remarks.length > 0 ? [remarks.join('\n')] : [])].join('\n\n')}\n`;
}

/** The same as data. */
export function selectionJson(candidates: readonly Candidate[], settings: SelectionSettings): Record<string, unknown> {
  return {
    ...settings.chosen,
    by: settings.by,
    top: settings.top,
    threshold: thresholdOf(candidates, settings),
    rankings: rankingsOf(candidates, settings).map(({ estimator, estimates, ranks, metrics }) => ({
      estimator,
      policies: candidates.map(({ policy, truths }, c) => ({
        policy,
        ...estimates[c],
        rank: ranks[c] ?? null,
        truth: truths[estimator] ?? null,
      })),
      metrics: metrics ?? null,
    })),
    diagnostics: candidates.map(({ policy, result: { diagnostics } }) => ({
      policy,
      ...diagnosticsJson(diagnostics),
    })),
  };
}

function rankingsOf(candidates: readonly Candidate[], settings: SelectionSettings): Ranking[] {
  const threshold = thresholdOf(candidates, settings);
  return settings.estimators.map((estimator) => {
    const estimates = candidates.map(({ result }) => estimateBy(result, estimator));
    const scores = estimates.map((estimate) => scoreOf(estimate, settings.by));
    const truths = candidates.map((candidate) => candidate.truths[estimator]);
    const complete = [...scores, ...truths].every((value) => value !== undefined);
    return {
      estimator,
      estimates,
      ranks: rankBy(scores),
      metrics: complete
        ? {
            ...selectionMetrics(scores as number[], truths as number[], {
              k: settings.top,
              threshold,
              behaviourValue: candidates[0].behaviourTruth ?? onPolicyValue(candidates[0]),
            }),
            // A lower end is no estimate of the value: its distance from it is no error.
            meanSquaredError: meanSquaredError(
              estimates.map((estimate) => estimate!.value!),
              truths as number[],
            ),
          }
        : undefined,
    };
  });
}

/** Which policies have no rank by which estimator: an estimate without an interval has no lower end. */
function unranked(candidates: readonly Candidate[], rankings: readonly Ranking[], { by }: SelectionSettings): string[] {
  const why = by === 'lower' ? 'without an interval there is no lower end' : 'there is no estimate';
  return rankings.flatMap(({ estimator, ranks }) => {
    const without = candidates.filter((_, c) => ranks[c] === undefined).map(({ policy }) => policy);
    return without.length === 0 ? [] : [`Note: no rank of ${without.join(', ')} by ${estimator}: ${why}`];
  });
}

function scoreOf(estimate: Estimate | undefined, by: SelectionSettings['by']): number | undefined {
  if (by === 'estimate') return estimate?.value;
  const { interval } = estimate ?? {};
  return interval && 'interval' in interval ? interval.interval.lower : undefined;
}

function estimateBy({ estimates }: OffPolicyResult, name: string): Estimate | undefined {
  return estimates.find(({ estimator }) => estimator === name);
}

/** The mean return of the log, in place of the behaviour policy's value where that is not known. */
function onPolicyValue({ result }: Candidate): number {
  return estimateBy(result, 'on-policy')!.value!;
}

function thresholdOf(candidates: readonly Candidate[], { threshold }: SelectionSettings): number {
  return threshold ?? onPolicyValue(candidates[0]);
}

function metricsText(judged: readonly Ranking[], { top }: SelectionSettings, threshold: number): string {
  const rows = judged.map(({ estimator, metrics }) => [
    estimator,
    metrics!.meanSquaredError,
    metrics!.rankCorrelation ?? '-',
    metrics!.regret,
    metrics!.typeI ?? '-',
    metrics!.typeII ?? '-',
    metrics!.sharpeRatio ?? '-',
  ]);
  const head = [
    'against the truth',
    'mean squared error',
    'rank correlation',
    `regret@${top}`,
    'type I',
    'type II',
    `SharpeRatio@${top}`,
  ];
  return `${table(head, rows)}\naccepted: ${decimal(threshold)} or more; type I: accepted below it, type II: rejected above it`;
}
