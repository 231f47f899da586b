import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import { estimatesOf } from '../../../src/aggregates/estimates/estimatesOf.js';
import { memorySource } from '../../../src/aggregates/source/memorySource.js';
import { writeAggregates } from '../../../src/files/aggregates/writeAggregates.js';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { readPolicy, writeTrajectories } from '../../../src/files/index.js';
import { fit } from '../../../src/fit/fit.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { foldedEvaluation } from '../../../src/honest/foldedEvaluation.js';
import { abstractionBetween, spaceOf } from '../../../src/mdp/env.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { returnRange } from '../../../src/mdp/evaluate/returnRange.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import { loggedAtLeast } from '../../../src/mdp/optimise/loggedAtLeast.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { diagnosticsOf, estimateRows, estimated, shownInterval, verdictsOf } from './estimates.js';
import { type Given, without, wordsOf } from './given.js';
import { discountOf, readLog } from './library.js';
import { logRows } from './logCases.js';
import { type See, optionTable, seeJson } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';
import { seeThreads } from './seeThreads.js';
import { cellsAfter, shown } from './textTable.js';
import { csvIn } from './written.js';

const folder = await preparedFolder();

const sepsis = createEnv('sepsis');
const physician = createPolicy('physician', sepsis.exactModel!());
await writeTrajectories(
  join(folder, 'sepsis.csv'),
  simulate(createRng(2), sepsis, physician, { episodes: 60, horizon: 8 }),
  MADE,
);

/** Policies learned on all folds but one, each judged on that one. */
async function learnedInFolds(given: Given): Promise<Record<string, unknown>> {
  const { log: logged, env } = await readLog({ folder, given });
  const space = String(given.space ?? logged.source.space ?? env!.recorded);
  const log = projectTrajectories(logged, env!, space);
  const { folds: count = 3, worst = 0, replicates, estimator, discount = 1 } = given;
  const learn = (part: Trajectories): Policy => {
    const { prior, unseen } = given;
    const { mdp } = fit(
      part,
      { abstraction: abstractionBetween(env!, space, space), outcomes: env!.outcomes },
      {
        ...(prior !== undefined && {
          prior: { concentration: Number(prior), support: (given['prior-support'] ?? 'state') as 'row' },
        }),
        ...(unseen !== undefined && { unseen: String(unseen) }),
      },
    );
    const careful = mixWorst(mdp, Number(worst), { discount: 0.99 });
    const choosing = loggedAtLeast(careful, Number(given['min-count'] ?? 1));
    return { ...policyIteration(choosing, { discount: 0.99 }).policy, space };
  };
  const horizon = log.source.horizon!;
  const returns = returnRange(env!.exactModel!(), { horizon, discount: Number(discount), cut: false }).returns;
  const { result, folds } = foldedEvaluation(createRng(1), log, learn, {
    ...{ folds: Number(count), estimators: estimator as string[], labels: undefined, returnRange: returns },
    interval: { replicates: Number(replicates) },
    influential: 3,
  });
  const full = (policy: Policy): Policy => liftPolicy(policy, abstractionBetween(env!, env!.spaces[0].name, space));
  const truth = folds.reduce(
    (sum, { judge, policy }) =>
      sum + (judge.length / log.nEpisodes) * policyValue(env!.exactModel!(), full(policy), { horizon }).value,
    0,
  );
  const judged = result.estimates.filter(({ estimator }) => estimator !== 'on-policy');
  const truths = Object.fromEntries(judged.map(({ estimator }) => [estimator, truth]));
  const recorded = spaceOf(env!, logged.source.space ?? env!.recorded);
  const ends = observedOutcomes(logged, env!.outcomes, recorded.outcome);
  return {
    learnedFromThisLog: { model: false, policy: false },
    policy: `learned on ${Number(count) - 1} of ${Number(count)} folds${['worst', 'prior', 'unseen', 'min-count'].map((name) => (given[name] ? `, ${name} ${String(given[name])}` : '')).join('')}`,
    ...result,
    verdict: verdictsOf({ folder, given, mdp: undefined, target: undefined, result, truths }, log, ends),
    discountFrom: 'default',
    estimates: result.estimates.map((one) => ({ ...one, truth: one.estimator === 'on-policy' ? null : truth })),
    diagnostics: {},
  };
}

/** What does not depend on labels. */
const seeFigures: See = (run) => {
  return { ...(seeJson(run, () => '') as Record<string, unknown>), diagnostics: {} };
};

