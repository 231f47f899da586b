import type { ClustersRow, RowName } from './table1Rows.js';
import type { ColumnName } from './table1Specification.js';

export type PublishedRow = Exclude<RowName, 'reward-cdf'>;

/** What the paper prints; it has no row for `reward-cdf`. */
export const published: Readonly<Record<ColumnName, Readonly<Record<PublishedRow, string>>>> = {
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

/** A figure of the paper over its optimum of the same column. */
export function publishedRatio(column: ColumnName, row: PublishedRow): number {
  return parseFloat(published[column][row]) / parseFloat(published[column].optimal);
}

/** Whether the paper has a row. */
export function isPublished(row: RowName | ClustersRow): row is PublishedRow {
  return row in published.independent;
}
