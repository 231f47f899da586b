import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { writeTrajectories } from '../../../src/files/index.js';
import { checkStates } from '../../../src/honest/checkStates/checkStates.js';
import { stateFindings } from '../../../src/honest/checkStates/stateFindings.js';
import { spaceOf } from '../../../src/mdp/env.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, wordsOf } from './given.js';
import { type Library, readLog } from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';

const folder = await preparedFolder();
const sepsis = createEnv('sepsis');
const physician = createPolicy('physician', sepsis.exactModel!());
await writeTrajectories(
  join(folder, 'sepsis.csv'),
  simulate(createRng(2), sepsis, physician, { episodes: 60, horizon: 12 }),
  MADE,
);

async function library(given: Given): Promise<unknown> {
  const source: Library = { folder, given };
  const { log: logged, env } = await readLog(source);
  const log = given.space === undefined ? logged : projectTrajectories(logged, env!, String(given.space));
  const space = env && spaceOf(env, logged.source.space ?? env.recorded);
  const check = checkStates(createRng(Number(given.seed ?? 1)), log, {
    permutations: Number(given.permutations ?? 199),
    ...(space && { ends: observedOutcomes(logged, env.outcomes, space.outcome) }),
  });
  const { nStates, nActions, source: from } = log;
  return { ...check, findings: stateFindings(check), nStates, nActions, source: from };
}

optionTable('check-states', {
  folder,
  base: { '<log>': 'log.csv', json: true },
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, () => ({}))),
    { option: '<log>', value: 'few.csv' },
    { option: 'space', value: 'projected', beside: { '<log>': 'sepsis.csv' } },
    { option: 'permutations', value: 139 },
    { option: 'seed', value: 7 },
    { option: 'json', value: true, leave: ['json'] },
    {
      option: 'picture',
      value: 'run.svg',
      see: (_, read) => read('run.svg').startsWith('<?xml'),
      expected: () => true,
      manner: true,
    },
  ],
});

it('shows the same figures in words, with the proof that the log holds', async () => {
  const given = { '<log>': 'sepsis.csv', space: 'projected' };
  const { stdout } = await commandRun(folder, wordsOf('check-states', given));
  const { tests, findings } = (await library(given)) as {
    tests: ReturnType<typeof checkStates>['tests'];
    findings: string;
  };
  expect(cellsAfter(stdout, /^Do the states hide something\?/).slice(1)).toEqual(
    tests.map((test) => [
      `${test.name} ${test.question}`,
      ...('reason' in test
        ? ['-', '-', '-', '-', 'could not run']
        : [
            String(test.nSteps),
            test.z?.toFixed(1) ?? '-',
            test.p === 0 ? '0' : test.p < 1e-4 ? test.p.toExponential(0) : test.p.toFixed(4),
            test.adjustedP === 0
              ? '0'
              : test.adjustedP < 1e-4
                ? test.adjustedP.toExponential(0)
                : test.adjustedP.toFixed(4),
            test.rejected ? 'yes' : 'no sign',
          ]),
    ]),
  );
  expect(stdout).toContain(`\n${findings}\nB0, shown by two steps: in state `);
  expect(stdout).toMatch(/had probability 0\.\d+ in episode \d+ at step \d+, and 0\.95 in episode \d+ at step \d+\n/);
});

it('says of each test that cannot run why', async () => {
  writeFileSync(
    join(folder, 'short.csv'),
    'episode,t,state,action,reward,next_state,terminated\n0,0,0,0,1,1,0\n0,1,1,1,0,2,1\n',
  );
  const { stdout } = await commandRun(folder, ['check-states', 'short.csv']);
  expect(stdout).toContain('No test could run on this log: whether its states hide something stays open.');
  expect(stdout.match(/^[BD]\d could not run: /gm)).toHaveLength(7);
});

it('asks for the environment of a space', async () => {
  const { code, stderr } = await commandRun(folder, [
    'check-states',
    'states.csv',
    '--states',
    '9',
    '--space',
    'projected',
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain("the log's environment is needed for --space projected, got none - name it with --env");
});
