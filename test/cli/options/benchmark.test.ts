import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { benchmark } from '../../../src/experiments/benchmark/benchmark.js';
import {
  type BenchmarkOptions,
  type PolicyOfSpace,
  benchmarkSpecification,
} from '../../../src/experiments/benchmark/benchmarkSpecification.js';
import { policyBenchmark } from '../../../src/experiments/policies/policyBenchmark.js';
import { policySpecification } from '../../../src/experiments/policies/policySpecification.js';
import type { ExperimentReport } from '../../../src/experiments/experiment.js';
import { sha256OfFile } from '../../../src/files/index.js';
import type { Env } from '../../../src/mdp/env.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { type Given, pairs, without, wordsOf } from './given.js';
import { threadsAsked } from './inThisThread.js';
import { dataIn, optionTable, seeJson } from './optionTable.js';
import { ranElsewhere } from './ranElsewhere.js';
import { redisRow } from './redisRow.js';
import { cellsAfter } from './textTable.js';

vi.mock('../../../src/cli/reproduce/trialPool.js', () => import('./inThisThread.js'));

const folder = emptyFolder();

/** A policy whose probabilities sum to 1 only up to their rounding. */
const ROUNDED = 'rounded.json';
const THIRDS = { nStates: 3, nActions: 2, probability: [0.33, 0.66, 0.5, 0.5, 0.5, 0.5] };
writeFileSync(join(folder, ROUNDED), JSON.stringify(THIRDS));

function policyNamed(env: Env, spec: string, soften = 0): PolicyOfSpace {
  const space = env.spaces[0].name;
  if (spec === ROUNDED)
    return { ...THIRDS, space, probability: Float64Array.of(0.33 / 0.99, 0.66 / 0.99, 0.5, 0.5, 0.5, 0.5) };
  return { ...softened(createPolicy(spec, env.exactModel!()), soften), space };
}

async function reported(given: Given): Promise<{ specification: object; report: ExperimentReport }> {
  const number = (option: string): number | undefined => given[option] as number | undefined;
  const [horizon, replicates] = [number('horizon'), number('replicates')];
  const intervals = given.interval as readonly string[] | undefined;
  const env = createEnv(String(given.env), pairs(given.set));
  const { 'behaviour-policy': behaviourSpec, policy: targetSpec } = given;
  const target = targetSpec === undefined ? undefined : policyNamed(env, String(targetSpec), number('soften') ?? 0);
  const specification = benchmarkSpecification(env.name, {
    discount: number('discount') ?? 1,
    level: number('level') ?? 0.95,
    quick: given.quick === true,
    soften: target ? undefined : number('soften'),
    ...(behaviourSpec !== undefined && { behaviourPolicy: policyNamed(env, String(behaviourSpec)) }),
    ...(target && { targetPolicy: target }),
    ...(targetSpec === ROUNDED && { files: { [ROUNDED]: await sha256OfFile(join(folder, ROUNDED)) } }),
    parameters: pairs(given.set),
    ...(horizon !== undefined && { horizon }),
    ...(replicates !== undefined && { replicates }),
    ...(given.episodes !== undefined && { episodes: given.episodes as readonly number[] }),
    ...(given.behaviour !== undefined && { behaviour: given.behaviour as BenchmarkOptions['behaviour'] & object }),
    ...(given.estimator !== undefined && { estimators: given.estimator as readonly string[] }),
    ...(intervals && { intervals: intervals.filter((name) => name !== 'none') }),
    ...(given.unseen !== undefined && { unseen: String(given.unseen) }),
  });
  const trials = await benchmark.trials(specification, { seed: number('seed') ?? 1, repeats: number('datasets') });
  const finished = [];
  for (const trial of trials) finished.push({ trial, result: await benchmark.run(specification, trial) });
  return { specification, report: benchmark.report(specification, finished) };
}

/** In place of estimators, policies. */
async function policies(given: Given): Promise<unknown> {
  const specification = policySpecification({
    worlds: given.world as readonly string[],
    episodes: given.episodes as readonly number[],
  });
  const trials = await policyBenchmark.trials(specification, { seed: 1, repeats: given.datasets as number });
  const finished = [];
  for (const trial of trials) finished.push({ trial, result: await policyBenchmark.run(specification, trial) });
  return { experiment: 'policies', ...policyBenchmark.report(specification, finished).data, specification };
}

