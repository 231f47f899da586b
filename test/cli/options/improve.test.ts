import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { writeAdvice, writeTrajectories } from '../../../src/files/index.js';
import { adviceCandidates, policyCandidate } from '../../../src/honest/improve/candidates.js';
import { type Improvement, improve } from '../../../src/honest/improve/improve.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { decimal } from '../../../src/cli/output/table.js';
import { spaceOf } from '../../../src/mdp/env.js';
import { returnRange } from '../../../src/mdp/evaluate/returnRange.js';
import { alignNames } from '../../../src/trajectories/align/alignNames.js';
import { censoredEpisodes } from '../../../src/trajectories/censoredEpisodes.js';
import { longestEpisode } from '../../../src/trajectories/longestEpisode.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { discountOf, readLog, readOrMake } from './library.js';
import { logRows } from './logCases.js';
import { type Row, type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';

const folder = await preparedFolder();
const sepsis = createEnv('sepsis');
await writeTrajectories(
  join(folder, 'sepsis.csv'),
  simulate(createRng(2), sepsis, createPolicy('physician', sepsis.exactModel!()), {
    episodes: 600,
    horizon: 12,
    propensities: 'all',
  }),
  MADE,
);

// Of an environment that no one knows.
writeFileSync(
  join(folder, 'bare.csv'),
  `episode,t,state,action,reward,next_state,terminated,p0,p1\n${[0, 1, 2, 3].map((e) => `${e},0,0,${e % 2},1,1,1,.4,.6\n`).join('')}`,
);

interface Found {
  readonly found: Improvement;
  readonly log: Trajectories;
  readonly figures: Record<string, unknown>;
}

async function foundBy(given: Given): Promise<Found> {
  const source = { folder, given };
  const { log: recorded, env } = await readLog(source);
  let log = given.space === undefined ? recorded : projectTrajectories(recorded, env!, String(given.space));
  const paths = (given.candidate ?? []) as readonly string[];
  const policies = [];
  for (const path of paths) {
    const { nStates, nActions } = log;
    const policy = await readOrMake(source, path, { model: env?.exactModel?.(), log, nStates, nActions });
    if (!env) log = alignNames(log, { ...policy, source: policy });
    policies.push(policy);
  }
  const chosen = discountOf(source, policies.find((policy) => policy.discount !== undefined) ?? ({} as Policy));
  const { discount } = chosen;
  const horizon = log.source.horizon ?? longestEpisode(log);
  const nCut = censoredEpisodes(log, horizon).length;
  const range = given['return-range'] as string | undefined;
  const leastReturn =
    range === undefined
      ? returnRange(env!.exactModel!(), { horizon, discount, cut: nCut > 0 }).returns[0]
      : Number(range.split(',')[0]);
  const found = improve(createRng(Number(given.seed ?? 1)), log, {
    leastReturn,
    discount,
    candidates: [...adviceCandidates, ...policies.map((policy, c) => policyCandidate(paths[c], policy))],
    ...(given.folds !== undefined && { folds: Number(given.folds) }),
    ...(given.split !== undefined && { split: Number(given.split) }),
    ...(given.clip !== undefined && { clip: Number(given.clip) }),
    ...(given.level !== undefined && { level: Number(given.level) }),
  });
  const { winner, adjustedLower, candidates, clinician, level, nJudged, tested } = found;
  return {
    found,
    log,
    figures: {
      winner: winner?.name ?? 'keep the clinician',
      ...(winner && {
        gain: winner.gain,
        standardError: winner.standardError,
        lower: winner.lower,
        adjustedLower,
        shareHeld: winner.shareHeld,
      }),
      better: adjustedLower !== undefined && adjustedLower > 0,
      level,
      nCandidates: candidates.length,
      tested,
      nJudged,
      ...chosen,
      leastReturn,
      nCut,
      clinician,
      candidates,
    },
  };
}

/** The figures, and the advice as its file has it; labels and the words of the rules are looked at below. */
async function library(given: Given): Promise<unknown> {
  const { found, figures } = await foundBy(given);
  const path = join(folder, 'expected.json');
  await writeAdvice(path, found.advice, MADE);
  return { figures, advice: adviceIn(readFileSync(path, 'utf8')) };
}

/** Of an advice file what `Advice` has, its rules without words. */
function adviceIn(text: string): unknown {
  if (!text.startsWith('{')) return text;
  const { rules, ...fields } = JSON.parse(text) as { rules: readonly Given[] } & Given;
  return { ...without(fields, 'couplet', 'improved'), rules: rules.map((rule) => without(rule, 'says')) };
}

const see: See = (run, read) => {
  if (run.code !== 0) return faultOf(run);
  const { couplet, changes, ...figures } = dataIn(run.stdout) as Given;
  expect(changes).toBeDefined();
  return { figures, advice: adviceIn(read('run.json')), couplet };
};

/** Of a row whose option has the log refused. */
function refusal(words: string): Pick<Row, 'see' | 'expected'> {
  return { see: ({ stderr, code }) => code !== 0 && stderr.includes(words), expected: () => true };
}

const UNKNOWN = 'estimated from the states they leave out what else the clinician saw';

optionTable('improve', {
  folder,
  // Of the logs of one option each only some dozen runs come to an end.
  base: { '<log>': 'log.csv', 'return-range': '-9,9', folds: 2, json: true, out: 'run.json' },
  see,
  library,
  rows: [
    ...(await logRows(folder, () => ({}), { probabilities: true }))
      .filter(({ option }) => option !== 'actions')
      .map((row) => (row.option === 'propensity' ? { ...row, ...refusal(UNKNOWN) } : row)),
    // All probabilities tell how many actions there are.
    {
      option: 'actions',
      value: 6,
      beside: { '<log>': 'states.csv' },
      ...refusal('one for each of the 6 actions, got 4'),
    },
    { option: '<log>', value: 'sepsis.csv' },
    { option: 'space', value: 'projected', beside: { '<log>': 'sepsis.csv' } },
    { option: 'candidate', value: ['target.json'] },
    { option: 'candidate', value: ['most-frequent'] },
    { option: 'candidate', value: ['target.json', 'other.json'], beside: { discount: 0.8 } },
    { option: 'round', value: 0.01, beside: { candidate: ['hundredths.json'] } },
    { option: 'folds', value: 4 },
    { option: 'split', value: 0.4, leave: ['folds'] },
    { option: 'clip', value: 1, beside: { candidate: ['target.json'] } },
    { option: 'level', value: 0.8 },
    { option: 'return-range', value: '-12,12' },
    { option: 'return-range', value: '-9,9', leave: ['return-range'] },
    { option: 'discount', value: 0.5 },
    { option: 'seed', value: 2 },
    {
      option: 'json',
      value: true,
      leave: ['json'],
      see: ({ stdout }) => dataIn(stdout) instanceof Object,
      expected: () => true,
    },
    {
      option: 'out',
      value: 'another.json',
      see: (_, read) => adviceIn(read('another.json')),
      expected: async (given) => ((await library(given)) as { advice: unknown }).advice,
    },
    {
      option: 'picture',
      value: 'run.svg',
      see: (_, read) => read('run.svg').startsWith('<?xml'),
      expected: () => true,
      manner: true,
    },
  ],
});

it('shows the same in words, and what would change', async () => {
  const given = { '<log>': 'sepsis.csv', space: 'projected', seed: 1 };
  const { stdout, code } = await commandRun(folder, wordsOf('improve', given));
  const { found } = await foundBy(given);
  expect(code).toBe(0);
  for (const { name, gain, standardError, lower, shareHeld } of found.candidates)
    expect(cellsAfter(stdout, /least possible return -1, discount 1/)).toContainEqual([
      name,
      ...[gain, standardError, lower, shareHeld].map((value) => decimal(value)),
    ]);
  const { winner, adjustedLower, changes } = found;
  expect(stdout).toContain(`\nChosen: ${winner!.name} (`);
  expect(stdout).toContain(
    `It gains at least ${decimal(winner!.lower)} by itself; as the best of 10, at least ${decimal(adjustedLower!)}: `,
  );
  const [{ state, choice, cases, visits, usual, usualCases }] = changes.changes;
  expect(stdout).toContain(
    `\n- in ${cases} of ${visits} visits to ${spaceOf(sepsis, 'projected').words!(state)}, the choice was ${sepsis.actionWords!(choice)}; instead: `,
  );
  expect(stdout).toContain(`${sepsis.actionWords!(usual)} (the usual choice, ${usualCases} of ${visits})`);
});

it('keeps the clinician, and writes that, where nothing is gained', async () => {
  const given = { '<log>': 'log.csv', out: 'keep.json', level: 0.999999 };
  const { stdout, code } = await commandRun(folder, wordsOf('improve', given));
  expect((await foundBy(given)).found.winner).toBeUndefined();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /\n\nKeep the clinician: none of the 10 gains more than 0 for sure.*\n\nWritten to keep.json, without a rule.\n$/,
  );
  expect(JSON.parse(readFileSync(join(folder, 'keep.json'), 'utf8'))).toMatchObject({
    rules: [],
    improved: { winner: 'keep the clinician', better: false },
  });
});

