import { expect, it } from 'vitest';
import { meanSquaredError } from '../../../src/ope/selection/meanSquaredError.js';
import { selectionMetrics } from '../../../src/ope/selection/selectionMetrics.js';
import type { Gain } from '../../../src/ope/gainOverBehaviour.js';
import type { Estimate } from '../../../src/ope/offPolicyEvaluation.js';
import { commandRun } from '../../support/commandRun.js';
import { type Estimated, diagnosticsOf, estimateRows, estimated, shownInterval } from './estimates.js';
import { type Given, without, wordsOf } from './given.js';
import { discountOf } from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { seeThreads } from './seeThreads.js';
import { cellsAfter, shown } from './textTable.js';

const folder = await preparedFolder();

async function candidatesOf(given: Given): Promise<{ all: readonly Estimated[]; chosen: object }> {
  const specs = given.policy as readonly string[];
  const source = { folder, given };
  const asked = { more: ['on-policy'], candidates: specs.length, level: 0.9 };
  const first = await estimated(source, specs[0], asked);
  const targets = await Promise.all(specs.map((spec) => estimated(source, spec, asked)));
  // The policy of a file that names a discount decides for all.
  const chosen = targets
    .map(({ target }) => discountOf(source, target))
    .find(({ discountFrom }) => discountFrom !== 'default');
  if (chosen?.discountFrom !== 'the policy')
    return { all: targets, chosen: chosen ?? discountOf(source, first.target) };
  const settled = { folder, given: { ...given, discount: chosen.discount } };
  return { all: await Promise.all(specs.map((spec) => estimated(settled, spec, asked))), chosen };
}

/** Ranks, the highest first. */
function ranksOf(scores: readonly (number | undefined)[]): (number | null)[] {
  return scores.map((score) =>
    score === undefined ? null : 1 + scores.filter((other) => other !== undefined && other > score + 1e-12).length,
  );
}

const KEEP = 'keep the behaviour';

async function library(given: Given): Promise<Record<string, unknown>> {
  const { all, chosen } = await candidatesOf(given);
  const kept = of(all[0], 'on-policy')!;
  const onPolicy = kept.value!;
  const threshold = Number(given.threshold ?? onPolicy);
  const top = Number(given.top ?? 1);
  const names = given.policy as readonly string[];
  const by = given.by ?? (given.interval === 'none' ? 'estimate' : 'lower');
  const rankings = (given.estimator as readonly string[]).map((estimator) => {
    const estimates = all.map((one) => of(one, estimator)!);
    const scored = all.map((one, c) => scoreOf(one, estimates[c], by));
    const keptScore = estimator === 'cis' ? 0 : by === 'lower' ? lowerOf(kept) : onPolicy;
    const truths = all.map((one) => one.truths[estimator] as number | undefined);
    const ranks = ranksOf([keptScore, ...scored.map(({ score }) => score)]);
    const scores = scored.map(({ score }) => score && score + (estimator === 'cis' ? onPolicy : 0));
    const complete = [...scores, ...truths].every((value) => value !== undefined);
    const behaviourValue = all[0].behaviourTruth ?? onPolicy;
    return {
      estimator,
      policies: [
        { policy: KEEP, ...kept, rank: ranks[0], truth: all[0].behaviourTruth ?? null },
        ...names.map((policy, c) => ({
          ...{ policy, ...estimates[c], rank: ranks[c + 1], truth: truths[c] ?? null },
          ...(scored[c].why !== undefined && { unranked: scored[c].why }),
        })),
      ],
      metrics: complete
        ? {
            ...selectionMetrics(scores as number[], truths as number[], { k: top, threshold, behaviourValue }),
            meanSquaredError: meanSquaredError(
              estimates.map(({ value }) => value!),
              truths as number[],
            ),
          }
        : null,
    };
  });
  return {
    ...chosen,
    ...{ by, level: given.level ?? 0.9, top, threshold },
    choice: choiceOf(rankings, all),
    verdicts: names.map((policy, c) => ({ policy, verdict: all[c].verdict })),
    rankings,
    gains: names.map((policy, c) => ({ policy, learnedFromThisLog: policy === 'behaviour', ...all[c].result.gain })),
    diagnostics: names.map((policy, c) => ({ policy, ...diagnosticsOf(all[c].result.diagnostics) })),
  };
}

