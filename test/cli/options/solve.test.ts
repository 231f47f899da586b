import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { softened } from '../../../policies/softened.js';
import { writePolicy } from '../../../src/files/index.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { exactBackwardInduction } from '../../../src/mdp/exact/exactBackwardInduction.js';
import { exactPolicyIteration } from '../../../src/mdp/exact/exactPolicyIteration.js';
import { exactPolicyValue } from '../../../src/mdp/exact/exactPolicyValue.js';
import type { ExactNumber } from '../../../src/mdp/exact/numbers/ratio.js';
import { decimalText, fractionText, nearestDouble, roundingError } from '../../../src/mdp/exact/numbers/rounded.js';
import { withoutFloor } from '../../../src/mdp/floorState.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { backwardInduction } from '../../../src/mdp/optimise/backwardInduction.js';
import { choosableActions } from '../../../src/mdp/optimise/choosableActions.js';
import { loggedAtLeast } from '../../../src/mdp/optimise/loggedAtLeast.js';
import { deterministicOverTime } from '../../../src/mdp/overTime/deterministicOverTime.js';
import type { MarkovPolicy, PolicyOverTime } from '../../../src/mdp/overTime/policyOverTime.js';
import { overrideMdp } from '../../../src/mdp/override/overrideMdp.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { recurring } from '../../../src/mdp/recurring.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { fragilityOf, readModel } from './library.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, WHAT_IF, preparedFolder } from './prepared.js';

const folder = await preparedFolder();

/** The policy as its file has it. */
async function library(given: Given): Promise<Record<string, unknown>> {
  return (await solved(given)).file;
}

/** That, and what is best with so many steps to go. */
async function solved(
  given: Given,
): Promise<{ readonly file: Record<string, unknown>; readonly byStepsToGo: unknown }> {
  const written = await readModel({ folder, given }, '<mdp>');
  const changed = given.override === undefined ? written : overrideMdp(written, WHAT_IF);
  const discount = Number(given.discount ?? 0.99);
  const horizon = Number(given.horizon ?? Infinity);
  const mdp = given.worst === undefined ? changed : mixWorst(changed, Number(given.worst), { horizon, discount });
  const choosing = given['min-count'] === undefined ? mdp : loggedAtLeast(mdp, Number(given['min-count']));
  const [ever, steps] = given.exact === true ? [exactlyForever, exactlyForSteps] : [forever, forSteps];
  const found = await (horizon === Infinity ? ever : steps)(given.recurring === true ? recurring(choosing) : choosing, {
    horizon,
    discount,
    actions: given['unseen-actions'] === 'allow' ? 'all' : 'seen',
    ...(given['tie-tolerance'] !== undefined && { tieTolerance: Number(given['tie-tolerance']) }),
    soften: Number(given.soften ?? 0),
  });
  const settings = {
    discount,
    recurring: given.recurring ?? false,
    soften: given.soften ?? 0,
    unseenActions: given['unseen-actions'] ?? 'seen',
    ...(given.worst !== undefined && { worst: given.worst }),
    ...(given['min-count'] !== undefined && { minCount: given['min-count'] }),
  };
  await writePolicy(join(folder, 'expected.json'), { ...withoutFloor(found.policy, mdp), discount }, MADE, {
    solved: { ...settings, ...found.solved, ...fragilityOf(mdp, found.policy, { horizon, discount }) },
    ...found.plan,
  });
  return {
    file: without(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Given, 'couplet'),
    byStepsToGo: found.byStepsToGo,
  };
}

interface Options {
  readonly horizon: number;
  readonly discount: number;
  readonly actions: 'all' | 'seen';
  readonly tieTolerance?: number;
  readonly soften: number;
}

