import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trial } from '../experiment.js';
import type { GadgetKind, TrainingSummary } from '../trainMechanism.js';
import { drawnColumn } from './drawnColumn.js';
import { fixedColumn } from './fixedColumn.js';
import type { ColumnName, Table1Specification } from './table1Specification.js';

/** The rows of the table in the paper, and `reward-cdf`. */
export const rowNames = [
  'independent',
  'gumbel-max',
  'inverse-cdf',
  'reward-cdf',
  'optimal',
  'gadget-1',
  'gadget-2',
] as const;

export type RowName = (typeof rowNames)[number];

/** A row that is not in the paper: gadget 2 with another number of clusters. */
export type ClustersRow = `gadget-2, |Z| = ${number}`;

export function clustersRow(nClusters: number): ClustersRow {
  return `gadget-2, |Z| = ${nClusters}`;
}

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
