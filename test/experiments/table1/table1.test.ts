import { describe, expect, it } from 'vitest';
import { heldOutPairs } from '../../../src/experiments/table1/drawnPairs.js';
import { table1 } from '../../../src/experiments/table1/table1.js';
import { aggregateTable1 } from '../../../src/experiments/table1/table1Report.js';
import { rowNames } from '../../../src/experiments/table1/table1Rows.js';
import {
  type ColumnName,
  type Table1Specification,
  columnNames,
  quickTable1Specification,
} from '../../../src/experiments/table1/table1Specification.js';
import type { Table1Result, Table1Trial } from '../../../src/experiments/table1/table1Result.js';

const network = { hidden: [8], activation: 'tanh' } as const;
const drawn = {
  repeats: 1,
  gadget1: { network, settings: { steps: 3, batchSize: 4, heldOut: 8 } },
  gadget2: { network, nClusters: 3, sinkhornSteps: 2, settings: { steps: 3, batchSize: 4, heldOut: 8 } },
};
const fixed = {
  repeats: 1,
  gadget1: { network: 'free', settings: { steps: 1500 } },
  gadget2: { network: 'free', nClusters: 8, sinkhornSteps: 4, settings: { steps: 1500 } },
} as const;
const tiny: Table1Specification = {
  ...quickTable1Specification,
  nOutcomes: 4,
  heldOut: 25,
  checkedPairs: 5,
  columns: { independent: drawn, mirrored: drawn, monotone: fixed, 'non-monotone': fixed },
  moreClusters: [2],
};

const rows = [...rowNames, 'gadget-2, |Z| = 2'] as const;

function trialOf(column: ColumnName): Promise<Table1Result> {
  return table1.run(tiny, { name: column, column, seed: 3 });
}

describe('table1', () => {
  it.each(columnNames)('%s: nothing is below the optimum, and what must reach it does', async (column) => {
    const { loss, training } = await trialOf(column);
    expect(loss.optimal).toBeGreaterThan(0);
    for (const row of rows) expect(loss[row]).toBeGreaterThanOrEqual(loss.optimal * (1 - 1e-6));
    expect(loss['reward-cdf']).toBeAllClose(loss.optimal, { rtol: 1e-6 });
    if (column !== 'non-monotone') expect(loss['inverse-cdf']).toBeAllClose(loss.optimal, { rtol: 1e-6 });
    expect(loss.independent).toBeGreaterThan(loss['gumbel-max']);
    expect(training['gadget-2'].correction).toBeGreaterThanOrEqual(1);
  });

  it.each(['monotone', 'non-monotone'] as const)('%s: free gadgets come close to the optimum', async (column) => {
    const { loss } = await trialOf(column);
    expect(loss['gadget-1'] / loss.optimal).toBeLessThan(1.05);
    expect(loss['gadget-2'] / loss.optimal).toBeLessThan(1.05);
  });

  it('repeats a trial to the bit, judges all seeds by the same pairs, and gives other seeds other gadgets', async () => {
    const one = await trialOf('independent');
    expect(await trialOf('independent')).toEqual(one);
    const other = await table1.run(tiny, { name: 'other', column: 'independent', seed: 4 });
    expect(other.loss['gumbel-max']).toBe(one.loss['gumbel-max']);
    expect(other.loss['gadget-2']).not.toBe(one.loss['gadget-2']);
  });

  it('has the mean cost of all held-out pairs, of those that are checked by the program and of the others', async () => {
    const pairs = heldOutPairs(tiny, 'independent');
    const places = [0, 1, 2, 3];
    // E (X - Y)² of independent draws, term by term.
    const costs = pairs.map(({ p, q }) =>
      places.reduce((sum, x) => sum + places.reduce((row, y) => row + p[x] * q[y] * (x - y) ** 2, 0), 0),
    );
    const { loss } = await trialOf('independent');
    expect(loss.independent).toBeAllClose(costs.reduce((sum, cost) => sum + cost) / 25, { rtol: 1e-12 });
  });

  it('plans the published repeats, or those asked for', () => {
    const counts = (repeats?: number): number[] => {
      const trials = table1.trials(table1.specifications.full, { seed: 7, repeats }) as Table1Trial[];
      return columnNames.map((column) => trials.filter((trial) => trial.column === column).length);
    };
    expect(counts()).toEqual([5, 5, 10, 10]);
    expect(counts(2)).toEqual([2, 2, 2, 2]);
  });
});

