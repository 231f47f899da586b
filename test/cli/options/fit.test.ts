import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import { memorySource } from '../../../src/aggregates/source/memorySource.js';
import { writeAggregates } from '../../../src/files/aggregates/writeAggregates.js';
import { createEnv } from '../../../envs/registry.js';
import { behaviour } from '../../../policies/behaviour.js';
import { createPolicy } from '../../../policies/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { createRng } from '../../../src/core/random/rng.js';
import { writeMdp, writePolicy, writeTrajectories } from '../../../src/files/index.js';
import { fit } from '../../../src/fit/fit.js';
import { checkStates } from '../../../src/honest/checkStates/checkStates.js';
import { stateFindings } from '../../../src/honest/checkStates/stateFindings.js';
import { type Env, abstractionBetween } from '../../../src/mdp/env.js';
import type { ListedPart } from '../../../src/mdp/parts/actionPart.js';
import { listedParts } from '../../../src/mdp/parts/listedParts.js';
import type { PriorSupport } from '../../../src/mdp/mdp.js';
import { entryRewards } from '../../../src/mdp/entryRewards.js';
import { commandRun } from '../../support/commandRun.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { type Given, pairs, without, wordsOf } from './given.js';
import { type Library, listsOf, readLog, readModel } from './library.js';
import { logRows } from './logCases.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';

const folder = await preparedFolder();
writeFileSync(
  join(folder, 'short.csv'),
  'episode,t,state,action,reward,next_state,terminated\n0,0,0,0,1,1,0\n0,1,1,1,0,2,1\n',
);
/** A step costs 1, the end 2: two steps at most are no worse. */
writeFileSync(
  join(folder, 'costly.csv'),
  'episode,t,state,action,reward,next_state,terminated\n0,0,0,0,-1,1,0\n0,1,1,1,-2,2,1\n',
);
const counted = await readLog({ folder, given: { '<log>': 'log.csv' } });
await writeAggregates(join(folder, 'counts.parquet'), await aggregate(memorySource(counted.log)), MADE);
const sepsis = createEnv('sepsis');
const treats = uniform(sepsis.spaces[0].nStates, sepsis.nActions);
await writeTrajectories(
  join(folder, 'sepsis.csv'),
  simulate(createRng(2), sepsis, treats, { episodes: 10, horizon: 12 }),
  MADE,
);

/** The model as its file has it; with the file of the behaviour policy. */
async function library(given: Given): Promise<unknown> {
  const { mdp, counts } = await fitted({ folder, given });
  await writeMdp(join(folder, 'expected.json'), mdp, MADE);
  const { states, actions, ends, space } = mdp.source;
  const names = { ...(states && { states }), ...(actions && { actions }), ...(ends && { ends }) };
  if (given.behaviour !== undefined)
    await writePolicy(
      join(folder, 'expectedPolicy.json'),
      { ...behaviour(counts), ...names, ...(space !== undefined && { space }) },
      MADE,
    );
  return {
    model: contentOf('expected.json'),
    ...(given.behaviour !== undefined && { policy: contentOf('expectedPolicy.json') }),
  };
}

async function fitted(library: Library): Promise<ReturnType<typeof fit>> {
  const { given } = library;
  const { log, env } = await readLog(library);
  const space = String(given.space ?? log.source.space);
  const prior = given.prior as number | undefined;
  return fit(
    log,
    env && {
      abstraction: abstractionBetween(env, log.source.space ?? env.recorded, space),
      outcomes: env.outcomes,
      actionLabels: Array.from({ length: env.nActions }, (_, a) => env.actionLabel(a)),
      ...(env.actionParts && { actionParts: listedParts(env)! }),
      entryReward: entryRewards(env, space),
    },
    {
      ...(given.parts !== undefined && { actionParts: onOf(listsOf(given.parts), env!) }),
      absorption: (given.absorption as 'direct' | 'published' | undefined) ?? 'direct',
      ...(given.unseen !== undefined && { unseen: String(given.unseen) }),
      ...(prior !== undefined && {
        prior: {
          concentration: prior,
          ...(given['prior-mean'] !== undefined && { mean: await readModel(library, 'prior-mean') }),
          ...(given['prior-support'] !== undefined && { support: given['prior-support'] as PriorSupport }),
        },
      }),
      ...(given.worst !== undefined && {
        worst: {
          cases: Number(given.worst),
          ...(given.horizon !== undefined && { horizon: Number(given.horizon) }),
          ...(given.discount !== undefined && { discount: Number(given.discount) }),
        },
      }),
      ...(given.reward !== undefined && {
        rewards: new Map(Object.entries(pairs(given.reward)).map(([state, value]) => [Number(state), Number(value)])),
      }),
    },
  );
}

/** By the label or number of each action. */
function onOf(lists: Record<string, string[]>, env: Env): readonly ListedPart[] {
  return Object.entries(lists).map(([name, list]) => ({
    name,
    on: Array.from({ length: env.nActions }, (_, a) =>
      Number(list.includes(String(a)) || list.includes(env.actionLabel(a))),
    ),
  }));
}

function contentOf(file: string): unknown {
  return without(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Given, 'couplet');
}

/** The files that a run wrote. */
const see: See = (run, read) => {
  if (run.code !== 0) return faultOf(run);
  const { couplet, ...model } = JSON.parse(read('run.json')) as Record<string, unknown>;
  const policy = read('behaviour.json');
  const { couplet: same, ...rows } = (policy.startsWith('{') ? JSON.parse(policy) : {}) as Record<string, unknown>;
  return { couplet: same ?? couplet, model, ...(same !== undefined && { policy: rows }) };
};

