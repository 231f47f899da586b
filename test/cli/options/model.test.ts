import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { exportMdp, readMdp, writeMdp } from '../../../src/files/index.js';
import { aggregate } from '../../../src/mdp/aggregate.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { npyOf } from '../../files/numpyFiles.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, pairs, without, wordsOf } from './given.js';
import { readOrMake } from './library.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';

const folder = await preparedFolder();
/** Where runs of the chain may begin, too. */
const HALVES = npyOf([0.5, 0.5, 0]);

/** The model as its file has it. */
async function library(given: Given): Promise<unknown> {
  await writeMdp(join(folder, 'expected.json'), await modelOf(given), MADE);
  return without(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Given, 'couplet');
}

async function modelOf(given: Given): Promise<Mdp> {
  if (given.mdp !== undefined)
    return readMdp(join(folder, String(given.mdp)), {
      ...(given.round !== undefined && { rounding: Number(given.round) }),
      arrays: pairs(given.array),
      ...(given['end-label'] !== undefined && { endLabels: [given['end-label']].flat().map(String) }),
    });
  const env = createEnv(String(given.env), pairs(given.set));
  const exact = env.exactModel!();
  const space = String(given.space ?? 'full');
  if (space === 'full') return exact;
  const abstraction = abstractionBetween(env, 'full', space);
  const policy = await readOrMake({ folder, given }, String(given.policy), { model: exact });
  const acts = policy.nStates === exact.nStates ? policy : liftPolicy(policy, abstraction);
  return aggregate(exact, abstraction, occupancy(exact, acts, { horizon: Number(given.horizon ?? 20) }));
}

const see: See = (run, read) => (run.code === 0 ? dataIn(read('run.json')) : faultOf(run));

await exportMdp(join(folder, 'dense.npz'), createEnv('chain').exactModel!(), MADE, { format: 'arrays' });
const twice = await readFile(join(folder, 'dense.npz'));
await writeFile(join(folder, 'twice.npz'), zipSync({ ...unzipSync(twice), 'mine.npy': HALVES }));
await writeFile(join(folder, 'walk.tra'), '3 3 4\n0 0 1 0.5 go\n0 0 2 0.5 go\n1 0 1 1 stay\n2 0 0 1 back\n');
await writeFile(join(folder, 'walk.lab'), '0="init" 1="deadlock" 2="home"\n0: 0\n1: 2\n2: 2\n');

/** Two steps that look alike from outside. */
const COARSE = { env: 'model-fail', space: 'observed', policy: 'uniform' };

optionTable('model', {
  folder,
  base: { env: 'chain', out: 'run.json' },
  see,
  library,
  rows: [
    { option: 'env', value: 'triage' },
    { option: 'mdp', value: 'mdp.json', leave: ['env'] },
    { option: 'array', value: ['initial=mine'], beside: { mdp: 'twice.npz' }, leave: ['env'] },
    { option: 'end-label', value: ['home'], beside: { mdp: 'walk.tra' }, leave: ['env'] },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' }, leave: ['env'] },
    {
      option: 'as',
      value: 'gym',
      expected: async (given) => {
        await exportMdp(join(folder, 'expected.json'), await modelOf(given), MADE, { format: 'gym' });
        return without(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Given, 'couplet');
      },
    },
    { option: 'set', value: ['noise=0.5', 'width=2'], beside: { env: 'gridworld' } },
    { option: 'space', value: 'observed', beside: without(COARSE, 'space') },
    { option: 'policy', value: 'physician:epsilon=0.3', beside: COARSE },
    { option: 'horizon', value: 1, beside: COARSE },
    {
      option: 'json',
      value: true,
      see: ({ stdout }) => dataIn(stdout),
      expected: async (given) => {
        const { nStates, nActions, nextState, source } = await modelOf(given);
        const statesByOutcome = { 'under way': 2, arrival: 1 };
        return { out: 'run.json', nStates, nActions, nTransitions: nextState.length, statesByOutcome, source };
      },
    },
    {
      option: 'out',
      value: 'another.json',
      see: (_, read) => dataIn(read('another.json')),
    },
    { option: 'out', value: '-', see: ({ stdout }) => dataIn(stdout) },
  ],
});

it('says how large the model is, and how its states end', async () => {
  const { stderr } = await commandRun(folder, wordsOf('model', { env: 'chain', out: 'run.json' }));
  expect(stderr).toBe(
    'MDP of chain, space full: 3 states × 2 actions, 10 transitions, exact; states: 2 under way, 1 arrival; written to run.json\n',
  );
});
