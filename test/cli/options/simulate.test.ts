import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { writeTrajectories } from '../../../src/files/index.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, pairs, wordsOf } from './given.js';
import { type Library, readModel, readOrMake, sizesOf } from './library.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';

const folder = await preparedFolder();

/** The log as its file has it. */
async function library(given: Given): Promise<unknown> {
  await writeTrajectories(join(folder, 'expected.csv'), await simulated({ folder, given }), MADE);
  return logIn(readFileSync(join(folder, 'expected.csv'), 'utf8'), 'log');
}

async function simulated(library: Library): Promise<Trajectories> {
  const { env: name, set, episodes, horizon, seed, propensities } = library.given;
  const env = name === undefined ? undefined : createEnv(String(name), pairs(set));
  const model = env ? env.exactModel!() : await readModel(library);
  const policy = await readOrMake(library, String(library.given.policy), { model, ...sizesOf(model) });
  return simulate(createRng(Number(seed ?? 1)), env ?? model, policy, {
    episodes: Number(episodes ?? 1000),
    firstEpisode: Number(library.given['first-episode'] ?? 0),
    horizon: Number(horizon ?? 20),
    propensities: (propensities ?? 'taken') as 'taken' | 'all' | 'none',
  });
}

/** What a log says of itself, and its rows; where it comes from apart. */
function logIn(text: string, key: string): Record<string, unknown> {
  const [head, ...rows] = text.split('\n');
  const { version, command, seed, options, inputs, ...log } = JSON.parse(head.replace('# couplet ', '')) as Given;
  const couplet = { version, command, seed, options, inputs };
  return { ...(key === 'log' ? {} : { couplet }), log, rows };
}

const see: See = (run, read) => (run.code === 0 ? logIn(read('run.csv'), 'run') : faultOf(run));

optionTable('simulate', {
  folder,
  base: { mdp: 'mdp.json', policy: 'target.json', episodes: 5, horizon: 6, out: 'run.csv' },
  see,
  library,
  rows: [
    { option: 'env', value: 'chain', beside: { policy: 'uniform' }, leave: ['mdp'] },
    { option: 'set', value: ['noise=0.5'], beside: { env: 'gridworld', policy: 'optimal' }, leave: ['mdp'] },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'policy', value: 'other.json' },
    { option: 'policy', value: 'physician:epsilon=0.9' },
    { option: 'behaviour', value: 'uniform', beside: { policy: 'advice.json' } },
    { option: 'behaviour', value: 'target.json', beside: { policy: 'advice.json', soften: 0.7 } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'soften', value: 0.7 },
    { option: 'episodes', value: 7 },
    { option: 'first-episode', value: 3 },
    { option: 'horizon', value: 3 },
    { option: 'propensities', value: 'all' },
    { option: 'propensities', value: 'none' },
    { option: 'seed', value: 2 },
    {
      option: 'json',
      value: true,
      see: ({ stdout }) => dataIn(stdout),
      expected: async (given) => {
        const { nEpisodes, state } = await simulated({ folder, given });
        return { out: 'run.csv', nEpisodes, nSteps: state.length, seed: 1 };
      },
    },
    {
      option: 'out',
      value: 'another.csv',
      see: (_, read) => (read('another.csv').startsWith('#') ? logIn(read('another.csv'), 'run') : ''),
    },
    { option: 'out', value: '-', see: ({ stdout }) => (stdout === '' ? '' : logIn(stdout, 'run')) },
  ],
});

it('has defaults of its own, and says how much it drew', async () => {
  const given = { env: 'two-armed', policy: 'uniform', seed: 3, out: '-' };
  const { stdout, stderr } = await commandRun(folder, wordsOf('simulate', given));
  expect(logIn(stdout, 'log')).toEqual(await library(given));
  expect(stderr).toBe('1000 trajectories, 1000 steps, seed 3\n');
});
