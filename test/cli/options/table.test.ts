import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { countDecisions } from '../../../src/counterfactual/causation/decisionCounts.js';
import { decisionTable } from '../../../src/counterfactual/causation/decisionTable.js';
import { decisionTableJson } from '../../../src/cli/table/decisionTableData.js';
import { readPatients } from '../../../src/files/index.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { mechanismOf } from './library.js';
import { optionTable, seeJson } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';
import { csvIn, drawnMechanism } from './written.js';

const folder = await preparedFolder();

/** Some patients, by a rule that makes every column matter. */
function patients(n: number): string {
  const rows = Array.from({ length: n }, (_, i) => [
    ['none', 'drug', 'none', 'more', 'drug'][i % 5],
    ['ill', 'well', 'fair', 'well', 'ill', 'fair', 'ill'][(3 * i + (i >> 3)) % 7],
    ['old', 'young'][(i >> 2) % 2],
    ['f', 'm', 'f'][i % 3],
    ['yes', 'no'][(i >> 1) % 2],
  ]);
  return `${[['drug', 'end', 'age', 'sex', 'home'], ...rows].map((row) => row.join(',')).join('\n')}\n`;
}
writeFileSync(join(folder, 'patients.csv'), patients(70));
writeFileSync(join(folder, 'others.csv'), patients(80));
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
// Names that a spreadsheet would run.
writeFileSync(join(folder, 'formulas.csv'), patients(70).replaceAll(/well|old|more/g, '=$&'));

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

async function library(given: Given): Promise<unknown> {
  const counts = countDecisions(
    await readPatients(join(folder, String(given['<patients>'])), {
      treatment: String(given.treatment),
      outcome: String(given.outcome),
      ...(given.strata !== undefined && { strata: listOf(given.strata) }),
    }),
  );
  const good = given.good === undefined ? undefined : listOf(given.good);
  const score = good && Float64Array.from(counts.outcomes, (name) => Number(good.includes(name)));
  const names =
    given.mechanism === undefined
      ? ['independent', 'gumbel-max', 'inverse-cdf', ...(good ? ['reward-cdf'] : []), 'maximal']
      : listOf(given.mechanism);
  const mechanisms: CompleteMechanism[] = [];
  for (const name of names) mechanisms.push({ ...(await mechanismOf({ folder, given }, name, { score })), name });
  return decisionTableJson(
    decisionTable(createRng(Number(given.seed ?? 1)), counts, mechanisms, {
      ...(good && { good }),
      ...(given.control !== undefined && { control: String(given.control) }),
      ...(given.level !== undefined && { level: Number(given.level) }),
      replicates: Number(given.replicates ?? 1000),
    }),
  );
}