describe('moreClusters', () => {
  it('adds rows, each of a gadget of its own, and leaves the others as they are', async () => {
    const { loss, training } = await trialOf('mirrored');
    expect(loss['gadget-2, |Z| = 2']).not.toBe(loss['gadget-2']);
    expect(training['gadget-2, |Z| = 2'].startLoss).not.toBe(training['gadget-2'].startLoss);
    // Of as many clusters as the other it is trained alike, from a stream of its own.
    const alike = await table1.run({ ...tiny, moreClusters: [3] }, { name: 'mirrored', column: 'mirrored', seed: 3 });
    expect(alike.loss['gadget-2']).toBe(loss['gadget-2']);
    expect(alike.loss['gadget-2, |Z| = 3']).not.toBeAllClose(loss['gadget-2'], { rtol: 1e-9 });
    const without = await table1.run({ ...tiny, moreClusters: [] }, { name: 'mirrored', column: 'mirrored', seed: 3 });
    expect(Object.keys(without.loss)).toEqual([...rowNames]);
    expect(loss).toMatchObject(without.loss);
  });

  it('has fewer clusters in the row that says so', async () => {
    const run = (nClusters: number, moreClusters: number[]): Promise<Table1Result> => {
      const gadget2 = { ...tiny.columns.monotone.gadget2, nClusters, settings: { steps: 300 } };
      const columns = { ...tiny.columns, monotone: { ...tiny.columns.monotone, gadget2 } };
      return table1.run({ ...tiny, columns, moreClusters }, { name: 'one', column: 'monotone', seed: 3 });
    };
    // One cluster is Gumbel-max, whatever the training.
    const { loss } = await run(8, [1]);
    expect(loss['gadget-2, |Z| = 1']).toBeAllClose(loss['gumbel-max'], { rtol: 1e-6 });
    expect(loss['gadget-2']).toBeLessThan(0.9 * loss['gumbel-max']);
  });
});

describe('aggregateTable1', () => {
  const training = { bestStep: 0, startLoss: 1, heldOutLoss: 1, backend: 'none' };
  const finished = [1, 3].map((scale, i) => ({
    trial: { name: `mirrored-${i}`, column: 'mirrored' as const, seed: i },
    result: {
      loss: Object.fromEntries(
        rows.map((row, r) => [row, scale * (row === 'optimal' ? 2 : 3 + r)]),
      ) as Table1Result['loss'],
      training: { 'gadget-1': training, 'gadget-2': { ...training, correction: scale } },
    },
  }));

  it('has means, standard errors and ratios of the columns that were run', () => {
    const aggregate = aggregateTable1(tiny, finished);
    expect(Object.keys(aggregate)).toEqual(['mirrored']);
    // gumbel-max is row 1: 4 and 12, mean 8, squares 16 + 16, error sqrt(32 / 2) = 4; optimum 2 and 6, mean 4.
    expect(aggregate.mirrored!['gumbel-max']).toEqual({ n: 2, mean: 8, standardError: 4, ratio: 2 });
    expect(aggregate.mirrored!.optimal.ratio).toBe(1);
  });

  it('stands beside the published figures', () => {
    const { tables } = table1.report(tiny, finished);
    expect(tables).toHaveLength(1);
    expect(tables[0].rows.find(([row]) => row === 'gadget-2')).toEqual([
      'gadget-2',
      '13.47 ± .09',
      '1.070',
      '18.000 ± 9.000',
      '4.500',
    ]);
    expect(tables[0].rows.find(([row]) => row === 'reward-cdf')!.slice(1, 3)).toEqual(['', '']);
    expect(tables[0].rows.at(-1)).toEqual(['gadget-2, |Z| = 2', '', '', '20.000 ± 10.000', '5.000']);
  });
});
