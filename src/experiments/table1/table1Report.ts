import type { ExperimentReport, Finished } from '../experiment.js';
import { type MeanAndError, errorText, meanAndError } from '../../core/statistics/meanAndError.js';
import { isPublished, published, publishedRatio } from './published.js';
import { type ClustersRow, type RowName, clustersRow, rowNames } from './table1Rows.js';
import { type ColumnName, type Table1Specification, columnNames } from './table1Specification.js';
import type { Table1Result, Table1Trial } from './table1Result.js';

/** A cell of the table. */
export interface Table1Cell extends MeanAndError {
  /** Mean over mean of the optimum, on the same pairs. */
  readonly ratio: number;
}

/**
 * Means and standard errors of every row over the finished trials of a column; columns without any are left out.
 */
export function aggregateTable1(
  specification: Table1Specification,
  finished: readonly Finished<Table1Trial, Table1Result>[],
): Partial<Record<ColumnName, Record<RowName | ClustersRow, Table1Cell>>> {
  const columns = columnNames.map(
    (column) => [column, finished.filter(({ trial }) => trial.column === column)] as const,
  );
  return Object.fromEntries(
    columns
      .filter(([, trials]) => trials.length > 0)
      .map(([column, trials]) => {
        const cell = (row: RowName | ClustersRow): MeanAndError =>
          meanAndError(trials.map(({ result }) => result.loss[row]));
        const optimum = cell('optimal').mean;
        const cells = rowsOf(specification).map((row) => [row, { ...cell(row), ratio: cell(row).mean / optimum }]);
        return [column, Object.fromEntries(cells) as Record<RowName | ClustersRow, Table1Cell>];
      }),
  );
}

/** Table 1, a table for each column, the paper's figures beside ours. */
export function table1Report(
  specification: Table1Specification,
  finished: readonly Finished<Table1Trial, Table1Result>[],
): ExperimentReport {
  const aggregate = aggregateTable1(specification, finished);
  const columns = columnNames.flatMap((column) => (aggregate[column] ? [[column, aggregate[column]] as const] : []));
  return {
    heading: `Table 1 of Lorberbom et al. (2021): K = ${specification.nOutcomes}, ours exact, mean ± standard error`,
    notes: [
      'Rewards and held-out pairs differ by generator: compare the ratios to the optimum.',
      'reward-cdf, which needs no training, is not in the paper. Gadget 2 has |Z| = 20, as there, where the row names no other.',
    ],
    tables: columns.map(([column, cells]) => ({
      title: `${column}, ${measures[column]}, ${column.endsWith('monotone') ? 'rewards' : 'seeds'}: ${cells.optimal.n}`,
      head: ['', 'published', '/ optimum', 'ours', '/ optimum'],
      rows: rowsOf(specification).map((row) => [
        row,
        ...(isPublished(row) ? [published[column][row], publishedRatio(column, row).toFixed(3)] : ['', '']),
        errorText(cells[row], 3),
        cells[row].ratio.toFixed(3),
      ]),
    })),
    data: {
      columns: Object.fromEntries(columns),
      published,
      corrections: finished.map(({ trial, result }) => ({
        trial: trial.name,
        correction: result.training['gadget-2'].correction,
      })),
    },
  };
}

function rowsOf({ moreClusters }: Table1Specification): readonly (RowName | ClustersRow)[] {
  return [...rowNames, ...moreClusters.map(clustersRow)];
}

const measures: Readonly<Record<ColumnName, string>> = {
  independent: 'E (X - Y)^2',
  mirrored: 'E (X - Y)^2',
  monotone: 'Var(h(X) - h(Y))',
  'non-monotone': 'Var(h(X) - h(Y))',
};