interface Figure {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface Figures {
  readonly withTreatmentInstead: readonly (readonly Figure[])[];
  readonly withControlInstead: readonly (readonly Figure[])[];
  readonly [name: string]: unknown;
}

interface Comparison {
  readonly stratum: string | null;
  readonly control: string;
  readonly treatment: string;
  readonly mechanisms: readonly (Figures & { readonly name: string })[];
  readonly bounds: Readonly<Record<'lower' | 'upper', Figures>>;
}

const CAUSATION = ['benefit', 'harm', 'necessity', 'sufficiency'];

/** The rows of the CSV file, from what `--json` prints. */
async function rowsOf(given: Given): Promise<unknown> {
  const { outcomes, comparisons } = (await library(given)) as {
    outcomes: readonly string[];
    comparisons: readonly Comparison[];
  };
  const safe = (text: string): string =>
    given['spreadsheet-safe'] === true && text.startsWith('=') ? `'${text}` : text;
  return comparisons.flatMap(({ stratum, control, treatment, mechanisms, bounds }) =>
    [
      ...mechanisms,
      { name: 'least over all', ...bounds.lower },
      { name: 'greatest over all', ...bounds.upper },
    ].flatMap((figures) => {
      const row = (name: readonly string[], figure: Figure): Record<string, string> => {
        const [kind, had, observed, counterfactual] = name.map(safe);
        const ends = Object.fromEntries(
          (['value', 'lower', 'upper'] as const).map((end) => [end, String(figure[end] ?? '')]),
        );
        return {
          ...{ stratum: safe(stratum ?? ''), control: safe(control), treatment: safe(treatment) },
          ...{ mechanism: figures.name, figure: kind, had, observed, counterfactual },
          ...ends,
        };
      };
      const matrix = (had: string, rows: Figures['withControlInstead']) =>
        rows.flatMap((cells, x) =>
          cells.map((figure, y) => row(['probability', had, outcomes[x], outcomes[y]], figure)),
        );
      return [
        ...matrix(control, figures.withTreatmentInstead),
        ...matrix(treatment, figures.withControlInstead),
        ...CAUSATION.flatMap((name) => (name in figures ? [row([name, '', '', ''], figures[name] as Figure)] : [])),
      ];
    }),
  );
}

const base: Given = { '<patients>': 'patients.csv', treatment: 'drug', outcome: 'end', replicates: 20, json: true };

optionTable('table', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    { option: '<patients>', value: 'others.csv' },
    { option: 'treatment', value: 'home' },
    { option: 'outcome', value: 'age' },
    { option: 'strata', value: ['age'] },
    { option: 'strata', value: ['age', 'sex'] },
    { option: 'good', value: ['well'] },
    { option: 'good', value: ['well', 'fair'] },
    { option: 'control', value: 'none' },
    { option: 'mechanism', value: ['maximal', 'inverse-cdf'] },
    { option: 'draws', value: 150, beside: { mechanism: ['./drawn.mjs'], replicates: 2 } },
    { option: 'level', value: 0.5 },
    { option: 'replicates', value: 0 },
    { option: 'seed', value: 3 },
    { option: 'out', value: 'rows.csv', see: (_, read) => csvIn(read('rows.csv')), expected: rowsOf, manner: true },
    {
      option: 'spreadsheet-safe',
      value: true,
      beside: { '<patients>': 'formulas.csv', out: 'rows.csv', strata: ['age'], good: ['=well'] },
      see: (_, read) => csvIn(read('rows.csv')),
      expected: rowsOf,
    },
    { option: 'json', value: true, leave: ['json'], manner: true },
  ],
});

it('shows the same figures in words', async () => {
  const given = {
    ...without(base, 'json'),
    good: ['well'],
    strata: ['age'],
    control: 'none',
    mechanism: ['gumbel-max'],
  };
  const { stdout } = await commandRun(folder, wordsOf('table', given));
  const { comparisons } = (await library(given)) as { comparisons: readonly Comparison[] };
  const [all] = comparisons.filter(({ treatment }) => treatment === 'drug');
  const cell = ({ value, lower, upper }: Figure): string => {
    const [a, b, c] = [value, lower, upper].map((end) => end!.toFixed(3));
    return `${a} [${b}, ${c}]`;
  };
  const causation = (figures: Figures): string[] => CAUSATION.map((name) => cell(figures[name] as Figure));
  expect(cellsAfter(stdout, /^Of drug instead of none, where well is good/).slice(1, 4)).toEqual([
    ['gumbel-max', ...causation(all.mechanisms[0])],
    ['least over all', ...causation(all.bounds.lower)],
    ['greatest over all', ...causation(all.bounds.upper)],
  ]);
  expect(stdout).toContain(
    'This supposes that within a stratum the choice did not depend on how the patient would fare',
  );
});

it('tells, without strata or a good outcome, what these would add', async () => {
  const { stdout } = await commandRun(folder, wordsOf('table', without(base, 'json')));
  expect(stdout).toContain('This supposes that the choice did not depend on how the patient would fare');
  expect(stdout).toContain('--strata NAME');
  expect(stdout).toContain('--good NAME');
  const beside = { ...without(base, 'json'), strata: ['age'], good: ['well'] };
  const all = await commandRun(folder, wordsOf('table', beside));
  expect(all.stdout).not.toContain('NAME');
});

it.each([
  ['one column for both', 'table patients.csv --treatment drug --outcome drug', "different columns, got 'drug' twice"],
  ['nothing', 'table patients.csv --treatment drgu --outcome end', "must have a column 'drgu'"],
  [
    'a good outcome that is none',
    'table patients.csv --treatment drug --outcome end --good wel',
    '--good must be one of',
  ],
])('says what is wrong with %s', async (_, words, fault) => {
  const { code, stderr } = await commandRun(folder, words.split(' '));
  expect([code, stderr]).toEqual([expect.any(Number), expect.stringContaining(fault)]);
  expect(code).not.toBe(0);
});
