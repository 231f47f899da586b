import { verdictText } from '../../honest/verdict/verdictText.js';
import { rankBy } from '../../ope/selection/rankBy.js';
import { discountText } from '../input/chosenDiscount.js';
import { decimal, table } from '../output/table.js';
import { choiceByGain, choiceText } from './choiceByGain.js';
import { estimateNotes, refitNotes } from './estimateNotes.js';
import { diagnosticsJson, intervalText } from './opeReport.js';
import {
  BY_GAIN,
  type Candidate,
  KEEP,
  type Ranking,
  type SelectionSettings,
  rankingsOf,
  thresholdOf,
} from './rankings.js';

/** The choice as tables for people. */
export function selectionText(candidates: readonly Candidate[], settings: SelectionSettings): string {
  const { result } = candidates[0];
  const rankings = rankingsOf(candidates, settings);
  const choice = choiceByGain(candidates, rankings);
  const parts = rankings.map((ranking) =>
    ranking.estimator === BY_GAIN ? gainTable(candidates, ranking, settings) : estimateTable(ranking, settings),
  );
  const judged = rankings.filter(({ metrics }) => metrics !== undefined);
  if (judged.length > 0) parts.push(metricsText(judged, settings, thresholdOf(candidates, settings)));
  const warnings = candidates.flatMap(({ policy, result: { diagnostics } }) =>
    diagnostics.warnings.map((warning) => `Warning: ${policy}: ${warning}`),
  );
  const ofEstimates = estimateNotes(
    rankings.flatMap(({ estimator, policies }) =>
      policies.flatMap(({ policy, estimate }) =>
        estimate && policy !== KEEP && estimator !== BY_GAIN ? [{ name: `${estimator} of ${policy}`, estimate }] : [],
      ),
    ),
  );
  const notes = [...ofEstimates, ...refitNotes(result)].map((note) => `Note: ${note}`);
  const heading = `${candidates.length} policies on ${result.nEpisodes} episodes; horizon ${result.horizon}, ${discountText(settings.chosen)}, behaviour ${result.behaviour}`;
  const remarks = [...learnedText(candidates), ...notes, ...unrankedText(rankings), ...warnings];
  return `${[...verdictsOf(candidates), heading, ...(choice ? [choiceText(choice)] : []), ...parts, ...(remarks.length > 0 ? [remarks.join('\n')] : [])].join('\n\n')}\n`;
}

/** The same as data. */
export function selectionJson(candidates: readonly Candidate[], settings: SelectionSettings): Record<string, unknown> {
  const rankings = rankingsOf(candidates, settings);
  return {
    ...settings.chosen,
    by: settings.by,
    level: settings.level,
    top: settings.top,
    threshold: thresholdOf(candidates, settings),
    choice: choiceByGain(candidates, rankings) ?? null,
    verdicts: candidates.map(({ policy, verdicts }) => ({ policy, verdict: verdicts })),
    rankings: rankings.map(({ estimator, policies, metrics }) => ({
      estimator,
      policies: policies.map(({ policy, estimate, rank, truth, unranked }) => ({
        policy,
        ...estimate,
        rank: rank ?? null,
        truth: truth ?? null,
        ...(unranked !== undefined && { unranked }),
      })),
      metrics: metrics ?? null,
    })),
    gains: candidates.map(({ policy, learned, result: { gain } }) => ({
      policy,
      learnedFromThisLog: learned,
      ...gain,
    })),
    diagnostics: candidates.map(({ policy, result: { diagnostics } }) => ({
      policy,
      ...diagnosticsJson(diagnostics),
    })),
  };
}

/** How far the estimates of each policy are to be believed. */
function verdictsOf(candidates: readonly Candidate[]): string[] {
  return candidates.flatMap(({ policy, verdicts }) =>
    verdicts.map((one) => verdictText(`${one.about} of ${policy}`, one)),
  );
}

