import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type UnmodelledRule, observedModel } from '../../../src/counterfactual/chain/observedModel.js';
import { decisionPairs } from '../../../src/counterfactual/effects/decisionPairs.js';
import { effectVariance, leastEffectVariance } from '../../../src/counterfactual/effects/effectVariance.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { optimalTransport } from '../../../src/mechanisms/fixed/optimalTransport.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { FIXED_MECHANISMS, horizonOf, mechanismOf, readProblem, scoresOf } from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';
import { drawnMechanism } from './written.js';

const folder = await preparedFolder();
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
writeFileSync(join(folder, 'scores.csv'), 'state,harm\n0,1\n1,0.5\n2,4\n3,-2\n4,0.25\n5,3\n');

interface Variances {
  readonly joint: number;
  readonly given: number;
}

interface Figures {
  readonly least: Variances;
  readonly mechanisms: readonly (Variances & { readonly mechanism: string })[];
  readonly [further: string]: unknown;
}

async function library(given: Given): Promise<Figures> {
  const source = { folder, given };
  const { mdp: model, log, policy } = await readProblem(source);
  const rule = (given.unmodelled ?? 'mix') as UnmodelledRule;
  const pairs = decisionPairs(log, model, policy, { unmodelled: rule });
  const { mdp, unmodelled } = observedModel(model, log, rule);
  const named = await scoresOf(source, mdp, policy);
  const scores = named.map(({ values }) => values);
  const [score] = scores;
  const cost = (x: number, y: number): number => scores.reduce((sum, h) => sum + (h[x] - h[y]) ** 2, 0) / scores.length;
  const context = scores.length === 1 ? { score } : { cost };
  const best = completeMechanism(scores.length === 1 ? rewardCdf({ score }) : await optimalTransport({ cost }));
  const asked = (given.mechanism ??
    FIXED_MECHANISMS.filter((name) => scores.length === 1 || name !== 'reward-cdf')) as string[];
  const mechanisms = [];
  for (const mechanism of asked)
    mechanisms.push({
      mechanism,
      ...effectVariance(mdp, pairs, await mechanismOf(source, mechanism, context), scores),
    });
  const unseen = unseenShare(mdp, policy, { horizon: horizonOf(given, log) });
  return {
    nPairs: pairs.length,
    scores: named.map(({ name }) => name),
    least: leastEffectVariance(mdp, pairs, best, scores),
    mechanisms,
    unmodelled,
    ...(unseen && { unseen }),
  };
}

const base: Given = { '<log>': 'log.csv', mdp: 'mdp.json', policy: 'other.json', json: true };

optionTable('effect', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, ({ mdp, policy }) => ({ mdp, policy }))),
    { option: '<log>', value: 'few.csv' },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'policy', value: 'target.json' },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'mechanism', value: ['inverse-cdf', 'maximal'] },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json' } },
    { option: 'score', value: ['value'] },
    { option: 'score', value: ['scores.csv', 'reward'] },
    { option: 'score-discount', value: 0.3, beside: { score: ['value'] } },
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

it.each([
  [['value'], 'value'],
  [['scores.csv', 'reward'], 'mean over 2 scores (harm, reward)'],
])('shows the same figures of %j in words, each under its head', async (score, words) => {
  const given = { ...without(base, 'json'), score };
  const { stdout } = await commandRun(folder, wordsOf('effect', given));
  const { least, mechanisms, nPairs } = await library(given);
  expect(stdout.split('\n')[0]).toBe(
    `Variance of the effect of one decision, ${words} of the next state, over ${String(nPairs)} pairs of the log (weighted by visits)`,
  );
  expect(cellsAfter(stdout, /^$/)).toEqual([
    ['mechanism', 'joint', '/ least', 'given', '/ least'],
    ...[...mechanisms, { mechanism: 'least of all couplings', ...least }].map(({ mechanism, joint, given: known }) => [
      mechanism,
      joint.toPrecision(4),
      (joint / least.joint).toFixed(4),
      known.toPrecision(4),
      (known / least.given).toFixed(4),
    ]),
  ]);
});
