import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { expectedLength } from '../../../src/mdp/evaluate/expectedLength.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { exactPolicyValue } from '../../../src/mdp/exact/exactPolicyValue.js';
import { decimalText, fractionText, roundingError } from '../../../src/mdp/exact/numbers/rounded.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import { overrideMdp } from '../../../src/mdp/override/overrideMdp.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, pairs, without, wordsOf } from './given.js';
import { judged, luckOf, thinOf } from './judged.js';
import { type Library, discountOf, readModel, readOrMake, sizesOf, fragilityOf } from './library.js';
import { dataIn, optionTable, plain, seeJson } from './optionTable.js';
import { WHAT_IF, preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';

const folder = await preparedFolder();

async function library(given: Given): Promise<Figures> {
  const source: Library = { folder, given };
  const env = given.env === undefined ? undefined : createEnv(String(given.env), pairs(given.set));
  const written = env ? env.exactModel!() : await readModel(source);
  const mdp = given.override === undefined ? written : overrideMdp(written, WHAT_IF);
  const own = await readOrMake(source, String(given.policy), { model: mdp, ...(env ? {} : sizesOf(mdp)) });
  const policy =
    own.nStates === mdp.nStates ? own : liftPolicy(own, abstractionBetween(env!, env!.spaces[0].name, own.space!));
  const chosen = discountOf(source, own);
  const horizon = given.horizon === undefined ? 20 : Number(given.horizon);
  const options = { horizon, discount: chosen.discount };
  const outcomes = outcomeProbabilities(mdp, policy, horizon);
  const unseen = unseenShare(mdp, policy, options);
  const { value } = policyValue(mdp, policy, options);
  const exact = given.exact === true ? await exactPolicyValue(mdp, policy, options) : undefined;
  return {
    value,
    ...(exact && {
      exact: {
        fraction: fractionText(exact.value),
        decimal: decimalText(exact.value),
        roundingError: roundingError(value, exact.value),
        stateValue: exact.stateValue.map(fractionText),
      },
    }),
    outcomes: Object.fromEntries(mdp.outcomes.map(({ name }, o) => [name, outcomes[o]])),
    expectedLength: expectedLength(mdp, policy, horizon),
    horizon,
    ...chosen,
    ...(unseen && { unseen }),
    ...fragilityOf(mdp, policy, options),
    ...(mdp.visits && {
      verdict: [
        judged('what the model promises', 'model', {
          ...luckOf(mdp, policy, options),
          ...thinOf(mdp, policy, options),
        }),
      ],
    }),
    policy: String(given.policy),
    ...(given.behaviour !== undefined && { behaviour: given.behaviour }),
    model: mdp.source,
  };
}

interface Figures {
  readonly value: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly expectedLength: number;
  readonly [further: string]: unknown;
}

const base = { mdp: 'mdp.json', policy: 'other.json', json: true };

optionTable('value', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    { option: 'env', value: 'chain', beside: { policy: 'uniform' }, leave: ['mdp'] },
    { option: 'set', value: ['noise=0.5'], beside: { env: 'gridworld', policy: 'optimal' }, leave: ['mdp'] },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'override', value: 'what-if.json' },
    { option: 'policy', value: 'target.json' },
    { option: 'policy', value: 'physician:epsilon=0.9' },
    { option: 'behaviour', value: 'uniform', beside: { policy: 'advice.json' } },
    { option: 'behaviour', value: 'physician', beside: { policy: 'advice.json', soften: 0.7, exact: true } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'soften', value: 0.7 },
    { option: 'horizon', value: 3 },
    { option: 'horizon', value: Infinity, expected: async (given) => ({ ...(await library(given)), horizon: null }) },
    { option: 'discount', value: 0.5 },
    { option: 'exact', value: true },
    { option: 'exact', value: true, beside: { horizon: 3, discount: 0.5, soften: 0.7 } },
    { option: 'discount', value: 1, beside: { policy: 'target.json' } },
    {
      option: 'json',
      value: true,
      leave: ['json'],
      see: ({ stdout }) => dataIn(stdout),
    },
  ],
});

it('shows the same figures in words', async () => {
  const given = { ...without(base, 'json'), policy: 'target.json', horizon: 7 };
  const { stdout, stderr } = await commandRun(folder, wordsOf('value', given));
  const { value, outcomes, expectedLength: length } = await library(given);
  expect(stdout).toMatch(new RegExp(`\n\nvalue ${value.toFixed(5)}\nexpected length ${length.toFixed(3)}\n`));
  expect(cellsAfter(stdout, /expected length/)).toEqual([
    ['outcome', 'probability'],
    ...Object.entries(outcomes).map(([name, share]) => [name, share.toFixed(4)]),
  ]);
  expect(stderr).toMatch(/; policy target\.json, horizon 7, discount 0\.9 \(the policy\)\n/);
});

it('says null of steps without end', async () => {
  const given = { ...base, horizon: 'Infinity', discount: 0.9, policy: 'optimal' };
  const { stdout } = await commandRun(folder, wordsOf('value', given));
  expect(JSON.parse(stdout)).toMatchObject(plain({ ...(await library({ ...given })), horizon: null }) as object);
});