optionTable('fit', {
  folder,
  base: { '<log>': 'log.csv', out: 'run.json' },
  see,
  library,
  rows: [
    ...(await logRows(folder, () => ({}))),
    { option: '<log>', value: 'few.csv' },
    {
      option: 'counts',
      value: ['counts.parquet'],
      leave: ['<log>'],
      expected: (given) => library({ ...given, '<log>': 'log.csv' }),
    },
    { option: 'space', value: 'projected', beside: { '<log>': 'sepsis.csv' } },
    { option: 'absorption', value: 'published', beside: { '<log>': 'sepsis.csv', space: 'projected' } },
    { option: 'unseen', value: 'uniform', beside: { '<log>': 'few.csv' } },
    { option: 'unseen', value: 'goal', beside: { '<log>': 'few.csv' } },
    { option: 'prior', value: 2 },
    { option: 'prior', value: 2, beside: { '<log>': 'few.csv', unseen: 'goal' } },
    { option: 'prior-support', value: 'row', beside: { '<log>': 'few.csv', prior: 2 } },
    { option: 'prior-support', value: 'all', beside: { '<log>': 'few.csv', prior: 2 } },
    { option: 'prior-mean', value: 'mdp.json', beside: { '<log>': 'few.csv', prior: 3 } },
    { option: 'round', value: 0.01, beside: { prior: 3, 'prior-mean': 'rounded.json' } },
    { option: 'reward', value: ['0=0.5', '1=-0.5'], beside: { '<log>': 'short.csv', unseen: 'self' } },
    { option: 'worst', value: 1 },
    { option: 'worst', value: 2, beside: { '<log>': 'costly.csv', horizon: 5 } },
    { option: 'horizon', value: 2, beside: { '<log>': 'costly.csv', worst: 1, discount: 0.9 } },
    { option: 'discount', value: 0.1, beside: { '<log>': 'costly.csv', worst: 1, horizon: 5 } },
    { option: 'parts', value: ['along=1,left', 'across=up,2'] },
    { option: 'behaviour', value: 'behaviour.json', manner: true },
    {
      option: 'json',
      value: true,
      see: ({ stdout }) => dataIn(stdout),
      expected: summary,
    },
    { option: 'out', value: 'another.json', see: (_, read) => modelIn(read('another.json')), expected: modelAlone },
    { option: 'out', value: '-', see: ({ stdout }) => modelIn(stdout), expected: modelAlone },
  ],
});

async function summary(given: Given): Promise<unknown> {
  const { mdp } = await fitted({ folder, given });
  const { log } = await readLog({ folder, given });
  const { nStates, nActions, nextState, outcomes, outcome, source } = mdp;
  return {
    out: given.out,
    nStates,
    nActions,
    nTransitions: nextState.length,
    statesByOutcome: Object.fromEntries(
      outcomes.map(({ name }, o) => [name, outcome.filter((one) => one === o).length]),
    ),
    pairsSeen: mdp.observed!.filter((one) => one === 1).length,
    source,
    nEpisodes: log.nEpisodes,
  };
}

function modelIn(text: string): unknown {
  return text.startsWith('{') ? without(JSON.parse(text) as Given, 'couplet') : text;
}

async function modelAlone(given: Given): Promise<unknown> {
  return ((await library(given)) as { model: unknown }).model;
}

it('says how large the model is, what follows pairs that were never tried, and what its states may hide', async () => {
  const given = { '<log>': 'few.csv', unseen: 'uniform', out: 'run.json' };
  const { mdp } = await fitted({ folder, given });
  const seen = mdp.observed!.filter((one) => one === 1).length;
  const { stderr } = await commandRun(folder, wordsOf('fit', given));
  const { log, env } = await readLog({ folder, given });
  const check = checkStates(createRng(1), log, {
    ends: observedOutcomes(log, env!.outcomes, env!.spaces[0].outcome),
  });
  expect(stderr).toBe(
    `MDP of gridworld, width 3, height 2, noise 0.2, space full, direct absorption: 6 states × 4 actions, ${mdp.nextState.length} transitions, ${seen} of 24 pairs seen, from 3 trajectories; pairs never tried: lead to all states alike (--unseen uniform); written to run.json\nnote: ${stateFindings(check)}\n`,
  );
});

it('tests the states of the model where the log is short, and warns of what they hide; else it names the command', async () => {
  const physician = createPolicy('physician', sepsis.exactModel!());
  const write = async (file: string, episodes: number): Promise<void> =>
    writeTrajectories(join(folder, file), simulate(createRng(1), sepsis, physician, { episodes, horizon: 20 }), MADE);
  // 20,000,000 exchanges are 14,357 steps.
  await write('short-stays.csv', 60);
  await write('long-stays.csv', 1200);
  const said = async (file: string): Promise<string> =>
    (await commandRun(folder, ['fit', file, '--space', 'projected', '--out', 'run.json'])).stderr;
  expect(await said('short-stays.csv')).toMatch(
    /\nwarning: Whoever chose .* The tests: couplet check-states short-stays.csv --space projected\n/,
  );
  expect(await said('long-stays.csv')).toContain(
    '\nnote: whether these states hide something, couplet check-states long-stays.csv --space projected tells\n',
  );
});
