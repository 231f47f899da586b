import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trial } from '../experiment.js';
import type { GadgetKind, TrainingSummary } from '../../learning/trainMechanism.js';
import type { ClustersRow, RowName } from './table1Rows.js';
import type { ColumnName } from './table1Specification.js';

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
