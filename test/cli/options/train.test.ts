import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { Unmodelled, UnmodelledRule } from '../../../src/counterfactual/chain/observedModel.js';
import { type BackendName, loadTensorflow } from '../../../src/gadgets/backend.js';
import { parseGadget } from '../../../src/gadgets/modelFile.js';
import type { GadgetModel, TrainingRecord } from '../../../src/gadgets/gadgetModel.js';
import { trainGadget } from '../../../src/gadgets/training/trainGadget.js';
import { type GadgetTrainingOptions, gadgetTraining } from '../../../src/learning/gadgetTraining.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { readProblem, scoresOf } from './library.js';
import { logRows } from './logCases.js';
import { type See, faultOf, dataIn, optionTable } from './optionTable.js';
import { preparedFolder } from './prepared.js';

const folder = await preparedFolder();
writeFileSync(join(folder, 'scores.csv'), 'state,harm\n0,1\n1,0.5\n2,4\n3,-2\n4,0.25\n5,3\n');

async function trained(given: Given): Promise<{ model: GadgetModel; nPairs: number; unmodelled: Unmodelled }> {
  const source = { folder, given };
  const { mdp, log, policy } = await readProblem(source);
  const scores = (await scoresOf(source, mdp, policy)).map(({ values }) => values);
  const training = gadgetTraining(log, mdp, policy, {
    ...({ kind: given.gadget, pairs: given.pairs, given: given.given } as GadgetTrainingOptions),
    scores,
    unmodelled: (given.unmodelled ?? 'mix') as UnmodelledRule,
    network: {
      hidden: String(given.hidden).split(',').map(Number),
      activation: (given.activation ?? 'silu') as 'silu',
    },
    ...(given.gadget !== 'gadget-1' && {
      nClusters: Number(given.clusters ?? 20),
      sinkhornSteps: Number(given.sinkhorn ?? 10),
      learnPrior: given['learn-prior'] === true,
      order: given.order as GadgetTrainingOptions['order'],
    }),
  });
  const { spec, source: pairs, nPairs, unmodelled } = training!;
  const model = await trainGadget(createRng(Number(given.seed ?? 1)).fork('train'), spec, pairs, {
    settings: {
      estimator: (given.estimator ?? 'exact') as 'exact' | 'relaxed',
      steps: Number(given.steps ?? 500),
      batchSize: Number(given.batch ?? 64),
      learningRate: Number(given.rate ?? 0.01),
      patience: Number(given.patience ?? 0),
    },
    tensorflow: await loadTensorflow(given.backend as BackendName | undefined),
    provenance: {},
  });
  return { model, nPairs, unmodelled };
}

/** What is said of the training, and the gadget. */
async function library(given: Given): Promise<unknown> {
  const { model, nPairs, unmodelled } = await trained(given);
  const { spec, weights } = model;
  return { out: given.out, nPairs, unmodelled, ...model.training, spec, weights };
}

const seeIn =
  (file: string): See =>
  async (run, read) => {
    if (run.code !== 0) return faultOf(run);
    const text = read(file);
    if (!text.startsWith('{')) return text;
    const { spec, weights, training } = await parseGadget(text, file);
    const said = dataIn(run.stdout);
    return {
      out: file,
      nPairs: undefined,
      unmodelled: undefined,
      ...(typeof said === 'object' ? said : training),
      spec,
      weights,
    };
  };

const base: Given = {
  '<log>': 'log.csv',
  mdp: 'mdp.json',
  policy: 'other.json',
  clusters: 3,
  hidden: '4',
  steps: 6,
  batch: 8,
  backend: 'cpu',
  json: true,
  out: 'gadget.json',
};

optionTable('train', {
  folder,
  base,
  see: seeIn('gadget.json'),
  library,
  rows: [
    ...(await logRows(folder, ({ mdp, policy }) => ({ mdp, policy, steps: 2 }))),
    { option: '<log>', value: 'few.csv' },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'policy', value: 'target.json' },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'gadget', value: 'gadget-1', leave: ['clusters'] },
    { option: 'pairs', value: 'decisions' },
    { option: 'score', value: ['value'] },
    { option: 'score', value: ['scores.csv', 'reward'] },
    { option: 'score-discount', value: 0.3, beside: { score: ['value'] } },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json' } },
    { option: 'given', value: 'observation' },
    { option: 'estimator', value: 'relaxed' },
    { option: 'clusters', value: 5 },
    { option: 'sinkhorn', value: 4 },
    { option: 'learn-prior', value: true },
    { option: 'order', value: 'none', beside: { score: ['value'] } },
    { option: 'hidden', value: '5,3' },
    { option: 'activation', value: 'tanh' },
    { option: 'steps', value: 9 },
    { option: 'batch', value: 5 },
    { option: 'rate', value: 0.1 },
    { option: 'patience', value: 1 },
    { option: 'backend', value: 'cpu', leave: ['backend'] },
    {
      option: 'checkpoint',
      value: 'kept.json',
      manner: true,
      see: (run, read) => ({ ...(dataIn(run.stdout) as object), kept: read('kept.json').startsWith('{') }),
      expected: async (given) => ({ ...without((await library(given)) as Given, 'spec', 'weights'), kept: true }),
    },
    { option: 'seed', value: 4 },
    {
      option: 'json',
      value: true,
      leave: ['json'],
      see: ({ stdout }) => dataIn(stdout),
      expected: async (given) => without((await library(given)) as Given, 'spec', 'weights'),
    },
    { option: 'out', value: 'another.json', see: seeIn('another.json') },
  ],
});

it('says how far the loss came', async () => {
  const { stderr } = await commandRun(folder, wordsOf('train', base));
  const { model, nPairs } = await trained(base);
  const { startLoss, heldOutLoss, bestStep } = model.training as TrainingRecord;
  expect(stderr).toContain(
    `gadget-2 on ${nPairs} pairs, ${model.spec.outcomes.length} states, clusters in the order of a score, backend cpu, seed 1: held-out loss ${startLoss.toFixed(5)} at the start, ${heldOutLoss.toFixed(5)} at step ${bestStep} (all steps); written to gadget.json\n`,
  );
});

it('keeps the end of a short run, which the same run goes on from and another one refuses', async () => {
  const keeping = { ...base, checkpoint: 'short.json' };
  const gadget = (): string => readFileSync(join(folder, 'gadget.json'), 'utf8');
  await commandRun(folder, wordsOf('train', keeping));
  const written = gadget();
  expect(JSON.parse(readFileSync(join(folder, 'short.json'), 'utf8'))).toMatchObject({ step: base.steps });
  expect((await commandRun(folder, wordsOf('train', keeping))).code).toBe(0);
  expect(gadget()).toBe(written);
  const { code, stderr } = await commandRun(folder, wordsOf('train', { ...keeping, rate: 0.1 }));
  expect(code).toBe(1);
  expect(stderr).toContain('settings must be that of the training to resume');
  expect(stderr).toContain('start again without it, or resume with the same settings');
});