it('says what a policy of the user must not have seen, and what must be known of returns', async () => {
  const own = await commandRun(folder, wordsOf('improve', { '<log>': 'log.csv', candidate: ['target.json'] }));
  expect(own.stderr).toContain('a policy that was learned from this very log passes for better than it is');
  const { stderr, code } = await commandRun(folder, wordsOf('improve', { '<log>': 'bare.csv' }));
  expect([stderr, code]).toEqual([expect.stringContaining('as --return-range=-1,1; not read off the log'), 2]);
});

it('says what to do where a candidate needs a model that there is not', async () => {
  const faultOf = async (given: Given): Promise<string> => (await commandRun(folder, wordsOf('improve', given))).stderr;
  const candidate = ['physician'];
  const { nStates, name } = sepsis.spaces[0];
  expect(await faultOf({ '<log>': 'sepsis.csv', space: 'projected', candidate })).toContain(
    `--candidate physician: a model is needed, got none - it acts on the ${nStates} states of space '${name}': give a log in these, without --space, or give a policy file over the log's states`,
  );
  expect(await faultOf({ '<log>': 'bare.csv', candidate, 'return-range': '-1,1' })).toContain(
    "--candidate physician: a model is needed, got none - name the log's environment with --env, or give a policy file over the log's states",
  );
});
