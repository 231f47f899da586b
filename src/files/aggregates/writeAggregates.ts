import type { ColumnSource } from 'hyparquet-writer';
import type { Aggregates } from '../../aggregates/aggregates.js';
import { ArgumentError } from '../../core/errors.js';
import type { Provenance } from '../provenance.js';
import { ownParquet } from '../trajectories/parquet/write/ownParquet.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { aboutText } from './aboutAggregates.js';
import { PARTS, type Part, TABLE_COLUMNS, columnsOf } from './parts.js';

/**
 * Writes aggregates to a Parquet file: one table, rows of five kinds told apart by the column `part`, other columns
 * null where a kind lacks them, and what they are of in the metadata. `readAggregates` reads it, bit for bit.
 *
 * @param path ending in `.parquet`; `-` is standard output
 * @throws ArgumentError for another ending; DataError if the file cannot be written
 *
 * Cost O(rows).
 *
 * @example
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * const file = `${await mkdtemp(`${tmpdir()}/couplet-`)}/counts.parquet`;
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * await writeAggregates(file, await aggregateLog(memorySource(log)), provenance('example'));
 * (await readAggregates(file)).first // [200, 0, 0]
 */
export async function writeAggregates(path: string, aggregates: Aggregates, provenance: Provenance): Promise<void> {
  if (path !== '-' && !/\.parquet$/i.test(path))
    throw new ArgumentError(
      `writeAggregates: path must end in .parquet, got '${path}' - aggregates are one table in Parquet`,
    );
  await atomicWrite(path, aggregatesPieces(aggregates, aboutText(aggregates, provenance)));
}

type Rows = Readonly<Record<string, ArrayLike<number>>>;

/** Each kind of rows is a group of its own. */
function aggregatesPieces(aggregates: Aggregates, header: string): Generator<Uint8Array> {
  const { counts, first, weighted } = aggregates;
  const starts = Int32Array.from(first.keys()).filter((s) => first[s] > 0);
  const parts: [Part, Rows][] = [
    ['count', { ...counts }],
    ['first', { state: starts, count: Float64Array.from(starts, (s) => first[s]) }],
  ];
  if (weighted) {
    const { clipped, ...episodes } = weighted.episodes;
    parts.push(
      ['block', { block: Int32Array.from(episodes.count.keys()), ...episodes, ...clipped }],
      ['step', { ...weighted.steps }],
      ['cell', { ...weighted.cells }],
    );
  }
  return ownParquet(
    header,
    parts.map(([part, rows]) => tableColumns(part, rows, rows.count.length)),
  );
}

function tableColumns(part: Part, rows: Rows, length: number): ColumnSource[] {
  const fieldOf = new Map(columnsOf(PARTS[part]).map(([field, column]) => [column, field]));
  const nothing = new Array<null>(length).fill(null);
  return [
    { name: 'part', data: new Array<string>(length).fill(part), type: 'STRING', nullable: false },
    ...TABLE_COLUMNS.map(({ name, isKey }): ColumnSource => {
      const field = fieldOf.get(name);
      const values = field === undefined ? undefined : (rows[field] as Rows[string] | undefined);
      const data = values === undefined || length === 0 ? nothing : Array.from(values);
      return { name, data, type: isKey ? 'INT32' : 'DOUBLE', nullable: true };
    }),
  ];
}
