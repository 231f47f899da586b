import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findDialect } from '../../../src/aggregates/sql/dialect/dialects.js';
import { fitQuery } from '../../../src/aggregates/sql/fitQuery.js';
import { opeQuery } from '../../../src/aggregates/sql/opeQuery.js';
import { readPolicy } from '../../../src/files/index.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, pairs, wordsOf } from './given.js';
import { type See, faultOf, optionTable } from './optionTable.js';
import { preparedFolder } from './prepared.js';

const folder = await preparedFolder();
writeFileSync(
  join(folder, 'table.couplet.json'),
  JSON.stringify({ columns: { state: 'ward' }, nStates: 6, propensity: false }),
);

/** The query that the library makes. */
async function library(given: Given): Promise<unknown> {
  const described = given['log-description'] === undefined ? {} : { columns: { state: 'ward' }, nStates: 6 };
  const log = {
    table: String(given.table),
    ...described,
    ...(given.column !== undefined && { columns: pairs(given.column) }),
    ...(given.states !== undefined && { nStates: Number(given.states) }),
    ...(given.actions !== undefined && { nActions: Number(given.actions) }),
  };
  const dialect = findDialect(String(given.dialect));
  const least = given.least === undefined ? undefined : Number(given.least);
  if (given['<what>'] === 'fit') return { query: fitQuery(dialect, log, { least }) };
  const rounding = given.round === undefined ? {} : { rounding: Number(given.round) };
  const policy = (name: unknown): ReturnType<typeof readPolicy> => readPolicy(join(folder, String(name)), rounding);
  const target = await policy(given.policy);
  const behaviour = given.behaviour ?? (given['log-description'] === undefined ? 'logged' : 'estimated');
  const query = await opeQuery(dialect, log, target, {
    horizon: given.horizon === undefined ? undefined : Number(given.horizon),
    discount: Number(given.discount ?? target.discount ?? 1),
    blocks: Number(given.blocks ?? (least === undefined ? 4096 : 256)),
    behaviour: behaviour === 'logged' || behaviour === 'estimated' ? behaviour : await policy(behaviour),
    least,
  });
  return { query };
}

/** A query, and where it comes from apart. */
function queryIn(text: string): unknown {
  const couplet = /^-- couplet (.*)$/m.exec(text);
  return {
    couplet: couplet && (JSON.parse(couplet[1]) as unknown),
    query: text.replaceAll(/^--.*\n/gm, '').replace(/;\n$/, ''),
  };
}

const see: See = (run) => (run.code === 0 ? queryIn(run.stdout) : faultOf(run));

const counts = { '<what>': 'fit', dialect: 'duckdb', table: 'log' };
const unpolicied = { leave: ['policy'], beside: counts };

optionTable('sql', {
  folder,
  base: { '<what>': 'ope', dialect: 'postgres', table: 'log', policy: 'target.json' },
  see,
  library,
  rows: [
    {
      option: '<what>',
      value: 'fit',
      leave: ['policy', '<what>'],
      beside: {},
    },
    { option: 'dialect', value: 'spark', leave: ['dialect'] },
    { option: 'table', value: 'icu.log', leave: ['table'] },
    { option: 'column', value: ['state=ward'] },
    { option: 'log-description', value: 'table.couplet.json' },
    { option: 'states', value: 6, ...unpolicied },
    { option: 'actions', value: 4, ...unpolicied },
    { option: 'policy', value: 'other.json', leave: ['policy'] },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'behaviour', value: 'estimated' },
    { option: 'behaviour', value: 'other.json' },
    { option: 'horizon', value: 6 },
    { option: 'discount', value: 0.5 },
    { option: 'blocks', value: 16 },
    { option: 'least', value: 10 },
    { option: 'least', value: 10, ...unpolicied },
    {
      option: 'out',
      value: 'query.sql',
      manner: true,
      see: (_, read) => read('query.sql').slice(0, 11),
      expected: () => '-- couplet ',
    },
  ],
});

const run = (given: Given): ReturnType<typeof commandRun> =>
  commandRun(folder, wordsOf('sql', { '<what>': 'ope', dialect: 'postgres', table: 'log', ...given }));

it('says first that a query was never run where none was', async () => {
  for (const [dialect, untested] of [
    ['duckdb', false],
    ['postgres', false],
    ['spark', true],
    ['bigquery', true],
  ] as const) {
    const { stdout } = await run({ ...counts, dialect });
    expect([dialect, stdout.startsWith('-- UNTESTED: ')]).toEqual([dialect, untested]);
  }
});

it('says what withholding does and does not', async () => {
  const { stdout } = await run({ ...counts, least: 10 });
  expect(stdout).toContain('-- Small cells identify patients: rows made of fewer than 10 episodes');
  expect((await run(counts)).stdout).not.toContain('Small cells');
});

it('refuses what no query does, and names that could end one', async () => {
  const fault = async (given: Given): Promise<string> => (await run(given)).stderr;
  expect(await fault({})).toContain('sql ope: a target policy is needed, got none - name its file with --policy');
  expect(await fault({ policy: 'optimal' })).toContain('give the file of a policy');
  expect(await fault({ policy: 'target.json', column: ['stat=s'] })).toContain('--column: must be one of episode, t,');
  expect(await fault({ policy: 'target.json', column: ['propensity_=p'] })).toContain(
    'a query reads the probability of the action taken alone',
  );
  writeFileSync(join(folder, 'numbered.json'), JSON.stringify({ numberStates: true }));
  expect(await fault({ policy: 'target.json', 'log-description': 'numbered.json' })).toContain(
    'must describe a table that holds what Couplet reads, got numberStates',
  );
  writeFileSync(join(folder, 'evil.json'), JSON.stringify({ columns: { state: 's" from log; drop table log --' } }));
  expect(await fault({ policy: 'target.json', 'log-description': 'evil.json' })).toContain(
    'a name must hold no quotation marks',
  );
});