function forever(mdp: Mdp, { soften, horizon, ...options }: Options) {
  const best = policyIteration(mdp, options);
  const { iterations, bellmanResidual, relativeResidual, lossBound } = best;
  const policy =
    soften === 0 ? best.policy : softened(best.policy, soften, choosableActions(mdp, options.actions).choosable);
  const { value, stateValue } = soften === 0 ? best : policyValue(mdp, policy, { horizon, discount: options.discount });
  return {
    policy,
    solved: {
      value,
      ...(soften > 0 && { bestValue: best.value }),
      iterations,
      bellmanResidual,
      relativeResidual,
      lossBound,
    },
    plan: { stateValue: Array.from(stateValue) } as Record<string, unknown>,
    byStepsToGo: undefined as unknown,
  };
}

function forSteps(mdp: Mdp, { soften, ...options }: Options) {
  const best = backwardInduction(mdp, options);
  const { horizon, discount } = options;
  const found = deterministicOverTime(mdp, best.action);
  const policy =
    soften === 0
      ? found
      : (softened(found, soften, choosableActions(mdp, options.actions).choosable) as PolicyOverTime);
  const { nStates } = mdp;
  // What is best with n steps to go is what is best at step H - n.
  const byStepsToGo = Array.from({ length: horizon }, (_, i) => {
    const [from, to] = [(horizon - 1 - i) * nStates, (horizon - i) * nStates];
    return {
      stepsToGo: i + 1,
      action: Array.from(best.action.slice(from, to)),
      stateValue: Array.from(best.stateValue.slice(from, to)),
    };
  });
  const { value } = policyValue(mdp, policy, { horizon, discount });
  // What the steps from t on are worth is what a policy over these alone is worth.
  const stateValue = Array.from({ length: horizon }, (_, t) => {
    const rest = { ...policy, horizon: horizon - t, probability: policy.probability.slice(t * nStates * mdp.nActions) };
    return Array.from(policyValue(mdp, rest, { horizon: horizon - t, discount }).stateValue);
  });
  return {
    policy: policy as MarkovPolicy,
    solved: { horizon, value, ...(soften > 0 && { bestValue: best.value }) },
    plan: { stateValue } as Record<string, unknown>,
    byStepsToGo: byStepsToGo as unknown,
  };
}

async function exactlyForever(mdp: Mdp, { soften, discount, actions }: Options) {
  const best = await exactPolicyIteration(mdp, { discount, actions });
  const policy = soften === 0 ? best.policy : softened(best.policy, soften, choosableActions(mdp, actions).choosable);
  const { value, stateValue, floating } =
    soften === 0 ? best : await exactPolicyValue(mdp, policy, { horizon: Infinity, discount });
  return {
    policy,
    solved: {
      value: nearestDouble(value),
      exact: exactFigure(value, floating.value),
      ...(soften > 0 && {
        bestValue: nearestDouble(best.value),
        exactBest: exactFigure(best.value, best.floating.value),
      }),
      iterations: best.rounds,
      otherActions: 0,
    },
    plan: { stateValue: stateValue.map(nearestDouble), exactStateValue: stateValue.map(fractionText) },
    byStepsToGo: undefined as unknown,
  };
}

async function exactlyForSteps(mdp: Mdp, { soften, horizon, discount, actions }: Options) {
  const best = await exactBackwardInduction(mdp, { horizon, discount, actions });
  const found = deterministicOverTime(mdp, best.action);
  const policy = soften === 0 ? found : softened(found, soften, choosableActions(mdp, actions).choosable);
  const { value, stateValue, floating } = await exactPolicyValue(mdp, policy, { horizon, discount });
  const { nStates } = mdp;
  return {
    policy,
    solved: {
      horizon,
      value: nearestDouble(value),
      exact: exactFigure(value, floating.value),
      ...(soften > 0 && {
        bestValue: nearestDouble(best.value),
        exactBest: exactFigure(best.value, best.floating.value),
      }),
    },
    plan: { exactStateValue: stateValue.map(fractionText) },
    byStepsToGo: Array.from({ length: horizon }, (_, i) => ({
      stepsToGo: i + 1,
      action: Array.from(best.action.slice((horizon - 1 - i) * nStates, (horizon - i) * nStates)),
    })) as unknown,
  };
}

const exactFigure = (exact: ExactNumber, floating: number): Record<string, unknown> => ({
  fraction: fractionText(exact),
  decimal: decimalText(exact),
  roundingError: roundingError(floating, exact),
});