/** The score by which a candidate is ranked, or why it has none. */
function scoreOf({ result }: Estimated, estimate: Estimate, by: unknown): { score?: number; why?: string } {
  const { gain, diagnostics } = result;
  if (estimate.fault !== undefined) return { why: estimate.fault };
  if (estimate.estimator === 'cis') {
    if ('reason' in gain) return { why: gain.reason };
    return { score: by === 'lower' ? gain.lower : gain.gain };
  }
  if (by === 'estimate') return { score: estimate.value! };
  if (!estimate.interval || 'reason' in estimate.interval)
    return { why: `without an interval there is no lower end: ${estimate.interval?.reason ?? ''}` };
  const refused = ['is', 'wis', 'pdis', 'wpdis', 'dr', 'wdr', 'magic', 'mis', 'cdf'].includes(estimate.estimator);
  if (refused && diagnostics.effectiveSampleSize < 50)
    return {
      why: 'an effective sample size below 50, with which an interval of weighted runs is no lower bound',
    };
  if (refused && diagnostics.shareHeld < 0.8)
    return { why: 'a log that holds less than 80 % of its runs, so that weighted runs stand for others' };
  return { score: lowerOf(estimate)! };
}

/** What cis chooses: the first of its ranking, with its bound as the best of so many. */
function choiceOf(
  rankings: readonly {
    estimator: string;
    policies: readonly { policy: string; rank: number | null; unranked?: string }[];
  }[],
  all: readonly Estimated[],
): unknown {
  const policies = rankings.find(({ estimator }) => estimator === 'cis')?.policies;
  if (!policies) return null;
  if (policies.slice(1).every(({ rank }) => rank === null)) return { reason: policies[1].unranked };
  const at = policies.findIndex(({ rank }) => rank === 1);
  if (at === 0) return { policy: KEEP, learned: false, better: false };
  const gain = all[at - 1].result.gain as Gain;
  const learned = policies[at].policy === 'behaviour';
  return { policy: policies[at].policy, gain, learned, better: !learned && gain.lowerIfChosen > 0 };
}

function of({ result }: Estimated, name: string): Estimate | undefined {
  return result.estimates.find(({ estimator }) => estimator === name);
}

function lowerOf({ interval }: Estimate): number | undefined {
  return interval && 'interval' in interval ? interval.interval.lower : undefined;
}

const base: Given = {
  '<log>': 'log.csv',
  policy: ['other.json', 'uniform', 'target.json'],
  discount: 0.95,
  replicates: 20,
  estimator: ['cis', 'wis', 'dm'],
  json: true,
};

optionTable('select', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, ({ policy }) => ({ policy: [policy, 'behaviour'] }))),
    ...(await estimateRows(folder, (spec) => [spec, 'uniform'])),
    { option: '<log>', value: 'few.csv' },
    { option: 'policy', value: ['target.json', 'other.json'] },
    { option: 'discount', value: 0.5, beside: { policy: ['other.json', 'uniform'] } },
    { option: 'discount', value: 0.8, leave: ['discount'] },
    {
      option: 'threads',
      value: 2,
      manner: true,
      see: seeThreads,
      expected: async (given) => ({ ...((await library(given)) as object), threads: 2 }),
    },
    { option: 'check-states', value: false },
    { option: 'round', value: 0.01, beside: { policy: ['hundredths.json', 'uniform'] } },
    { option: 'by', value: 'estimate' },
    { option: 'by', value: 'estimate', beside: { interval: 't', behaviour: 'estimated' }, leave: ['replicates'] },
    { option: 'top', value: 2 },
    { option: 'threshold', value: 0.35 },
    { option: 'json', value: true, leave: ['json'], manner: true },
    {
      option: 'picture',
      value: 'run.svg',
      see: (_, read) => read('run.svg').startsWith('<?xml'),
      expected: () => true,
      manner: true,
    },
  ],
});

interface Shown {
  readonly policy: string;
  readonly value?: number;
  readonly interval?: Estimate['interval'];
  readonly rank: number | null;
  readonly truth: number | null;
}

interface Ranking {
  readonly estimator: string;
  readonly policies: readonly Shown[];
  readonly metrics: Readonly<Record<string, number | null>> | null;
}

interface Selection {
  readonly rankings: readonly Ranking[];
  readonly gains: readonly (Gain | { readonly reason: string })[];
  readonly diagnostics: readonly Held[];
  readonly verdicts: readonly {
    readonly policy: string;
    readonly verdict: readonly { readonly about: string; readonly level: string }[];
  }[];
}

interface Held {
  readonly shareHeld: number;
  readonly effectiveSampleSize: number;
}

function heldCells(gain: Selection['gains'][number], { shareHeld, effectiveSampleSize }: Held): string[] {
  const bound = 'reason' in gain ? ['-', '-'] : [shown(gain.gain), shown(gain.lower)];
  return [...bound, `${(100 * shareHeld).toFixed(1)} %`, effectiveSampleSize.toFixed(1)];
}

