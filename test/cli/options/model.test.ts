import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { writeMdp } from '../../../src/files/index.js';
import { aggregate } from '../../../src/mdp/aggregate.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, pairs, without, wordsOf } from './given.js';
import { readOrMake } from './library.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';

const folder = await preparedFolder();

/** The model as its file has it. */
async function library(given: Given): Promise<unknown> {
  await writeMdp(join(folder, 'expected.json'), await modelOf(given), MADE);
  return without(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Given, 'couplet');
}

async function modelOf(given: Given): Promise<Mdp> {
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

/** Two steps that look alike from outside. */
const COARSE = { env: 'model-fail', space: 'observed', policy: 'uniform' };

optionTable('model', {
  folder,
  base: { env: 'chain', out: 'run.json' },
  see,
  library,
  rows: [
    { option: 'env', value: 'triage' },
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
