import type { Provenance } from '../../files/index.js';
import type { IntervalOrReason } from '../../ope/intervals/estimateIntervals.js';
import type { Diagnostics } from '../../ope/diagnostics/diagnostics.js';
import { LEANS } from '../../ope/diagnostics/warnings.js';
import type { Estimate, OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import type { InfluentialEpisode } from '../../ope/influentialEpisodes.js';
import { type ChosenDiscount, discountText } from '../input/chosenDiscount.js';
import { decimal, figure, percent, table } from '../output/table.js';
import { estimateNotes, refitNotes } from './estimateNotes.js';

/**
 * Exact values in the environment of the log, where it has an exact model; by estimator, as not all estimate the same.
 */
export type Truths = Readonly<Partial<Record<string, number>>>;

/** A result as tables for people. */
export function opeText(
  policy: string,
  { estimates, diagnostics, ...result }: OffPolicyResult,
  truths: Truths,
  chosen: ChosenDiscount,
): string {
  const further = estimates.flatMap(({ estimator, statistics = {} }) =>
    Object.entries(statistics).map(([name, { value, interval }]) => [
      `${estimator}: ${name}`,
      value,
      intervalText(interval),
    ]),
  );
  const { effectiveSampleSize, largestWeightShare, nPositive, nEpisodes, shareHeld, warnings } = diagnostics;
  const parts = [
    `Value of policy ${policy} from ${nEpisodes} episodes; horizon ${result.horizon}, ${discountText(chosen)}, behaviour ${result.behaviour}, model ${result.model}`,
    estimatesText(estimates, truths),
    ...(further.length > 0 ? [table(['distribution of the return', 'value', intervalHead(estimates)], further)] : []),
    ...influentialText(result.influential ?? [], estimates),
    `Episodes with positive weight: ${nPositive} of ${nEpisodes}; mean weight ${diagnostics.meanWeight.toPrecision(3)} (s.e. ${diagnostics.meanWeightError?.toPrecision(2) ?? '-'}); effective sample size ${decimal(effectiveSampleSize, 1)}; largest share of the weight ${decimal(100 * largestWeightShare, 1)} %; ${shareHeldText(shareHeld)}`,
    ...gainText(result.gain, estimates),
    ...[
      ...estimateNotes(estimates.map((estimate) => ({ name: estimate.estimator, estimate }))),
      ...refitNotes(result),
    ].map((note) => `Note: ${note}`),
    ...leftOutText(result.leftOut),
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...supportText(diagnostics),
  ];
  return `${parts.join('\n\n').replaceAll(/\n\n(?=Note|Warning)/g, '\n')}\n`;
}

/** Estimates with their intervals, and with the truth where it is known. */
export function estimatesText(estimates: readonly Estimate[], truths: Truths): string {
  const withTruth = Object.keys(truths).length > 0;
  const rows = estimates.map((estimate) => {
    const truth = truths[estimate.estimator];
    return [
      estimate.estimator,
      estimate.value ?? '-',
      intervalText(estimate.interval),
      ...(withTruth
        ? [truth ?? '-', truth === undefined || estimate.value === undefined ? '-' : estimate.value - truth]
        : []),
    ];
  });
  return table(['estimator', 'value', intervalHead(estimates), ...(withTruth ? ['truth', 'error'] : [])], rows);
}

function intervalHead(estimates: readonly Estimate[]): string {
  const level = levelOf(estimates);
  return level === undefined ? 'interval' : `${decimal(level.level * 100, 1)} % ${level.method}`;
}

/** Which episodes carry the estimates: the one that moves one most in a sentence, all in a table. */
function influentialText(episodes: readonly InfluentialEpisode[], estimates: readonly Estimate[]): string[] {
  if (episodes.length === 0) return [];
  const names = Object.keys(episodes[0].without);
  const values = names.map((name) => estimates.find(({ estimator }) => estimator === name)!.value!);
  const [{ episode, without }] = episodes;
  const moves = names.map((name, k) => Math.abs((without[name] ?? Infinity) - values[k]));
  const moved = moves.indexOf(Math.max(...moves));
  const rest = without[names[moved]];
  const sentence =
    rest === null
      ? `Without episode ${episode} there is no estimate by ${names[moved]}.`
      : `Episode ${episode} alone moves ${names[moved]} from ${figure(rest)} to ${figure(values[moved])}.`;
  const rows = episodes.map((each) => [
    each.episode,
    percent(each.weightShare),
    each.observedReturn,
    ...names.map((name) => each.without[name] ?? '-'),
  ]);
  return [
    `${sentence}\n${table(['without episode', 'its weight', 'its return', ...names], [['(with all)', '', '', ...values], ...rows])}`,
  ];
}

export function shareHeldText(shareHeld: number): string {
  return `share of the policy's runs that the log holds ${decimal(100 * shareHeld, 1)} %`;
}

/** Beside the value by `cis`, what it says of the gain: both policies judged on the same runs. */
export function gainText(gain: OffPolicyResult['gain'], estimates: readonly Estimate[]): string[] {
  if ('reason' in gain || !estimates.some(({ estimator }) => estimator === 'cis')) return [];
  return [
    `Gain over the behaviour policy, by cis: ${figure(gain.gain)}, at least ${figure(gain.lower)} (one-sided ${decimal(100 * gain.level, 1)} %, ${gain.method})`,
  ];
}

/** What does not apply, by its reason. */
export function leftOutText(leftOut: OffPolicyResult['leftOut']): string[] {
  const byReason = new Map<string, string[]>();
  for (const { estimator, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), estimator]);
  return [...byReason].map(([reason, names]) => `Note: left out: ${names.join(', ')}: ${reason}`);
}

