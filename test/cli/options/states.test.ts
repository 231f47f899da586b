import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { readFeatures, writeStates } from '../../../src/files/index.js';
import { fitStates } from '../../../src/states/fitStates.js';
import { commandRun } from '../../support/commandRun.js';
import type { Given } from './given.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE } from './prepared.js';

const folder = mkdtempSync(join(tmpdir(), 'couplet-states-'));
const rng = createRng(3);
const rows = Array.from({ length: 80 }, (_, i) => {
  const [hr, lactate] = [80 + 15 * rng.normal(), Math.exp(rng.normal())].map((value) => value.toFixed(3));
  const last = i % 4 === 3;
  return [Math.floor(i / 4), i % 4, i % 2, last ? 1 : 0, hr, lactate, last ? (i % 3 === 0 ? 'died' : 'home') : ''];
});
const NAMES = 'episode,t,action,reward,hr,lactate,outcome';
const csv = (mark = ',', cells: readonly (readonly unknown[])[] = rows): string =>
  `${[NAMES.replaceAll(',', mark), ...cells.map((row) => row.join(mark))].join('\n')}\n`;
writeFileSync(join(folder, 'log.csv'), csv());
writeFileSync(join(folder, 'few.csv'), csv(',', rows.slice(0, 40)));
writeFileSync(join(folder, 'table.txt'), csv());
writeFileSync(
  join(folder, 'holes.csv'),
  csv(
    ',',
    rows.map((row, i) => (i === 5 ? row.with(4, '') : row)),
  ),
);
writeFileSync(join(folder, 'commas.csv'), csv(';').replaceAll('.', ','));
// More commas than semicolons in the line of column names.
writeFileSync(
  join(folder, 'bars.csv'),
  csv(';')
    .split('\n')
    .map((line, i) => (line === '' ? '' : `${line};${i === 0 ? 'a,b,c,d,e,f,g,h,i,j,k,l,m' : ''}`))
    .join('\n'),
);

async function library(given: Given): Promise<unknown> {
  const list = (value: unknown): string[] => ((value ?? []) as string[]).flatMap((each) => each.split(','));
  const {
    missing = 'refuse',
    outcome,
    batch,
    iterations,
    format,
    decimal,
  } = given as {
    readonly missing?: 'refuse' | 'mean';
    readonly outcome?: string;
    readonly batch?: number;
    readonly iterations?: number;
    readonly format?: 'csv';
    readonly decimal?: '.';
  };
  const columns = list(given.columns);
  const log = list(given.log);
  try {
    const table = await readFeatures(join(folder, String(given['<features>'])), columns, {
      ...{ log, missing },
      ...(outcome !== undefined && { outcome }),
      ...(format !== undefined && { format }),
      ...(given.separator !== undefined && { separator: given.separator as ';' }),
      ...(decimal !== undefined && { decimal }),
    });
    const fitted = fitStates(createRng(Number(given.seed ?? 1)), table, {
      ...{ k: Number(given.k), log, missing },
      ...(batch !== undefined && { batch }),
      ...(iterations !== undefined && { iterations }),
      ...(table.ends && { ends: table.ends }),
    });
    await writeStates(join(folder, 'expected.json'), fitted, MADE);
  } catch (error) {
    return { fault: `couplet: ${(error as Error).message.replaceAll(`${folder}/`, '')}\n`, code: 1 };
  }
  return fileOf(readFileSync(join(folder, 'expected.json'), 'utf8'));
}

function fileOf(text: string): Record<string, unknown> {
  return { file: { ...(JSON.parse(text) as Record<string, unknown>), couplet: undefined } };
}

const see: See = (run, read) => {
  if (run.code !== 0) return faultOf(run);
  const text = read('states.json');
  return { ...fileOf(text), couplet: (JSON.parse(text) as Given).couplet };
};

