import { afterAll, vi } from 'vitest';
import type { Experiment, Finished, Trial } from '../../../src/experiments/experiment.js';
import { experiments, findExperiment } from '../../../src/experiments/registry.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import type { Given } from './given.js';
import { threadsAsked } from './inThisThread.js';
import { dataIn, optionTable, seeJson } from './optionTable.js';
import { ranElsewhere } from './ranElsewhere.js';
import { redisRow } from './redisRow.js';

vi.mock('../../../src/cli/reproduce/trialPool.js', () => import('./inThisThread.js'));

/** What an experiment gives is tested with it. Here it says what it was asked for: trials of a specification. */
const stubs = experiments.flatMap((experiment) => [
  vi.spyOn(experiment, 'run').mockImplementation((_, trial) => Promise.resolve({ of: trial.name })),
  vi.spyOn(experiment, 'report').mockImplementation((_, finished) => ({
    heading: experiment.name,
    notes: [],
    tables: [],
    data: { finished: finished },
  })),
  ...(experiment.backendOf ? [vi.spyOn(experiment, 'backendOf').mockReturnValue(undefined)] : []),
]);

/** One of them lists its trials at length, and one draws no pictures. */
stubs.push(
  vi
    .spyOn(findExperiment('table-1'), 'trials')
    .mockImplementation((_, plan) => [{ name: 'one', plan } as Trial]) as unknown as (typeof stubs)[number],
);

afterAll(() => {
  stubs.forEach((stub) => {
    stub.mockRestore();
  });
});

async function library(given: Given): Promise<Record<string, unknown>> {
  const experiment: Experiment = findExperiment(String(given['<experiment>']));
  const usual = experiment.specifications[given.quick === true ? 'quick' : 'full'];
  const specification = given.episodes === undefined ? usual : { ...usual, episodes: given.episodes };
  const plan = { seed: Number(given.seed ?? 1), repeats: given.trials as number | undefined };
  const trials = await experiment.trials(specification, plan);
  const finished = trials.map((trial) => ({ trial, result: { of: trial.name } }));
  return { experiment: experiment.name, finished, specification };
}

const folder = emptyFolder();
const base: Given = { '<experiment>': 'oberst-sontag', trials: 3, json: true };
await ranElsewhere(folder, 'reproduce', { ...base, '<experiment>': 'table-1', out: 'mixed' });

optionTable('reproduce', {
  folder,
  base,
  see: seeJson,
  library,
  specified: true,
  rows: [
    { option: '<experiment>', value: 'figure-1' },
    { option: 'quick', value: true },
    { option: 'trials', value: 2 },
    { option: 'episodes', value: 50 },
    { option: 'seed', value: 7 },
    {
      option: 'workers',
      value: 2,
      beside: { workers: 1 },
      manner: true,
      see: ({ stdout }) => ({ ...(dataIn(stdout) as object), threads: threadsAsked.at(-1) }),
      expected: async (given) => ({ ...(await library(given)), threads: 2 }),
    },
    {
      option: 'out',
      value: 'kept',
      beside: { '<experiment>': 'table-1' },
      see: (_, read) => [dataIn(read('kept/results.json')), dataIn(read('kept/trials/one.json'))].map(figures),
      expected: async (given) => {
        const { experiment, finished, specification } = await library(given);
        const [{ trial, result }] = finished as readonly Finished<Trial, object>[];
        return [
          { experiment, finished, specification },
          { experiment, specification, trial, result },
        ];
      },
    },
    {
      option: 'shard',
      value: '1/2',
      beside: { '<experiment>': 'table-1', out: 'kept' },
      manner: true,
      see: ({ stdout }, read) => [stdout, ...['trials/one.json', 'results.json'].map((file) => read(`kept/${file}`))],
      // The only trial is in the first half.
      expected: () => ['', '(no file)', '(no file)'],
    },
    { ...redisRow, beside: { '<experiment>': 'table-1', out: 'kept' } },
    {
      option: 'allow-mixed',
      value: true,
      beside: { '<experiment>': 'table-1', out: 'mixed' },
      manner: true,
    },
    { option: 'json', value: true, leave: ['json'], manner: true },
  ],
});

function figures(data: unknown): unknown {
  if (typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data as object).filter(([key]) => key !== 'couplet' && key !== 'runtime'));
}
