import type { ExperimentReport, Finished } from '../experiment.js';
import { type MeanAndError, errorText, meanAndError } from '../meanAndError.js';
import { type ColumnName, type Table1Specification, columnNames } from './table1Specification.js';
import { type RowName, type Table1Result, type Table1Trial, rowNames } from './table1Trial.js';

/** What the paper prints; it has no row for `reward-cdf`. */
const published: Readonly<Record<ColumnName, Readonly<Record<Exclude<RowName, 'reward-cdf'>, string>>>> = {
  independent: {
    independent: '16.51',
    'gumbel-max': '14.02',
    'inverse-cdf': '8.14',
    optimal: '8.14',
    'gadget-1': '14.05',
    'gadget-2': '8.76 ± .03',
  },
  mirrored: {
    independent: '21.34',
    'gumbel-max': '18.84',
    'inverse-cdf': '12.59',
    optimal: '12.59',
    'gadget-1': '16.67 ± .45',
    'gadget-2': '13.47 ± .09',
  },
  monotone: {
    independent: '2.73 ± .39',
    'gumbel-max': '2.46 ± .35',
    'inverse-cdf': '.60 ± .10',
    optimal: '.60 ± .10',
    'gadget-1': '1.42 ± .22',
    'gadget-2': '2.00 ± .30',
  },
  'non-monotone': {
    independent: '.83 ± .10',
    'gumbel-max': '.50 ± .06',
    'inverse-cdf': '.91 ± .12',
    optimal: '.11 ± .02',
    'gadget-1': '.26 ± .03',
    'gadget-2': '.21 ± .03',
  },
};

/** A cell of the table. */
export interface Table1Cell extends MeanAndError {
  /** Mean over mean of the optimum, on the same pairs. */
  readonly ratio: number;
}

/**
 * Means and standard errors of every row over the finished trials of a column; columns without any are left out.
 */
export function aggregateTable1(
  finished: readonly Finished<Table1Trial, Table1Result>[],
): Partial<Record<ColumnName, Record<RowName, Table1Cell>>> {
  const columns = columnNames.map(
    (column) => [column, finished.filter(({ trial }) => trial.column === column)] as const,
  );
  return Object.fromEntries(
    columns
      .filter(([, trials]) => trials.length > 0)
      .map(([column, trials]) => {
        const cell = (row: RowName): MeanAndError => meanAndError(trials.map(({ result }) => result.loss[row]));
        const optimum = cell('optimal').mean;
        const cells = rowNames.map((row) => [row, { ...cell(row), ratio: cell(row).mean / optimum }]);
        return [column, Object.fromEntries(cells) as Record<RowName, Table1Cell>];
      }),
  );
}

/** Table 1, a table for each column, the paper's figures beside ours. */
export function table1Report(
  specification: Table1Specification,
  finished: readonly Finished<Table1Trial, Table1Result>[],
): ExperimentReport {
  const aggregate = aggregateTable1(finished);
  const columns = columnNames.flatMap((column) => (aggregate[column] ? [[column, aggregate[column]] as const] : []));
  return {
    heading: `Table 1 of Lorberbom et al. (2021): K = ${specification.nOutcomes}, ours exact, mean ± standard error`,
    notes: [
      'Rewards and held-out pairs differ by generator: compare the ratios to the optimum.',
      'reward-cdf, which needs no training, is not in the paper.',
    ],
    tables: columns.map(([column, cells]) => ({
      title: `${column}, ${measures[column]}, ${column.endsWith('monotone') ? 'rewards' : 'seeds'}: ${cells.optimal.n}`,
      head: ['', 'published', '/ optimum', 'ours', '/ optimum'],
      rows: rowNames.map((row) => {
        const print = row === 'reward-cdf' ? undefined : published[column][row];
        return [
          row,
          print ?? '',
          print === undefined ? '' : (parseFloat(print) / parseFloat(published[column].optimal)).toFixed(3),
          errorText(cells[row], 3),
          cells[row].ratio.toFixed(3),
        ];
      }),
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

const measures: Readonly<Record<ColumnName, string>> = {
  independent: 'E (X - Y)^2',
  mirrored: 'E (X - Y)^2',
  monotone: 'Var(h(X) - h(Y))',
  'non-monotone': 'Var(h(X) - h(Y))',
};
