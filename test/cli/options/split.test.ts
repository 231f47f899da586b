import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { readTrajectories, writeTrajectories } from '../../../src/files/index.js';
import { splitParts } from '../../../src/trajectories/episodeParts.js';
import { subset } from '../../../src/trajectories/subset.js';
import { episodeName } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, wordsOf } from './given.js';
import { readLog } from './library.js';
import { logRows } from './logCases.js';
import { type See, faultOf, optionTable } from './optionTable.js';
import { MADE, logOf, grid, preparedFolder } from './prepared.js';

const folder = await preparedFolder();

/** Both parts, as their files have them. */
async function library(given: Given): Promise<unknown> {
  const { log } = await readLog({ folder, given });
  const [{ learn, judge }] = splitParts(createRng(Number(given.seed ?? 1)), log, { share: Number(given.share ?? 0.5) });
  const parts: unknown[] = [];
  for (const episodes of [learn, judge]) {
    await writeTrajectories(join(folder, 'expected.csv'), subset(log, episodes), MADE);
    parts.push(logIn(readFileSync(join(folder, 'expected.csv'), 'utf8')).log);
  }
  return { parts };
}

/** What a log says of itself, and its rows; where it comes from apart. */
function logIn(text: string): { couplet: unknown; log: unknown } {
  const [head, ...rows] = text.split('\n');
  const { version, command, seed, options, inputs, origins, ...said } = JSON.parse(
    head.replace('# couplet ', ''),
  ) as Given;
  return { couplet: { version, command, seed, options, inputs, origins }, log: { said, rows } };
}

const see: See = (run, read) => {
  if (run.code !== 0) return faultOf(run);
  const parts = ['learn.csv', 'judge.csv'].map((file) => logIn(read(file)));
  return { couplet: parts[0].couplet, parts: parts.map(({ log }) => log) };
};

optionTable('split', {
  folder,
  base: { '<log>': 'log.csv', learn: 'learn.csv', judge: 'judge.csv' },
  see,
  library,
  rows: [
    ...(await logRows(folder, () => ({}))),
    { option: '<log>', value: 'few.csv', beside: { seed: 2 } },
    { option: 'share', value: 0.2 },
    { option: 'seed', value: 4 },
    {
      option: 'learn',
      value: 'other.jsonl',
      manner: true,
      see: (_, read) => read('other.jsonl').slice(0, 1),
      expected: () => '{',
    },
    {
      option: 'judge',
      value: 'other.jsonl',
      manner: true,
      see: (_, read) => read('other.jsonl').slice(0, 1),
      expected: () => '{',
    },
    {
      option: 'json',
      value: true,
      manner: true,
      see: (run) => (run.stdout === '' ? null : Object.keys(JSON.parse(run.stdout) as object)),
      expected: () => ['learn', 'judge', 'share', 'seed', 'couplet'],
    },
  ],
});

it('keeps all that is known of an episode, in every format, and its place as others come and go', async () => {
  const log = { ...logOf(grid(), 30, 6), hidden: Int32Array.from({ length: 30 }, (_, e) => e % 3) };
  const named = { ...log, episodeId: Array.from({ length: 30 }, (_, e) => `patient ${e}`) };
  await writeTrajectories(join(folder, 'named.jsonl'), named, MADE);
  const reversed = subset(
    named,
    Array.from({ length: 20 }, (_, k) => 29 - k),
  );
  await writeTrajectories(join(folder, 'reversed.csv'), reversed, MADE);
  const split = async (file: string, extension: string) => {
    const given = { '<log>': file, learn: `l.${extension}`, judge: `j.${extension}`, share: 0.6, seed: 2 };
    expect((await commandRun(folder, wordsOf('split', given))).code).toBe(0);
    return Promise.all([given.learn, given.judge].map((part) => readTrajectories(join(folder, part))));
  };
  const whole = await split('named.jsonl', 'npz');
  expect(whole.reduce((sum, { nEpisodes }) => sum + nEpisodes, 0)).toBe(30);
  for (const part of whole)
    expect(part).toEqual(
      subset(
        named,
        part.episodeId!.map((name) => named.episodeId.indexOf(name)),
      ),
    );
  const later = await split('reversed.csv', 'parquet');
  for (const [k, part] of later.entries()) {
    const names = Array.from({ length: part.nEpisodes }, (_, e) => episodeName(part, e));
    expect(whole[k].episodeId).toEqual(expect.arrayContaining(names));
  }
});
