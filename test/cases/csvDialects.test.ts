import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readTrajectories } from '../../src/files/trajectories/readTrajectories.js';
import { temporaryFolder } from '../files/temporaryFolder.js';
import { withStandardInput } from '../files/standardStreams.js';
import { pathOf, readCase, refusalOf, saidOf } from './readCase.js';

const FOLDER = 'csv-dialects';
const at = temporaryFolder();

/** What every file that is read holds. */
const LOG = {
  nEpisodes: 2,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 4),
  state: Int32Array.of(0, 1, 0, 1),
  action: Int32Array.of(1, 0, 0, 1),
  reward: Float64Array.of(0.5, -1, 0.25, 1),
  nextState: Int32Array.of(1, 2, 1, 2),
  terminated: Uint8Array.of(1, 1),
  source: {},
};

const REFUSED: Readonly<Record<string, string>> = {
  'latin1.csv':
    'latin1.csv:2: must be UTF-8, got the byte 0xe9 - convert it, as by: iconv -f WINDOWS-1252 -t UTF-8 latin1.csv > converted',
  'nan.jsonl':
    "nan.jsonl:1: reward must be a finite number, got 'NaN' - if an empty reward is none, say --empty-reward 0",
  'reheader.csv':
    'reheader.csv:6: must be a step, got the column names again - if files were put together, take out this line, and give each run an episode of its own',
};

const SAID: Readonly<Record<string, string[]>> = {
  'decimalcomma.csv': ["commas are read as decimal marks, '0,5' as 0.5 (--decimal . refuses them)"],
};

describe('a dialect', () => {
  const read = readdirSync(pathOf(FOLDER)).filter((name) => !Object.hasOwn(REFUSED, name));

  it.each(read)('%s is read', async (name) => {
    expect(await readCase(`${FOLDER}/${name}`)).toEqual(LOG);
    expect(await saidOf(`${FOLDER}/${name}`)).toEqual(SAID[name] ?? []);
  });

  it.each(Object.keys(REFUSED))('%s is refused', async (name) => {
    expect(await refusalOf(`${FOLDER}/${name}`)).toBe(REFUSED[name]);
  });

  it('of two encodings is read once it is converted, and keeps the names apart', async () => {
    const text = (await readFile(pathOf(`${FOLDER}/latin1.csv`))).toString('latin1');
    await writeFile(at('converted.csv'), text);
    expect(await readTrajectories(at('converted.csv'))).toEqual({ ...LOG, episodeId: ['é', 'è'] });
  });

  it('whose names come again is read without them', async () => {
    const lines = (await readFile(pathOf(`${FOLDER}/reheader.csv`), 'utf8')).split('\n');
    await writeFile(at('one.csv'), lines.filter((_, i) => i !== 5).join('\n'));
    expect((await readTrajectories(at('one.csv'))).nEpisodes).toBe(4);
  });

  it('with NaN for no reward is read where that is told', async () => {
    expect((await readCase(`${FOLDER}/nan.jsonl`, { emptyReward: 0 })).reward).toEqual(Float64Array.of(0));
  });

  it.each(['gz.csv.gz', 'utf16.csv', 'semicolon.csv'])('%s is known on standard input too', async (name) => {
    const bytes = await readFile(pathOf(`${FOLDER}/${name}`));
    expect(await withStandardInput(bytes, () => readTrajectories('-', { format: 'csv' }))).toEqual(LOG);
  });
});