async function library(given: Given): Promise<Record<string, unknown>> {
  if (given.learn === true) return learnedInFolds(given);
  const source = { folder, given };
  const { target, result, truths, fragility, verdict } = await estimated(source, String(given.policy), {
    influential: Number(given.influential ?? 3),
  });
  return {
    // The files here do not say what they were made of.
    learnedFromThisLog: { model: false, policy: false },
    policy: given.policy,
    ...result,
    discountFrom: discountOf(source, target).discountFrom,
    estimates: result.estimates.map((one) => ({ ...one, truth: truths[one.estimator] ?? null })),
    diagnostics: diagnosticsOf(result.diagnostics),
    ...fragility,
    verdict,
  };
}

/** Rows of the file that `--out` names. */
async function rowsOf(given: Given): Promise<unknown> {
  const { result, truths } = await estimated({ folder, given }, String(given.policy));
  return result.estimates.map(({ estimator, value, interval }) => {
    const found = interval && 'interval' in interval ? interval.interval : undefined;
    const { lower = '', upper = '', level = '', method = '' } = found ?? {};
    const cells = { value: value ?? '', lower, upper, level, method, truth: truths[estimator] ?? '' };
    return { estimator, ...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, String(cell)])) };
  });
}

/** Sums of the log with the policy of all rows. */
const { log: summed } = await readLog({ folder, given: { '<log>': 'log.csv' } });
const summedPolicy = await readPolicy(join(folder, 'other.json'), {
  nStates: summed.nStates,
  nActions: summed.nActions,
});
const sums = await aggregate(memorySource(summed), { target: summedPolicy });
await writeAggregates(join(folder, 'sums.parquet'), sums, MADE);
const sumsResult = estimatesOf(sums, summedPolicy, { estimators: ['wis', 'dm', 'on-policy'] });

const seeSums: See = ({ stdout, stderr }) => {
  if (stdout === '') return stderr;
  const { estimates } = JSON.parse(stdout) as typeof sumsResult;
  return estimates.map(({ estimator, value }) => [estimator, value]);
};

const SEPSIS: Given = { '<log>': 'sepsis.csv' };

const LEARNING: Given = { ...SEPSIS, learn: true, space: 'projected' };

const base: Given = {
  '<log>': 'log.csv',
  policy: 'other.json',
  replicates: 20,
  estimator: ['wis', 'dm', 'on-policy'],
  json: true,
};

optionTable('ope', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, ({ policy }) => ({ policy }))),
    ...(await estimateRows(folder, (spec) => spec)),
    { option: '<log>', value: 'few.csv' },
    {
      option: 'aggregates',
      value: ['sums.parquet'],
      leave: ['<log>'],
      see: seeSums,
      expected: () => sumsResult.estimates.map(({ estimator, value }) => [estimator, value]),
    },
    { option: 'policy', value: 'target.json' },
    { option: 'policy', value: 'uniform' },
    {
      option: 'threads',
      value: 2,
      manner: true,
      see: seeThreads,
      expected: async (given) => ({ ...((await library(given)) as object), threads: 2 }),
    },
    { option: 'check-states', value: false },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'discount', value: 1, beside: { policy: 'target.json' } },
    { option: 'learn', value: true, leave: ['policy'], beside: SEPSIS, see: seeFigures },
    { option: 'folds', value: 4, leave: ['policy'], beside: { ...SEPSIS, learn: true }, see: seeFigures },
    { option: 'space', value: 'projected', leave: ['policy'], beside: { ...SEPSIS, learn: true }, see: seeFigures },
    {
      option: 'worst',
      value: 2,
      leave: ['policy'],
      beside: { ...SEPSIS, learn: true, space: 'projected' },
      see: seeFigures,
    },
    { option: 'influential', value: 1 },
    { option: 'influential', value: 0 },
    { option: 'prior', value: 20, leave: ['policy'], beside: LEARNING, see: seeFigures },
    { option: 'prior-support', value: 'row', leave: ['policy'], beside: { ...LEARNING, prior: 20 }, see: seeFigures },
    { option: 'unseen', value: 'self', leave: ['policy'], beside: LEARNING, see: seeFigures },
    { option: 'min-count', value: 3, leave: ['policy'], beside: LEARNING, see: seeFigures },
    { option: 'json', value: true, leave: ['json'], manner: true },
    {
      option: 'out',
      value: 'rows.csv',
      beside: { behaviour: 'other.json' },
      manner: true,
      see: (_, read) => csvIn(read('rows.csv')),
      expected: rowsOf,
    },
  ],
});