/** The same as data. */
export function opeJson(
  policy: string,
  { diagnostics, ...result }: OffPolicyResult,
  truths: Truths,
  { discountFrom }: ChosenDiscount,
): Record<string, unknown> {
  return {
    policy,
    ...result,
    discountFrom,
    estimates: result.estimates.map((estimate) => ({ ...estimate, truth: truths[estimate.estimator] ?? null })),
    diagnostics: diagnosticsJson(diagnostics),
  };
}

/** Diagnostics as data: lists for typed arrays. */
export function diagnosticsJson(diagnostics: Diagnostics): Record<string, unknown> {
  return {
    ...diagnostics,
    effectiveSampleSizeByStep: Array.from(diagnostics.effectiveSampleSizeByStep),
    meanWeightByStep: Array.from(diagnostics.meanWeightByStep),
  };
}

/** CSV lines, one an estimate, after a comment that says how the file was made. */
export function* opeRows(
  source: Provenance,
  { estimates }: Pick<OffPolicyResult, 'estimates'>,
  truths: Truths,
): Generator<string> {
  yield `# couplet ${JSON.stringify(source)}\n`;
  yield 'estimator,value,lower,upper,level,method,truth\n';
  for (const { estimator, value, interval } of estimates) {
    const found = interval && 'interval' in interval ? interval.interval : undefined;
    const cells = [value, found?.lower, found?.upper, found?.level, found?.method, truths[estimator]];
    yield `${[estimator, ...cells.map((cell) => cell ?? '')].join(',')}\n`;
  }
}

export function intervalText(found: IntervalOrReason | undefined): string {
  if (found === undefined || 'reason' in found) return '-';
  return `[${figure(found.interval.lower)}, ${figure(found.interval.upper)}]`;
}

export function levelOf(estimates: readonly Estimate[]): { level: number; method: string } | undefined {
  for (const { interval } of estimates) if (interval && 'interval' in interval) return interval.interval;
  return undefined;
}

const SHOWN = 5;

/**
 * The pairs that the warnings are about: those without any case are among the thin ones, where these are worth a
 * warning.
 */
export function supportText({
  support,
  supportViolations: violations,
  thinSupport,
}: Pick<Diagnostics, 'support' | 'supportViolations' | 'thinSupport'>): string[] {
  const thin = thinSupport.atMostTwice >= LEANS ? thinSupport.pairs : [];
  return [
    ...(support === 'known' || thin.length === 0
      ? firstRows(
          ['without support in the log', 'visits', 'target probability'],
          violations.map(({ label, visits, targetProbability }) => [label, String(visits), targetProbability]),
        )
      : []),
    ...firstRows(
      ['hardly in the log', 'times', 'share of the runs'],
      thin.map(({ label, seen, share }) => [label, String(seen), share]),
    ),
  ];
}

function firstRows(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > SHOWN ? `\n(${rows.length - SHOWN} more: see --json)` : '';
  return [`${table(head, rows.slice(0, SHOWN))}${more}`];
}