async function library(given: Given): Promise<unknown> {
  const { specification, report } = await reported(given);
  return { experiment: 'benchmark', ...report.data, specification };
}

const base: Given = {
  env: 'model-win',
  episodes: [20],
  datasets: 3,
  estimator: ['wis', 'dm'],
  interval: ['t'],
  json: true,
};
const learned: Given = { world: ['gridworld'], episodes: [30], datasets: 1 };
const grid: Given = { env: 'gridworld', episodes: [10] };

await ranElsewhere(folder, 'benchmark', { ...base, out: 'mixed' });

optionTable('benchmark', {
  folder,
  base,
  see: seeJson,
  library,
  specified: true,
  rows: [
    { option: 'env', value: 'gridworld' },
    { option: 'env', value: 'triage', beside: { env: 'two-armed', 'behaviour-policy': 'uniform', policy: 'optimal' } },
    { option: 'behaviour-policy', value: 'uniform' },
    { option: 'policy', value: 'optimal' },
    { option: 'policy', value: 'optimal', beside: { ...grid, soften: 0.3 } },
    { option: 'round', value: 0.01, beside: { policy: ROUNDED } },
    { option: 'episodes', value: [15, 10] },
    { option: 'datasets', value: 2 },
    { option: 'estimator', value: ['is'] },
    { option: 'unseen', value: 'self', beside: { ...grid, estimator: ['cf'] } },
    { option: 'interval', value: ['hoeffding'] },
    { option: 'interval', value: ['none'] },
    { option: 'behaviour', value: ['estimated'] },
    { option: 'horizon', value: 6 },
    { option: 'discount', value: 0.9 },
    { option: 'soften', value: 0.4, beside: grid },
    { option: 'level', value: 0.6 },
    { option: 'replicates', value: 30, beside: { interval: ['bootstrap'], quick: true } },
    { option: 'quick', value: true, beside: { interval: ['bootstrap'] } },
    { option: 'seed', value: 4 },
    { option: 'set', value: ['noise=0.4'], beside: grid },
    {
      option: 'workers',
      value: 2,
      beside: { workers: 1, episodes: [10, 15] },
      manner: true,
      see: ({ stdout }) => ({ ...(dataIn(stdout) as object), threads: threadsAsked.at(-1) }),
      expected: async (given) => ({ ...((await library(given)) as object), threads: 2 }),
    },
    {
      option: 'policies',
      value: true,
      beside: learned,
      leave: Object.keys(base).filter((option) => option !== 'json'),
      see: seeJson,
      expected: policies,
    },
    {
      option: 'world',
      value: ['slips=.01', 'gridworld'],
      beside: { policies: true, episodes: [30], datasets: 1, world: ['gridworld'] },
      leave: Object.keys(base).filter((option) => option !== 'json'),
      expected: policies,
    },
    { option: 'out', value: 'kept', see: (_, read) => dataIn(read('kept/results.json')) },
    {
      option: 'shard',
      value: '1/2',
      beside: { out: 'kept', episodes: [10, 15] },
      manner: true,
      see: ({ stdout }, read) => [stdout === '', read('kept/results.json') === '(no file)'],
      expected: () => [true, true],
    },
    redisRow,
    { option: 'allow-mixed', value: true, beside: { out: 'mixed' }, manner: true },
    { option: 'json', value: true, leave: ['json'], manner: true },
  ],
});

it('shows the same figures in words, each under its head', async () => {
  const given = { ...without(base, 'json'), estimator: ['wis', 'is'] };
  const { stdout } = await commandRun(folder, wordsOf('benchmark', given));
  const { heading, notes, tables } = (await reported(given)).report;
  expect(stdout.startsWith([heading, ...notes].join('\n'))).toBe(true);
  for (const { title, head, rows } of tables) {
    const at = stdout.indexOf(title!);
    const cells = rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? cell.toFixed(4) : cell)).filter((cell) => cell !== ''),
    );
    expect(cellsAfter(stdout.slice(at), /./)).toEqual([head.filter((name) => name !== ''), ...cells]);
  }
});
