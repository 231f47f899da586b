import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { countDecisions } from '../../../src/counterfactual/causation/decisionCounts.js';
import { type DecisionTable, decisionTable } from '../../../src/counterfactual/causation/decisionTable.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';

type Cell = readonly [stratum: string, treatment: string, outcome: string, patients: number];

function patientsOf(cells: readonly Cell[]) {
  const rows = cells.flatMap((cell) => Array<Cell>(cell[3]).fill(cell));
  return countDecisions({
    stratum: rows.map(([stratum]) => stratum),
    treatment: rows.map(([, treatment]) => treatment),
    outcome: rows.map(([, , outcome]) => outcome),
  });
}

const twoStrata: readonly Cell[] = [
  ['old', 'drug', 'ill', 6],
  ['old', 'drug', 'well', 4],
  ['old', 'none', 'ill', 8],
  ['old', 'none', 'well', 2],
  ['young', 'drug', 'ill', 1],
  ['young', 'drug', 'well', 9],
  ['young', 'none', 'ill', 15],
  ['young', 'none', 'well', 15],
];

const monotone = completeMechanism(inverseCdf());
const BENEFIT = 8;

const tableOf = (cells: readonly Cell[], options: object = {}): DecisionTable =>
  decisionTable(createRng(1), patientsOf(cells), [monotone], {
    good: ['well'],
    control: 'none',
    replicates: 0,
    ...options,
  });