optionTable('states', {
  folder,
  base: { '<features>': 'log.csv', columns: ['hr,lactate'], k: 5, out: 'states.json' },
  see,
  library,
  rows: [
    { option: '<features>', value: 'few.csv' },
    { option: 'columns', value: ['lactate'] },
    { option: 'k', value: 7 },
    { option: 'log', value: ['lactate'] },
    { option: 'missing', value: 'mean', beside: { '<features>': 'holes.csv' } },
    { option: 'outcome', value: 'outcome' },
    { option: 'batch', value: 20 },
    { option: 'iterations', value: 1 },
    { option: 'seed', value: 4 },
    {
      option: 'format',
      value: 'csv',
      beside: { '<features>': 'table.txt' },
      see: (run, read) => (run.code === 0 ? see(run, read) : { code: run.code }),
    },
    { option: 'separator', value: ';', beside: { '<features>': 'bars.csv' } },
    { option: 'decimal', value: '.', beside: { '<features>': 'commas.csv' } },
    {
      option: 'json',
      value: true,
      manner: true,
      see: (run) => (run.stdout === '' ? '' : (dataIn(run.stdout) as { states: number }).states),
      expected: () => 5,
    },
    {
      option: 'out',
      value: 'other.json',
      manner: true,
      see: (_, read) => read('other.json').slice(0, 1),
      expected: () => '{',
    },
  ],
});

const NEW = join(folder, 'chain');

it('makes states that a log is read by, a model keeps, and a log of other states is refused for', async () => {
  const couplet = (...words: readonly string[]): ReturnType<typeof commandRun> => commandRun(NEW, words);
  mkdirSync(NEW);
  writeFileSync(join(NEW, 'log.csv'), csv());
  const made = await couplet(
    'states',
    'log.csv',
    '--columns',
    'hr',
    '--columns',
    'lactate',
    '--k',
    '5',
    '--outcome',
    'outcome',
    '--out',
    'states.json',
  );
  expect(made.stderr).toMatch(
    /^5 states of 2 features, from 80 rows; \d+\.\d % of the variance is between states; \d+ to \d+ rows a state; written to states\.json\n$/,
  );
  await couplet('states', 'log.csv', '--columns', 'hr', '--k', '5', '--outcome', 'outcome', '--out', 'other.json');
  await couplet('fit', 'log.csv', '--states', 'states.json', '--out', 'mdp.json');
  const model = JSON.parse(readFileSync(join(NEW, 'mdp.json'), 'utf8')) as {
    nStates: number;
    source: { features: { centres: unknown } };
  };
  expect(model.nStates).toBe(7);
  expect(model.source.features.centres).toEqual(
    (JSON.parse(readFileSync(join(NEW, 'states.json'), 'utf8')) as { centres: unknown }).centres,
  );
  const ope = ['ope', 'log.csv', '--mdp', 'mdp.json', '--policy', 'uniform', '--estimator', 'wis', '--json'];
  const [one, other] = [
    await couplet(...ope, '--states', 'states.json'),
    await couplet(...ope, '--states', 'mdp.json'),
  ];
  expect(one.code).toBe(0);
  const estimates = ({ stdout }: { stdout: string }): unknown =>
    (JSON.parse(stdout) as { estimates: unknown }).estimates;
  expect(estimates(other)).toEqual(estimates(one));
  const refused = await couplet(
    'evaluate',
    'log.csv',
    '--mdp',
    'mdp.json',
    '--policy',
    'uniform',
    '--states',
    'other.json',
  );
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toMatch(
    /the log's states must be those of the model, 'features-\w+', got 'features-\w+' - read the log by the model's centres/,
  );
  expect((await couplet(...ope, '--states', 'other.json')).stderr).toMatch(
    /must be over space 'features-\w+', got 'features-\w+' - read the log by the centres of one file/,
  );
  expect((await couplet('fit', 'log.csv', '--states', 'nowhere.json')).stderr).toMatch(/nowhere\.json/);
  const described = await couplet('describe', 'log.csv', '--states', 'states.json', '--yes', '--json');
  expect((JSON.parse(described.stdout) as { summary: { nStates: number } }).summary.nStates).toBe(7);
  await couplet('fit', 'log.csv', '--out', 'described.json');
  const again = JSON.parse(readFileSync(join(NEW, 'described.json'), 'utf8')) as { source: unknown };
  expect(again.source).toEqual(model.source);
});