/** By `cis`: what is gained over the behaviour policy, at least, and what of each policy the log holds. */
function gainTable(candidates: readonly Candidate[], ranking: Ranking, settings: SelectionSettings): string {
  const method = candidates.flatMap(({ result: { gain } }) => ('method' in gain ? [gain.method] : [])).at(0);
  const percent = (share: number): string => `${decimal(100 * share, 1)} %`;
  const held = [undefined, ...candidates].map((candidate) => {
    if (!candidate) return [0, 0, percent(1), decimal(candidates[0].result.nEpisodes, 1)];
    const { gain, diagnostics } = candidate.result;
    const { shareHeld, effectiveSampleSize } = diagnostics;
    const bound = 'reason' in gain ? ['-', '-'] : [gain.gain, gain.lower];
    return [...bound, percent(shareHeld), decimal(effectiveSampleSize, 1)];
  });
  const rows = ranking.policies.map(({ policy, rank }, c) => [policy, ...held[c], String(rank ?? '-')]);
  const head = ['policy', 'gain', 'at least', 'share held', 'effective size', 'rank'];
  const by = settings.by === 'lower' ? 'the least gain' : 'the gain';
  const level = method ? ` (one-sided ${oneSided(settings)}, ${method})` : '';
  return `${BY_GAIN}, ranked by ${by} over the behaviour policy${level}\n${withTruths(head, rows, ranking)}`;
}

function estimateTable(ranking: Ranking, settings: SelectionSettings): string {
  const rows = ranking.policies.map(({ policy, estimate, rank }) => [
    ...[policy, estimate?.value ?? '-', intervalText(estimate?.interval), String(rank ?? '-')],
  ]);
  const head = ['policy', 'estimate', `${decimal(100 * settings.level, 1)} % interval`, 'rank'];
  const by = settings.by === 'lower' ? `the lower end (one-sided ${oneSided(settings)})` : 'the estimate';
  return `${ranking.estimator}, ranked by ${by}\n${withTruths(head, rows, ranking)}`;
}

/** Where the truth of every candidate is known, with it. */
function withTruths(head: string[], rows: (string | number)[][], { policies: [kept, ...others] }: Ranking): string {
  if (others.some(({ truth }) => truth === undefined)) return table(head, rows);
  const truths = [kept, ...others].map(({ truth }) => truth);
  const ranks = rankBy(truths);
  return table(
    [...head, 'truth', 'true rank'],
    rows.map((row, c) => [...row, truths[c] ?? '-', String(ranks[c] ?? '-')]),
  );
}

function oneSided({ level }: SelectionSettings): string {
  return `${decimal(50 * (1 + level), 1)} %`;
}

function learnedText(candidates: readonly Candidate[]): string[] {
  const learned = candidates.filter((candidate) => candidate.learned).map(({ policy }) => policy);
  return learned.length === 0
    ? []
    : [`Note: learned from this very log, so that no bound holds: ${learned.join(', ')}`];
}

/** Which policies have no rank by which estimator, and why: each reason once. */
function unrankedText(rankings: readonly Ranking[]): string[] {
  const byReason = new Map<string, Map<string, string[]>>();
  for (const { estimator, policies } of rankings)
    for (const { policy, unranked } of policies) {
      if (unranked === undefined) continue;
      const ofReason = byReason.get(unranked) ?? new Map<string, string[]>();
      byReason.set(unranked, ofReason.set(policy, [...(ofReason.get(policy) ?? []), estimator]));
    }
  return [...byReason].flatMap(([reason, policies]) => {
    const byEstimators = new Map<string, string[]>();
    for (const [policy, names] of policies)
      byEstimators.set(names.join(', '), [...(byEstimators.get(names.join(', ')) ?? []), policy]);
    return [...byEstimators].map(([names, of]) => `Note: no rank of ${of.join(', ')} by ${names}: ${reason}`);
  });
}

function metricsText(judged: readonly Ranking[], { top }: SelectionSettings, threshold: number): string {
  const rows = judged.map(({ estimator, metrics }) => [
    ...[estimator, metrics!.meanSquaredError, metrics!.rankCorrelation ?? '-', metrics!.regret],
    ...[metrics!.typeI ?? '-', metrics!.typeII ?? '-', metrics!.sharpeRatio ?? '-'],
  ]);
  const head = [
    ...['against the truth', 'mean squared error', 'rank correlation', `regret@${top}`],
    ...['type I', 'type II', `SharpeRatio@${top}`],
  ];
  return `${table(head, rows)}\naccepted: ${decimal(threshold)} or more; type I: accepted below it, type II: rejected above it`;
}
