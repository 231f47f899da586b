import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { behaviour } from '../../../policies/behaviour.js';
import { type UnmodelledRule, observedModel } from '../../../src/counterfactual/chain/observedModel.js';
import type { MultiStepRow } from '../../../src/counterfactual/multistep/comparisonParts.js';
import { multiStepComparison } from '../../../src/counterfactual/multistep/multiStepComparison.js';
import { readMdp, readPolicy, readTrajectories, writePolicy } from '../../../src/files/index.js';
import { countTransitions } from '../../../src/fit/transitionCounts.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import {
  FIXED_MECHANISMS,
  discountOf,
  horizonOf,
  mechanismOf,
  readOrMake,
  readProblem,
  scoreOf,
  sizesOf,
} from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';
import { seeThreads } from './seeThreads.js';
import { cellsAfter } from './textTable.js';
import { drawnMechanism, scoredMechanism } from './written.js';

const folder = await preparedFolder();
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
writeFileSync(join(folder, 'scored.mjs'), scoredMechanism);

// Runs of the grid start in one state: in two, what depends on the mechanism is less than all.
const { initial, ...model } = JSON.parse(readFileSync(join(folder, 'mdp.json'), 'utf8')) as { initial: number[] };
writeFileSync(
  join(folder, 'starts.json'),
  JSON.stringify({ ...model, initial: initial.map((share, s) => (s === 0 ? 0.5 : share / 2)) }),
);

interface Figures {
  readonly rows: readonly MultiStepRow[];
  readonly [further: string]: unknown;
}

async function library(given: Given): Promise<Figures> {
  const source = { folder, given };
  const { mdp, log, policy: target } = await readProblem(source);
  const acted =
    given.behaviour === undefined
      ? behaviour(countTransitions(log, mdp.nStates, mdp.nActions))
      : await readOrMake(source, String(given.behaviour), { model: mdp, log, ...sizesOf(mdp) });
  const score = scoreOf(source, given.score, mdp, target);
  const mechanisms = [];
  for (const spec of (given.mechanism ?? FIXED_MECHANISMS) as string[])
    mechanisms.push(await mechanismOf(source, spec, { score }));
  const chosen = discountOf(source, target);
  const { discount } = chosen;
  const horizon = horizonOf(given, log);
  const unmodelled = (given.unmodelled ?? 'mix') as UnmodelledRule;
  const options = { discount, horizon, bound: given.bound !== false, unmodelled };
  const unseen = unseenShare(mdp, target, { discount, horizon });
  return {
    nEpisodes: log.nEpisodes,
    ...chosen,
    rows: multiStepComparison(log, mdp, { behaviour: acted, target }, mechanisms, options),
    unmodelled: observedModel(mdp, log, unmodelled).unmodelled,
    ...(unseen && { unseen }),
  };
}

const base: Given = {
  '<log>': 'log.csv',
  mdp: 'mdp.json',
  policy: 'other.json',
  mechanism: ['gumbel-max', 'inverse-cdf'],
  bound: false,
  json: true,
};

optionTable('compare', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, ({ mdp, policy }) => ({ mdp, policy }))),
    { option: '<log>', value: 'few.csv' },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'policy', value: 'target.json' },
    { option: 'round', value: 0.01, beside: { behaviour: 'hundredths.json' } },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'behaviour', value: 'target.json' },
    { option: 'behaviour', value: 'uniform' },
    { option: 'mechanism', value: ['maximal'] },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json' } },
    { option: 'bound', value: true },
    { option: 'bound', value: false, leave: ['bound'] },
    { option: 'horizon', value: 9 },
    { option: 'horizon', value: 9, beside: { bound: true, discount: 0.5 } },
    { option: 'discount', value: 0.5 },
    { option: 'discount', value: 1, beside: { policy: 'target.json' } },
    { option: 'score', value: 'value', beside: { mechanism: ['./scored.mjs'] } },
    { option: 'score-discount', value: 0.3, beside: { mechanism: ['./scored.mjs'], score: 'value' } },
    {
      option: 'threads',
      // All four parts at once: a slow machine has done the first before it starts threads by itself.
      value: 4,
      manner: true,
      see: seeThreads,
      expected: async (given) => ({ ...(await library(given)), threads: 4 }),
    },
    { option: 'draws', value: 150, beside: { mechanism: ['./drawn.mjs'] } },
    { option: 'seed', value: 4, beside: { mechanism: ['./drawn.mjs'], draws: 100 } },
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

it('shows the same figures in words, each under its head', async () => {
  const given = { ...without(base, 'json'), bound: true, mdp: 'starts.json', policy: 'target.json' };
  const { stdout } = await commandRun(folder, wordsOf('compare', given));
  const { rows, nEpisodes } = await library(given);
  expect(stdout.split('\n')[0]).toBe(
    `Whole runs of ${String(nEpisodes)} episodes, discount 0.9 (the policy); G the return as treated, G~ under the target policy`,
  );
  expect(cellsAfter(stdout, /^$/)).toEqual([
    ['mechanism', 'G~ given episode', 'G~ - G', 'given start', 'correlation'],
    ...rows.map(({ mechanism, givenEpisode, difference, differenceGivenStart, correlation }) => [
      mechanism,
      givenEpisode?.toPrecision(4) ?? '-',
      difference.toPrecision(4),
      differenceGivenStart.toPrecision(4),
      correlation.toFixed(4),
    ]),
  ]);
});

it('compares the fixed mechanisms where none is named', async () => {
  const given = without(base, 'mechanism');
  const { stdout } = await commandRun(folder, wordsOf('compare', given));
  expect((JSON.parse(stdout) as Figures).rows).toEqual((await library(given)).rows);
});

it('takes policies that go by the step', async () => {
  const [mdp, log, target, other] = await Promise.all([
    readMdp(join(folder, 'mdp.json')),
    readTrajectories(join(folder, 'log.csv')),
    readPolicy(join(folder, 'target.json')),
    readPolicy(join(folder, 'other.json')),
  ]);
  const changing = policyOfSteps([target, other, other, target, other, target]);
  const acted = policyOfSteps([other, target, target, target, other, other]);
  await writePolicy(join(folder, 'changing.json'), changing, MADE);
  await writePolicy(join(folder, 'acted.json'), acted, MADE);
  const given = { ...base, policy: 'changing.json', behaviour: 'acted.json', bound: true, horizon: 6, discount: 0.9 };
  const { stdout } = await commandRun(folder, wordsOf('compare', given));
  const mechanisms = [gumbelMax(), inverseCdf()].map((mechanism) => completeMechanism(mechanism));
  const options = { discount: 0.9, horizon: 6, bound: true };
  const { rows } = JSON.parse(stdout) as Figures;
  expect(rows).toEqual(multiStepComparison(log, mdp, { behaviour: acted, target: changing }, mechanisms, options));
  expect(rows).not.toEqual(multiStepComparison(log, mdp, { behaviour: acted, target }, mechanisms, options));
  expect(rows).not.toEqual(multiStepComparison(log, mdp, { behaviour: target, target: changing }, mechanisms, options));
});
