import type { Table1Trial, Table1Result } from './table1Result.js';
import { drawnColumn } from './drawnColumn.js';
import { fixedColumn } from './fixedColumn.js';
import type { Table1Specification } from './table1Specification.js';

/** The losses of all rows in one column, for one seed or reward. */
export function table1Trial(specification: Table1Specification, { column, seed }: Table1Trial): Promise<Table1Result> {
  return column === 'independent' || column === 'mirrored'
    ? drawnColumn(specification, column, seed)
    : fixedColumn(specification, column, seed);
}