describe('decisionTable', () => {
  it('averages over strata by the patients of whom each figure speaks', () => {
    const [all, old, young] = tableOf(twoStrata).comparisons;
    expect([all.stratum, old.stratum, young.stratum]).toEqual([undefined, 'old', 'young']);
    const figures = ({ mechanisms: [{ value }] }: typeof all) => value.subarray(BENEFIT);
    // Nobody is harmed: .4 − .2 and .9 − .5; of 4 + 9 who had the drug and are well; of 8 + 15 who had none and are ill.
    expect(figures(old)).toBeAllClose([0.2, 0, 0.2 / 0.4, 0.2 / 0.8], { rtol: 1e-12, atol: 1e-15 });
    expect(figures(young)).toBeAllClose([0.4, 0, 0.4 / 0.9, 0.4 / 0.5], { rtol: 1e-12, atol: 1e-15 });
    expect(figures(all)).toBeAllClose(
      [(20 * 0.2 + 40 * 0.4) / 60, 0, (4 * 0.5 + 9 * (4 / 9)) / 13, (8 * 0.25 + 15 * 0.8) / 23],
      { rtol: 1e-12, atol: 1e-15 },
    );
    expect(all.arms).toEqual({ control: Float64Array.of(23, 17), treatment: Float64Array.of(7, 13) });
  });

  it('has for each outcome the row of what would have been, each way', () => {
    const [, old] = tableOf(twoStrata).comparisons;
    const { value } = old.mechanisms[0];
    // Ill without the drug: 2 of 8 would have been well; well: all would have been. With it, the other way round.
    expect(value.subarray(0, 4)).toBeAllClose([0.75, 0.25, 0, 1], { rtol: 1e-12, atol: 1e-15 });
    expect(value.subarray(4, 8)).toBeAllClose([1, 0, 0.5, 0.5], { rtol: 1e-12, atol: 1e-15 });
    const { lower, upper } = old.bounds;
    expect(lower.value.subarray(0, 4)).toBeAllClose([0.5, 0.25, 0, 0], { rtol: 1e-12, atol: 1e-15 });
    expect(upper.value.subarray(0, 4)).toBeAllClose([0.75, 0.5, 1, 1], { rtol: 1e-12, atol: 1e-15 });
  });

  it('leaves out the strata in which only one of the two was given, and says how many patients', () => {
    const cells: readonly Cell[] = [...twoStrata, ['older', 'drug', 'ill', 7]];
    const [all] = tableOf(cells).comparisons;
    expect(all).toEqual(tableOf(twoStrata).comparisons[0]);
    expect(tableOf(cells).leftOut).toEqual([{ treatment: 'drug', patients: 7 }]);
    expect(tableOf(cells).comparisons).toHaveLength(3);
  });

  it('compares each treatment with the control, the first unless told', () => {
    const cells: readonly Cell[] = [...twoStrata, ['old', 'more', 'well', 5], ['young', 'more', 'ill', 5]];
    const overall = (control: string | undefined): string[] =>
      tableOf(cells, { control })
        .comparisons.filter(({ stratum }) => stratum === undefined)
        .map((comparison) => `${comparison.treatment} against ${comparison.control}`);
    expect(overall('none')).toEqual(['drug against none', 'more against none']);
    expect(overall(undefined)).toEqual(['more against drug', 'none against drug']);
  });

  it('holds every mechanism within its bounds', () => {
    const mechanisms = [gumbelMax(), maximal(), independent(), inverseCdf()].map((mechanism) =>
      completeMechanism(mechanism),
    );
    const counts = patientsOf([...twoStrata, ['old', 'none', 'dead', 3], ['young', 'drug', 'dead', 4]]);
    const { comparisons } = decisionTable(createRng(1), counts, mechanisms, { good: ['well'], replicates: 0 });
    for (const { mechanisms: found, bounds } of comparisons)
      for (const { value } of found)
        value.forEach((figure, i) => {
          if (Number.isNaN(figure)) return;
          expect(figure).toBeGreaterThanOrEqual(bounds.lower.value[i] - 1e-12);
          expect(figure).toBeLessThanOrEqual(bounds.upper.value[i] + 1e-12);
        });
  });

  it('says nothing of good and bad where nothing tells, and of those who are in no condition', () => {
    const { value } = decisionTable(
      createRng(1),
      patientsOf([
        ['all', 'drug', 'well', 3],
        ['all', 'none', 'ill', 2],
      ]),
      [monotone],
      { replicates: 0 },
    ).comparisons[0].mechanisms[0];
    // With the drug as control: nobody was ill with it, and nobody well without.
    expect([...value]).toEqual([NaN, NaN, 1, 0, 0, 1, NaN, NaN, NaN, NaN, NaN, NaN]);
  });

  it('gives intervals that hold the truth as often as they say', () => {
    const [p, q, n, runs] = [0.3, 0.6, 150, 100];
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const rng = createRng(run).fork('patients');
      const treatment = Array.from({ length: n }, () => (rng.uniform() < 0.4 ? 'drug' : 'none'));
      const outcome = treatment.map((name) => (rng.uniform() < (name === 'drug' ? q : p) ? 'well' : 'ill'));
      const [{ mechanisms }] = decisionTable(createRng(run), countDecisions({ treatment, outcome }), [monotone], {
        good: ['well'],
        control: 'none',
        replicates: 200,
        level: 0.5,
      }).comparisons;
      // Benefit under the inverse CDF is q − p, as nobody is harmed.
      if (mechanisms[0].lower[BENEFIT] <= q - p && q - p <= mechanisms[0].upper[BENEFIT]) held += 1;
    }
    // Of 100 with probability .5 fewer than 35, or more than 65, come with probability .002.
    expect(held).toBeGreaterThanOrEqual(35);
    expect(held).toBeLessThanOrEqual(65);
  });

  it.each([
    [{ good: ['wel'] }, "good must be one of ill, well, got 'wel' - did you mean 'well'?"],
    [{ good: ['well', 'ill'] }, 'good must name some of the outcomes and not all, got well, ill'],
    [{ good: [] }, 'good must name some of the outcomes and not all, got none'],
    [{ control: 'placebo' }, "control must be one of drug, none, got 'placebo'"],
    [{ level: 1 }, 'level must be in (0, 1), got 1'],
    [{ replicates: 1 }, 'replicates must be 0 or an integer ≥ 2, got 1'],
  ])('refuses %j', (options, fault) => {
    expect(() => tableOf(twoStrata, options)).toThrow(`decisionTable: ${fault}`);
  });

  it('refuses strata that never hold two treatments', () => {
    expect(() => tableOf([twoStrata[0], twoStrata[7]])).toThrow(
      'decisionTable: some stratum must hold patients with two of the treatments, got none of 2 - take coarser strata',
    );
  });
});

describe('countDecisions', () => {
  it('orders numbers by size', () => {
    const { treatments } = countDecisions({ treatment: ['10', '9', '10'], outcome: ['a', 'b', 'a'] });
    expect(treatments).toEqual(['9', '10']);
  });

  it('refuses columns that do not fit, or that do not vary', () => {
    expect(() => countDecisions({ treatment: ['a', 'b'], outcome: ['x'] })).toThrow(
      'countDecisions: outcome must have one entry a patient, as treatment 2, got 1',
    );
    expect(() => countDecisions({ treatment: ['a', 'a'], outcome: ['x', 'y'] })).toThrow(
      "countDecisions: treatment must have at least two different values, got 'a' only",
    );
  });
});