it('shows the same figures in words, each under its head', async () => {
  const given = { ...without(base, 'json'), behaviour: 'uniform', top: 2, threshold: 0.3, seed: 3 };
  const { stdout } = await commandRun(folder, wordsOf('select', given));
  const { rankings, gains, diagnostics, verdicts } = (await library(given)) as unknown as Selection;
  const lines = stdout.split('\n');
  const heading = lines.indexOf('3 policies on 24 episodes; horizon 6, discount 0.95 (--discount), behaviour known');
  expect(lines.slice(0, heading).filter((line) => line.startsWith('Verdict'))).toEqual(
    verdicts.flatMap(({ policy, verdict }) =>
      verdict.map(({ about, level }) => `Verdict on ${about} of ${policy}: ${level}`),
    ),
  );
  const [cis, ...others] = rankings;
  const trueRanks = ranksOf(cis.policies.map(({ truth }) => truth!));
  expect(
    cellsAfter(stdout, /^cis, ranked by the least gain over the behaviour policy \(one-sided 95.0 %, normal\)$/),
  ).toEqual([
    ['policy', 'gain', 'at least', 'share held', 'effective size', 'rank', 'truth', 'true rank'],
    ...cis.policies.map(({ policy, rank, truth }, c) => [
      ...[policy, ...(c === 0 ? ['0.0000', '0.0000', '100.0 %', '24.0'] : heldCells(gains[c - 1], diagnostics[c - 1]))],
      ...[rank === null ? '-' : String(rank), shown(truth!), String(trueRanks[c])],
    ]),
  ]);
  for (const { estimator, policies } of others)
    expect(cellsAfter(stdout, new RegExp(`^${estimator}, ranked by the lower end \\(one-sided 95.0 %\\)$`))).toEqual([
      ['policy', 'estimate', '90.0 % interval', 'rank', 'truth', 'true rank'],
      ...policies.map(({ policy, value, interval, rank, truth }, c) => [
        ...[policy, shown(value!), shownInterval(interval), rank === null ? '-' : String(rank)],
        ...[shown(truth!), String(trueRanks[c])],
      ]),
    ]);
  const number = (value: number | null): string =>
    value === null ? '-' : value.toFixed(4).replace(/^-(0\.0*)$/, '$1');
  const judged = stdout.slice(stdout.indexOf('against the truth') - 2);
  expect(cellsAfter(`\n${judged}`, /^$/)).toEqual([
    ['against the truth', 'mean squared error', 'rank correlation', 'regret@2', 'type I', 'type II', 'SharpeRatio@2'],
    ...rankings
      .filter(({ metrics }) => metrics !== null)
      .map(({ estimator, metrics }) => [
        estimator,
        ...['meanSquaredError', 'rankCorrelation', 'regret', 'typeI', 'typeII', 'sharpeRatio'].map((name) =>
          number(metrics![name]),
        ),
      ]),
  ]);
  expect(stdout).toContain('accepted: 0.3000 or more; type I: accepted below it, type II: rejected above it\n');
  expect(stdout).toContain('Choice by cis: keep the behaviour; nothing is shown to be better\n');
  expect(stdout).toContain(
    'Note: no rank of other.json, uniform, target.json by wis: an effective sample size below 50, with which an interval of weighted runs is no lower bound\n',
  );
});

it('chooses a policy that gains, says by how much, and no more of it as the best of several', async () => {
  const choose = async (...policies: readonly string[]): Promise<string> => {
    const words = policies.flatMap((policy) => ['--policy', policy]);
    const { stdout } = await commandRun(folder, [
      'select',
      'arms.csv',
      ...words,
      '--estimator',
      'cis',
      '--replicates',
      '2',
    ]);
    return stdout;
  };
  const one = await choose('physician:epsilon=0.3');
  const bound = /^Choice by cis: physician:epsilon=0.3, gain (\S+), at least (\S+) \(one-sided 95.0 %, normal\)/m;
  expect(one).toMatch(new RegExp(`${bound.source}: better than the behaviour policy, 95.0 %$`, 'm'));
  const three = await choose('physician:epsilon=0.3', 'uniform', 'physician:epsilon=0.6');
  expect(three).toMatch(
    new RegExp(`${bound.source}; as the best of 3 at least (\\S+): better than the behaviour policy, 95.0 %$`, 'm'),
  );
  const [, gain, lower, adjusted] = /gain (\S+), at least (\S+) .* best of 3 at least (\S+):/.exec(three)!.map(Number);
  expect(gain).toBeGreaterThan(lower);
  expect(lower).toBeGreaterThan(adjusted);
  expect(adjusted).toBeGreaterThan(0);
  // The worst arm of all is no reason to change.
  expect(await choose('physician:epsilon=0.9')).toMatch(
    /^Choice by cis: keep the behaviour; nothing is shown to be better$/m,
  );
  const unknown = await commandRun(folder, [
    'select',
    'arms.csv',
    '--policy',
    'uniform',
    '--behaviour',
    'estimated',
    '--interval',
    't',
  ]);
  expect(unknown.stdout).toMatch(
    /^No choice by cis: .*the probabilities of the logged actions must be known, got estimated ones/m,
  );
  expect(await choose('behaviour')).toMatch(/^Note: learned from this very log, so that no bound holds: behaviour$/m);
});
