import type { Rng } from '../../core/random/rng.js';
import type { PairSource } from '../../gadgets/training/trainingPair.js';
import {
  type GadgetKind,
  type GadgetPlan,
  type TrainingSummary,
  trainMechanism,
} from '../../learning/trainMechanism.js';
import { type ClustersRow, clustersRow } from './table1Rows.js';
import type { ColumnName, Table1Specification } from './table1Specification.js';
import type { Loss, Table1Result } from './table1Result.js';

/** What the learned rows add to a result. */
export interface TrainedRows {
  readonly loss: Pick<Table1Result['loss'], GadgetKind | ClustersRow>;
  readonly training: Table1Result['training'];
}

export interface TrainRowsOptions {
  readonly column: ColumnName;
  readonly source: PairSource;
  /** The random stream of a row. */
  readonly stream: (row: GadgetKind | ClustersRow) => Rng;
  /** Of the mechanism that comes of the training. */
  readonly loss: Loss;
}

/** Trains every gadget of a column, one after the other. */
export async function trainRows(
  { nOutcomes, moreClusters, columns }: Table1Specification,
  { column, source, stream, loss }: TrainRowsOptions,
): Promise<TrainedRows> {
  const { gadget1, gadget2 } = columns[column];
  const train = async (row: GadgetKind | ClustersRow, kind: GadgetKind, plan: GadgetPlan): Promise<Trained> => {
    const { mechanism, summary } = await trainMechanism(stream(row), { kind, nOutcomes, plan }, source);
    return { loss: loss(mechanism), summary };
  };
  const [one, two] = [await train('gadget-1', 'gadget-1', gadget1), await train('gadget-2', 'gadget-2', gadget2)];
  const more: [ClustersRow, Trained][] = [];
  for (const nClusters of moreClusters) {
    const row = clustersRow(nClusters);
    more.push([row, await train(row, 'gadget-2', { ...gadget2, nClusters })]);
  }
  const gather = <Value>(of: (trained: Trained) => Value): Record<GadgetKind | ClustersRow, Value> => ({
    'gadget-1': of(one),
    'gadget-2': of(two),
    ...Object.fromEntries(more.map(([row, trained]) => [row, of(trained)])),
  });
  return { loss: gather((trained) => trained.loss), training: gather(({ summary }) => summary) };
}

interface Trained {
  readonly loss: number;
  readonly summary: TrainingSummary;
}