const see: See = (run, read) => (run.code === 0 ? dataIn(read('run.json')) : faultOf(run));

optionTable('solve', {
  folder,
  base: { '<mdp>': 'mdp.json', out: 'run.json' },
  see,
  library,
  rows: [
    { option: '<mdp>', value: 'sparse.json' },
    { option: 'discount', value: 0.5 },
    { option: 'horizon', value: 3 },
    { option: 'horizon', value: 4, beside: { discount: 0.7, soften: 0.3 } },
    { option: 'unseen-actions', value: 'allow', beside: { '<mdp>': 'sparse.json' } },
    { option: 'unseen-actions', value: 'allow', beside: { '<mdp>': 'sparse.json', horizon: 2 } },
    { option: 'tie-tolerance', value: 0.9 },
    { option: 'tie-tolerance', value: 0.9, beside: { horizon: 3 } },
    { option: 'recurring', value: true },
    { option: 'min-count', value: 20 },
    { option: 'worst', value: 1 },
    { option: 'worst', value: 0.5, beside: { horizon: 3, discount: 1 } },
    { option: 'override', value: 'what-if.json' },
    { option: 'exact', value: true },
    { option: 'exact', value: true, beside: { soften: 0.3, 'unseen-actions': 'allow' } },
    { option: 'exact', value: true, beside: { horizon: 3, soften: 0.3 } },
    { option: 'exact', value: true, beside: { horizon: 2 } },
    { option: 'round', value: 0.01, beside: { '<mdp>': 'rounded.json' } },
    { option: 'soften', value: 0.3 },
    { option: 'soften', value: 0.3, beside: { '<mdp>': 'sparse.json' } },
    { option: 'soften', value: 0.3, beside: { '<mdp>': 'sparse.json', 'unseen-actions': 'allow' } },
    { option: 'soften', value: 0.3, beside: { '<mdp>': 'sparse.json', 'min-count': 20 } },
    {
      option: 'json',
      value: true,
      beside: { horizon: 2 },
      see: ({ stdout }) => dataIn(stdout),
      expected: async (given) => {
        const { file, byStepsToGo } = await solved(given);
        return { out: 'run.json', ...(file.solved as object), byStepsToGo };
      },
    },
    {
      option: 'json',
      value: true,
      see: ({ stdout }) => dataIn(stdout),
      expected: async (given) => ({ out: 'run.json', ...((await library(given)).solved as object) }),
    },
    {
      option: 'out',
      value: 'another.json',
      see: (_, read) => dataIn(read('another.json')),
    },
    { option: 'out', value: '-', see: ({ stdout }) => dataIn(stdout) },
  ],
});

it.each([
  [
    {},
    ({ value, iterations, bellmanResidual, relativeResidual }: Record<string, number>) =>
      `policy iteration: ${iterations} rounds, Bellman residual ${bellmanResidual.toExponential(1)} (relative ${relativeResidual.toExponential(1)}), value ${value.toFixed(4)} at discount 0.99; written to run.json\n`,
  ],
  [
    { soften: 0.3 },
    ({ value, bestValue }: Record<string, number>) =>
      `value ${value.toFixed(4)} at discount 0.99, of the policy before it was softened ${bestValue.toFixed(4)}; written to run.json\n`,
  ],
  [
    { horizon: 3 },
    ({ value }: Record<string, number>) =>
      `backward induction: the policy over 3 steps is worth ${value.toFixed(4)} at discount 0.99; written to run.json\n`,
  ],
  [
    { horizon: 1, soften: 0.3 },
    ({ value, bestValue }: Record<string, number>) =>
      `the policy over 1 step is worth ${value.toFixed(4)} at discount 0.99, before it was softened ${bestValue.toFixed(4)}; written to run.json\n`,
  ],
])('says what the policy is worth: %j', async (options, words) => {
  const given = { '<mdp>': 'mdp.json', out: 'run.json', ...options };
  const { stderr } = await commandRun(folder, wordsOf('solve', given));
  expect(stderr).toContain(words((await library(given)).solved as Record<string, number>));
});
