import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { readAdvice, readPolicy, readTrajectories, writeTrajectories } from '../../../src/files/index.js';
import { advisedPolicy } from '../../../src/mdp/advice/advisedPolicy.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { commandRun } from '../../support/commandRun.js';
import { without } from '../../trajectories/without.js';
import { ADVICE_FILE, MADE, grid, preparedFolder } from '../options/prepared.js';

const folder = await preparedFolder();
const log = await readTrajectories(join(folder, 'log.csv'));
const advice = await readAdvice(join(folder, ADVICE_FILE));
const estimators = ['wis', 'pdis', 'on-policy'];
const options = { interval: false, estimators } as const;

interface Shown {
  readonly estimates: readonly { readonly value: number; readonly truth: number | null }[];
}

async function ope(...more: readonly string[]): Promise<{ values: number[]; truths: unknown[]; stderr: string }> {
  const asked = estimators.flatMap((name) => ['--estimator', name]);
  const words = ['ope', 'log.csv', '--policy', ADVICE_FILE, '--interval', 'none', '--json', ...asked, ...more];
  const { stdout, stderr } = await commandRun(folder, words);
  const { estimates } = JSON.parse(stdout) as Shown;
  return { values: estimates.map(({ value }) => value), truths: estimates.map(({ truth }) => truth), stderr };
}

const valuesOf = (...args: Parameters<typeof offPolicyEvaluation>): (number | undefined)[] =>
  offPolicyEvaluation(...args).estimates.map(({ value }) => value);

it('weighs advice by the logged probabilities, and knows no truth of clinicians without a name', async () => {
  const { values, truths } = await ope();
  expect(values).toBeAllClose(valuesOf(createRng(1), log, { advice }, options) as number[], { rtol: 1e-12 });
  expect(truths).toEqual([null, null, null]);
});

it('makes a policy of advice and a named clinician over the same states, whose truth it knows', async () => {
  const other = await readPolicy(join(folder, 'other.json'));
  const bare = without(log, 'propensity', 'propensities');
  const { values, truths } = await ope('--behaviour', 'other.json');
  const target = advisedPolicy(other, advice);
  const expected = valuesOf(createRng(1), bare, target, { ...options, behaviour: other });
  expect(values).toBeAllClose(expected as number[], { rtol: 1e-12 });
  const model = grid().exactModel!();
  const horizon = { horizon: 6, discount: 1 };
  const [advised, alone] = [target, other].map((policy) => policyValue(model, policy, horizon).value);
  expect(truths).toBeAllClose([advised, advised, alone], { rtol: 1e-12 });
});

it('says what an estimated clinician supposes', async () => {
  const bare = without(log, 'propensity', 'propensities');
  const { values, stderr } = await ope('--behaviour', 'estimated');
  const target = advisedPolicy(createPolicy('behaviour', bare), advice);
  const expected = valuesOf(createRng(1), bare, target, { ...options, behaviour: 'estimated' });
  expect(values).toBeAllClose(expected as number[], { rtol: 1e-12 });
  expect(stderr).toContain('note: what clinicians are about to do is supposed to depend on the state alone');
});

it('refuses a log without all probabilities, and what needs a policy', async () => {
  await writeTrajectories(join(folder, 'taken.csv'), without(log, 'propensities'), MADE);
  const run = (...words: readonly string[]) => commandRun(folder, ['ope', ...words, '--policy', ADVICE_FILE]);
  expect((await run('taken.csv')).stderr).toContain(
    'advice is weighed by the logged probabilities of all actions, got those of the actions taken - log them',
  );
  expect((await run('log.csv', '--mdp', 'mdp.json')).stderr).toContain(
    '--mdp: a model holds no policy over the states',
  );
  expect((await run('log.csv', '--estimator', 'cf')).stderr).toContain('--estimator cf: a model holds no policy');
  expect((await run('log.csv', '--estimator', 'dm', '--interval', 'none')).stderr).toContain(
    'dm: it needs a policy over the states, and what an advised clinician does',
  );
});