it('shows the same figures in words, each under its head', async () => {
  const given = {
    ...without(base, 'json', 'estimator'),
    estimator: ['wis', 'cdf', 'on-policy'],
    policy: 'target.json',
    level: 0.8,
    seed: 3,
  };
  const { stdout } = await commandRun(folder, wordsOf('ope', given));
  const { result, truths } = await estimated({ folder, given }, 'target.json');
  const { diagnostics, estimates, nEpisodes } = result;
  expect(stdout).toMatch(/^Verdict on wis, cdf: /);
  expect(stdout.slice(stdout.indexOf('\n\n') + 2).split('\n')[0]).toBe(
    `Value of policy target.json from ${nEpisodes} episodes; horizon 6, discount 0.9 (the policy), behaviour known, model fitted`,
  );
  expect(cellsAfter(stdout, /^Value of policy/)).toEqual([
    ['estimator', 'value', '80.0 % bootstrap', 'truth', 'error'],
    ...estimates.map(({ estimator, value, interval }) => {
      const truth = truths[estimator] as number | undefined;
      const error = truth === undefined ? '-' : shown(value! - truth);
      return [estimator, shown(value!), shownInterval(interval), truth === undefined ? '-' : shown(truth), error];
    }),
  ]);
  const { statistics } = estimates.find(({ estimator }) => estimator === 'cdf')!;
  const further = stdout.slice(stdout.indexOf('distribution of the return') - 2);
  expect(cellsAfter(`\n${further}`, /^$/)).toEqual([
    ['distribution of the return', 'value', '80.0 % bootstrap'],
    ...Object.entries(statistics!).map(([name, { value, interval }]) => [
      `cdf: ${name}`,
      shown(value),
      shownInterval(interval),
    ]),
  ]);
  expect(stdout).toContain(
    `Episodes with positive weight: ${diagnostics.nPositive} of ${nEpisodes}; mean weight ${diagnostics.meanWeight.toPrecision(3)} (s.e. ${diagnostics.meanWeightError!.toPrecision(2)}); effective sample size ${diagnostics.effectiveSampleSize.toFixed(1)}; largest share of the weight ${(100 * diagnostics.largestWeightShare).toFixed(1)} %; share of the policy's runs that the log holds ${(100 * diagnostics.shareHeld).toFixed(1)} %`,
  );
  for (const warning of diagnostics.warnings) expect(stdout).toContain(`Warning: ${warning}\n`);
});

it('shows which episodes carry the estimates, and what is left without each', async () => {
  const given = { ...without(base, 'json', 'estimator'), estimator: ['wis', 'dr'], policy: 'target.json' };
  const { stdout } = await commandRun(folder, wordsOf('ope', given));
  const { influential, estimates } = (await estimated({ folder, given }, 'target.json', { influential: 3 })).result;
  const [wis, dr] = estimates.map(({ value }) => value!);
  expect(influential!.length).toBeGreaterThan(2);
  const [first] = influential!;
  const moves = [first.without.wis! - wis, first.without.dr! - dr].map(Math.abs);
  const [name, value] = moves[0] >= moves[1] ? (['wis', wis] as const) : (['dr', dr] as const);
  expect(stdout).toContain(
    `\nEpisode ${first.episode} alone moves ${name} from ${shown(first.without[name]!)} to ${shown(value)}.\n`,
  );
  expect(cellsAfter(stdout, /^Episode \S+ alone moves/)).toEqual([
    ['without episode', 'its weight', 'its return', 'wis', 'dr'],
    ['(with all)', shown(wis), shown(dr)],
    ...influential!.map((each) => [
      each.episode,
      `${Number((100 * each.weightShare).toPrecision(2))} %`,
      shown(each.observedReturn),
      shown(each.without.wis!),
      shown(each.without.dr!),
    ]),
  ]);
});

it('shows the gain beside cis, and why estimators are left out', async () => {
  const given = { ...without(base, 'json', 'estimator'), policy: 'target.json', level: 0.8, behaviour: 'logged' };
  const { stdout } = await commandRun(folder, wordsOf('ope', given));
  const { gain } = (await estimated({ folder, given }, 'target.json')).result;
  if ('reason' in gain) throw new Error(gain.reason);
  expect(stdout).toContain(
    `Gain over the behaviour policy, by cis: ${shown(gain.gain)}, at least ${shown(gain.lower)} (one-sided 90.0 %, normal)\n`,
  );
  expect(stdout).not.toContain('left out');
  const unknown = await commandRun(folder, wordsOf('ope', { ...given, behaviour: 'estimated', discount: 1 }));
  expect(unknown.stdout).toMatch(/^Note: left out: cis: the probabilities of the logged actions must be known/m);
  expect(unknown.stdout).toMatch(/^Note: left out: dm-infinite, dualdice: the discount must be below 1/m);
  expect(unknown.stdout).not.toContain('Gain over');
});

it.each([
  ['neither', {}],
  ['both', { policy: 'uniform', learn: true }],
])('wants a policy or learning, and got %s', async (got, given) => {
  const { code, stderr } = await commandRun(folder, wordsOf('ope', { '<log>': 'log.csv', ...given }));
  expect([code, stderr]).toEqual([2, expect.stringContaining(`one of --policy and --learn is needed, got ${got}`)]);
});
