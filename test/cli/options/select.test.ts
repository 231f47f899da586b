import { expect, it } from 'vitest';
import { meanSquaredError } from '../../../src/ope/selection/meanSquaredError.js';
import { selectionMetrics } from '../../../src/ope/selection/selectionMetrics.js';
import type { Estimate } from '../../../src/ope/offPolicyEvaluation.js';
import { commandRun } from '../../support/commandRun.js';
import { type Estimated, diagnosticsOf, estimateRows, estimated, shownInterval } from './estimates.js';
import { type Given, without, wordsOf } from './given.js';
import { discountOf } from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { cellsAfter, shown } from './textTable.js';

const folder = await preparedFolder();

async function candidatesOf(given: Given): Promise<{ all: readonly Estimated[]; chosen: object }> {
  const specs = given.policy as readonly string[];
  const source = { folder, given };
  const first = await estimated(source, specs[0], ['on-policy']);
  const targets = await Promise.all(specs.map((spec) => estimated(source, spec, ['on-policy'])));
  // The policy of a file that names a discount decides for all.
  const chosen = targets
    .map(({ target }) => discountOf(source, target))
    .find(({ discountFrom }) => discountFrom !== 'default');
  if (chosen?.discountFrom !== 'the policy')
    return { all: targets, chosen: chosen ?? discountOf(source, first.target) };
  const settled = { folder, given: { ...given, discount: chosen.discount } };
  return { all: await Promise.all(specs.map((spec) => estimated(settled, spec, ['on-policy']))), chosen };
}

/** Ranks, the highest first. */
function ranksOf(scores: readonly (number | undefined)[]): (number | null)[] {
  return scores.map((score) =>
    score === undefined ? null : 1 + scores.filter((other) => other !== undefined && other > score + 1e-12).length,
  );
}

async function library(given: Given): Promise<Record<string, unknown>> {
  const { all, chosen } = await candidatesOf(given);
  const onPolicy = of(all[0], 'on-policy')!.value!;
  const threshold = Number(given.threshold ?? onPolicy);
  const top = Number(given.top ?? 1);
  const names = given.policy as readonly string[];
  return {
    ...chosen,
    by: given.by ?? 'estimate',
    top,
    threshold,
    rankings: (given.estimator as readonly string[]).map((estimator) => {
      const estimates = all.map((one) => of(one, estimator)!);
      const scores = estimates.map((estimate) => (given.by === 'lower' ? lowerOf(estimate) : estimate.value));
      const truths = all.map((one) => one.truths[estimator] as number | undefined);
      const ranks = ranksOf(scores);
      const complete = [...scores, ...truths].every((value) => value !== undefined);
      const behaviourValue = all[0].behaviourTruth ?? onPolicy;
      return {
        estimator,
        policies: names.map((policy, c) => ({ policy, ...estimates[c], rank: ranks[c], truth: truths[c] ?? null })),
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
    }),
    diagnostics: names.map((policy, c) => ({ policy, ...diagnosticsOf(all[c].result.diagnostics) })),
  };
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
  estimator: ['wis', 'dm'],
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
    { option: 'round', value: 0.01, beside: { policy: ['hundredths.json', 'uniform'] } },
    { option: 'by', value: 'lower' },
    { option: 'top', value: 2 },
    { option: 'threshold', value: 0.35 },
    { option: 'json', value: true, leave: ['json'], manner: true },
  ],
});

interface Ranking {
  readonly estimator: string;
  readonly policies: readonly (Estimate & { readonly policy: string; readonly rank: number; readonly truth: number })[];
  readonly metrics: Readonly<Record<string, number | null>>;
}

it('shows the same figures in words, each under its head', async () => {
  const given = { ...without(base, 'json'), by: 'lower', top: 2, threshold: 0.3, seed: 3 };
  const { stdout } = await commandRun(folder, wordsOf('select', given));
  const { rankings } = (await library(given)) as unknown as { rankings: readonly Ranking[] };
  expect(stdout.split('\n')[0]).toBe(
    '3 policies on 24 episodes; horizon 6, discount 0.95 (--discount), behaviour known',
  );
  for (const { estimator, policies } of rankings) {
    const trueRanks = ranksOf(policies.map(({ truth }) => truth));
    expect(cellsAfter(stdout, new RegExp(`^${estimator}, ranked by the lower end$`))).toEqual([
      ['policy', 'estimate', 'interval', 'rank', 'truth', 'true rank'],
      ...policies.map(({ policy, value, interval, rank, truth }, c) => [
        policy,
        shown(value!),
        shownInterval(interval),
        String(rank),
        shown(truth),
        String(trueRanks[c]),
      ]),
    ]);
  }
  const number = (value: number | null): string =>
    value === null ? '-' : value.toFixed(4).replace(/^-(0\.0*)$/, '$1');
  const judged = stdout.slice(stdout.indexOf('against the truth') - 2);
  expect(cellsAfter(`\n${judged}`, /^$/)).toEqual([
    ['against the truth', 'mean squared error', 'rank correlation', 'regret@2', 'type I', 'type II', 'SharpeRatio@2'],
    ...rankings.map(({ estimator, metrics }) => [
      estimator,
      number(metrics.meanSquaredError),
      number(metrics.rankCorrelation),
      number(metrics.regret),
      number(metrics.typeI),
      number(metrics.typeII),
      number(metrics.sharpeRatio),
    ]),
  ]);
  expect(stdout).toContain('accepted: 0.3000 or more; type I: accepted below it, type II: rejected above it\n');
});
