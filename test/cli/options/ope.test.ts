import { expect, it } from 'vitest';
import { commandRun } from '../../support/commandRun.js';
import { diagnosticsOf, estimateRows, estimated, shownInterval } from './estimates.js';
import { type Given, without, wordsOf } from './given.js';
import { discountOf } from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { cellsAfter, shown } from './textTable.js';
import { csvIn } from './written.js';

const folder = await preparedFolder();

async function library(given: Given): Promise<Record<string, unknown>> {
  const source = { folder, given };
  const { target, result, truths, fragility } = await estimated(source, String(given.policy));
  return {
    // The files here do not say what they were made of.
    learnedFromThisLog: { model: false, policy: false },
    policy: given.policy,
    ...result,
    discountFrom: discountOf(source, target).discountFrom,
    estimates: result.estimates.map((one) => ({ ...one, truth: truths[one.estimator] ?? null })),
    diagnostics: diagnosticsOf(result.diagnostics),
    ...fragility,
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
    { option: 'policy', value: 'target.json' },
    { option: 'policy', value: 'uniform' },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'discount', value: 1, beside: { policy: 'target.json' } },
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
  expect(stdout.split('\n')[0]).toBe(
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
