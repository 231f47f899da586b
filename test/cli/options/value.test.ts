import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { readMdp, writeMdp } from '../../../src/files/index.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { breakdownGamma } from '../../../src/honest/sensitivity/breakdownGamma.js';
import { confoundedValue } from '../../../src/honest/sensitivity/confoundedValue.js';
import { loggedOddsRatios } from '../../../src/honest/sensitivity/loggedOddsRatios.js';
import { visitedBehaviour } from '../../../src/honest/sensitivity/visitedBehaviour.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { expectedLength } from '../../../src/mdp/evaluate/expectedLength.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { exactPolicyValue } from '../../../src/mdp/exact/exactPolicyValue.js';
import { decimalText, fractionText, roundingError } from '../../../src/mdp/exact/numbers/rounded.js';
import type { HorizonOptions } from '../../../src/mdp/evaluate/horizon.js';
import { withFloor } from '../../../src/mdp/floorState.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { overrideMdp } from '../../../src/mdp/override/overrideMdp.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import type { StateCheck } from '../../../src/honest/checkStates/checkStates.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, pairs, without, wordsOf } from './given.js';
import { judged, luckOf, statesOf, thinOf } from './judged.js';
import { type Library, discountOf, readModel, readOrMake, readLog, sizesOf, fragilityOf } from './library.js';
import { dataIn, optionTable, plain, seeJson } from './optionTable.js';
import { MADE, WHAT_IF, preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';

const folder = await preparedFolder();
// As `fit --worst 1` makes it: the grid has a floor, as its steps cost.
const worst = mixWorst(await readMdp(join(folder, 'mdp.json')), 1, { horizon: 20 });
await writeMdp(join(folder, 'worst.json'), worst, MADE);

async function library(given: Given): Promise<Figures> {
  const source: Library = { folder, given };
  const env = given.env === undefined ? undefined : createEnv(String(given.env), pairs(given.set));
  const written = env ? env.exactModel!() : await readModel(source);
  const mdp = given.override === undefined ? written : overrideMdp(written, WHAT_IF);
  const own = await readOrMake(source, String(given.policy), { model: mdp, ...(env ? {} : sizesOf(mdp)) });
  const acting =
    own.nStates === mdp.nStates || !env
      ? own
      : liftPolicy(own, abstractionBetween(env, env.spaces[0].name, own.space!));
  const policy = withFloor(acting, mdp);
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
          ...(given.log !== undefined && { states: await statesBeside(source, mdp) }),
        }),
      ],
    }),
    ...(given.gamma !== undefined && { sensitivity: await sensitivityOf(source, mdp, policy, options) }),
    policy: String(given.policy),
    ...(given.behaviour !== undefined && { behaviour: given.behaviour }),
    model: mdp.source,
  };
}

async function sensitivityOf(source: Library, mdp: Mdp, policy: Policy, options: HorizonOptions): Promise<object> {
  const { gamma, behaviour: named, log } = source.given;
  const behaviour =
    named === undefined
      ? visitedBehaviour(mdp)
      : withFloor(await readOrMake(source, String(named), { model: mdp }), mdp);
  const { lower, upper } = confoundedValue(mdp, policy, behaviour, { ...options, gamma: Number(gamma) });
  const breakdown = breakdownGamma(mdp, policy, behaviour, options);
  const ratios = log === undefined ? undefined : loggedOddsRatios(await logBeside(source, mdp), behaviour);
  // Of the n-th of n sorted ratios, n · share are within.
  const within = (share: number): number => ratios![Math.ceil(share * ratios!.length) - 1];
  return {
    gamma,
    lower,
    upper,
    behaviour: named ?? 'as estimated in its states',
    behaviourValue: breakdown.behaviourValue,
    breakdownGamma: breakdown.gamma,
    ...(ratios && {
      oddsRatios: {
        steps: ratios.length,
        half: within(0.5),
        threeQuarters: within(0.75),
        ninetyPercent: within(0.9),
        beyondBreakdown: ratios.filter((ratio) => ratio > breakdown.gamma).length / ratios.length,
      },
    }),
    assumes:
      'it assumes a hidden variable that is drawn afresh at each step; one that lasts, as a chronic illness does, is not covered: a sensitivity analysis and no guarantee',
  };
}

async function logBeside(source: Library, mdp: Mdp): Promise<Trajectories> {
  const { log } = await readLog({ ...source, given: { '<log>': source.given.log! } });
  // A log has no floor.
  return { ...log, nStates: mdp.nStates };
}

async function statesBeside(source: Library, mdp: Mdp): Promise<StateCheck | 'left out'> {
  const log = await logBeside(source, mdp);
  const { outcomes, spaces } = createEnv(log.source.env!, log.source.parameters);
  return statesOf({}, log, observedOutcomes(log, outcomes, spaces[0].outcome));
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
    { option: 'behaviour', value: 'target.json', beside: { mdp: 'worst.json', gamma: 1.5 } },
    { option: 'log', value: 'log.csv' },
    { option: 'gamma', value: 1.5, beside: { mdp: 'worst.json' } },
    { option: 'gamma', value: 3, beside: { mdp: 'worst.json', policy: 'optimal', horizon: 4, discount: 0.9 } },
    { option: 'log', value: 'log.csv', beside: { mdp: 'worst.json', gamma: 1.5 } },
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

it('shows how a policy stands up to what the state hides, and only of a pessimistic model', async () => {
  const given = { ...without(base, 'json'), mdp: 'worst.json', gamma: 1.5, log: 'log.csv' };
  const { stdout } = await commandRun(folder, wordsOf('value', given));
  const { sensitivity } = (await library(given)) as unknown as { sensitivity: Readonly<Record<string, number>> };
  const { lower, upper, behaviourValue } = sensitivity;
  expect(stdout).toContain(`(Γ = 1.5), the value is from ${lower.toFixed(4)} to ${upper.toFixed(4)}\n`);
  expect(stdout).toContain(
    `the behaviour, as estimated in its states, has ${behaviourValue.toFixed(4)} in this model\n`,
  );
  expect(stdout).toMatch(/\nmeasured, .* steps.*\nit assumes .* no guarantee\n$/);
  const { code, stderr } = await commandRun(folder, wordsOf('value', { ...base, gamma: 1.5 }));
  expect([code, stderr]).toEqual([2, expect.stringMatching(/--gamma: .* got 0 - fit it with `couplet fit --worst 1`/)]);
});

it('says null of steps without end', async () => {
  const given = { ...base, horizon: 'Infinity', discount: 0.9, policy: 'optimal' };
  const { stdout } = await commandRun(folder, wordsOf('value', given));
  expect(JSON.parse(stdout)).toMatchObject(plain({ ...(await library({ ...given })), horizon: null }) as object);
});
