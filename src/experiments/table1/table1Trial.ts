import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trial } from '../experiment.js';
import type { GadgetKind, TrainingSummary } from '../../learning/trainMechanism.js';
import { drawnColumn } from './drawnColumn.js';
import { fixedColumn } from './fixedColumn.js';
import type { ClustersRow, RowName } from './table1Rows.js';
import type { ColumnName, Table1Specification } from './table1Specification.js';

/** One seed, or reward, of one column. */
export interface Table1Trial extends Trial {
  readonly column: ColumnName;
  readonly seed: number;
}

export interface Table1Result {
  /** Exact, on the same pairs for all. */
  readonly loss: Readonly<Record<RowName | ClustersRow, number>>;
  readonly training: Readonly<Record<GadgetKind | ClustersRow, TrainingSummary>>;
}

export type Loss = (mechanism: CompleteMechanism) => number;

/** The losses of all rows in one column, for one seed or reward. */
export function table1Trial(specification: Table1Specification, { column, seed }: Table1Trial): Promise<Table1Result> {
  return column === 'independent' || column === 'mirrored'
    ? drawnColumn(specification, column, seed)
    : fixedColumn(specification, column, seed);
}
