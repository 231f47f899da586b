import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { patientsCsv } from '../../../src/report/downloads/patientsCsv.js';
import { reportJson } from '../../../src/report/downloads/reportJson.js';
import type { WholeReport } from '../../../src/report/report.js';
import { commandRun } from '../../support/commandRun.js';
import { couplet, emptyFolder } from '../../support/couplet.js';
import { leavesOf } from '../../support/leaves.js';
import { readPage } from '../../support/report/readPage.js';
import { csvIn } from '../options/written.js';

const POLICIES = ['target.json', 'uniform'];
const MECHANISMS = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'];
const SETTINGS = ['--mdp', 'mdp.json', '--discount', '0.9', '--replicates', '20', '--level', '0.8', '--seed', '3'];

const folder = emptyFolder();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

type Data = Record<string, unknown>;

/** What a command prints as JSON. */
async function printed(...words: string[]): Promise<Data> {
  const { code, stdout, stderr } = await commandRun(folder, [...words, ...SETTINGS, '--json']);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet/m)]);
  return JSON.parse(stdout) as Data;
}

function expectSame(mine: unknown, theirs: unknown): void {
  const [one, other] = [leavesOf(mine), leavesOf(theirs)];
  expect(one.texts).toEqual(other.texts);
  expect(one.places).toEqual(other.places);
  expect(one.numbers).toBeAllClose(other.numbers, { rtol: 1e-12, atol: 1e-12 });
}

/** Those fields of a record. */
function taken(from: Data, names: readonly string[]): Data {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

/** The rows of a table, its numbers as numbers. */
function tableIn(text: string): unknown {
  const cell = (value: string): string | number => (value === '' || isNaN(Number(value)) ? value : Number(value));
  return (csvIn(text) as Record<string, string>[]).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])),
  );
}

let report: WholeReport;
let json: { readonly policies: readonly (Data & { readonly mechanisms: readonly Data[] })[] };

beforeAll(async () => {
  const made = [
    ['simulate', '--env', 'sepsis', '--policy', 'physician', '--episodes', '30', '--out', 'log.csv'],
    ['fit', 'log.csv', '--space', 'projected', '--out', 'mdp.json'],
    ['solve', 'mdp.json', '--out', 'target.json'],
    ['report', 'log.csv', ...POLICIES.flatMap((policy) => ['--policy', policy]), ...SETTINGS, '--out', 'page.html'],
  ];
  for (const words of made) expect([words[0], couplet(folder, words).code]).toEqual([words[0], 0]);
  report = await readPage(read('page.html'));
  json = JSON.parse(reportJson(report)) as typeof json;
});

describe('a page', () => {
  it('has a set of figures for each policy and mechanism', () => {
    const named = json.policies.map(({ policy, mechanisms }) => [policy, mechanisms.map(({ mechanism }) => mechanism)]);
    expect(named).toEqual(POLICIES.map((policy) => [policy, MECHANISMS]));
  });

  it.each(POLICIES)('says of %s what ope prints', async (policy) => {
    const mine = json.policies[POLICIES.indexOf(policy)];
    const theirs = await printed('ope', 'log.csv', '--policy', policy);
    expectSame(
      taken(mine, ['verdict', 'learnedFromThisLog', 'diagnostics']),
      taken(theirs, ['verdict', 'learnedFromThisLog', 'diagnostics']),
    );
    const estimates = theirs.estimates as readonly OpeEstimate[];
    expectSame(
      mine.estimates,
      estimates.map(({ estimator, value, interval, fault }) => {
        const note = fault ?? interval?.reason;
        return {
          estimator,
          ...(value !== undefined && { value }),
          ...(interval?.interval !== undefined && { interval: interval.interval }),
          ...(note !== undefined && { note }),
        };
      }),
    );
    const { truth } = estimates.find(({ estimator }) => estimator === 'dm')!;
    expect((mine.truth as { value: number }).value).toBeAllClose(truth!, { rtol: 1e-12, atol: 1e-12 });
  });

  it.each(POLICIES.flatMap((policy, p) => MECHANISMS.map((mechanism, m) => [policy, mechanism, p, m] as const)))(
    'says of %s by %s what evaluate prints and writes',
    async (policy, mechanism, p, m) => {
      const mine = json.policies[p].mechanisms[m];
      const theirs = await printed(
        ...['evaluate', 'log.csv', '--policy', policy, '--mechanism', mechanism],
        ...['--bounds', '--out', 'patients.csv'],
      );
      const names = Object.keys(mine);
      expect(names).toEqual(
        expect.arrayContaining(['verdict', 'counterfactual', 'effect', 'bounds', 'outcomeTable', 'episodes']),
      );
      expectSame(mine, taken(theirs, names));
      expectSame(tableIn(patientsCsv(report, p, m)), tableIn(read('patients.csv')));
    },
  );
});

interface OpeEstimate {
  readonly estimator: string;
  readonly value?: number;
  readonly interval?: { readonly interval?: unknown; readonly reason?: string };
  readonly fault?: string;
  readonly truth?: number;
}
