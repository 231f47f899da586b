import { createHash } from 'node:crypto';
import { type ColumnSource, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type Trajectories, episodeName } from '../../../trajectories/trajectories.js';
import type { LogColumn } from '../columns/logColumn.js';
import { CREATOR, DIGEST_KEY, HEADER_KEY, NO_DIGEST } from './keys.js';

/** Rows that are packed together: what a reader holds at once. */
const GROUP = 100_000;

/**
 * The bytes of a Parquet file that holds a log, one row a step, a group of rows at a time. The same log gives the same
 * bytes.
 *
 * @param header JSON for the file's metadata
 * @param names what the columns are called
 */
export function* parquetPieces(
  trajectories: Trajectories,
  header: string,
  names: Readonly<Record<LogColumn, string>>,
): Generator<Uint8Array> {
  const writer = new ByteWriter();
  const hash = createHash('sha256');
  const episodes = episodeOfStep(trajectories);
  const nSteps = trajectories.state.length;
  const schema = schemaFromColumnData({ columnData: columnsOf(trajectories, names, episodes, 0, 0) });
  const parquet = new ParquetWriter({ writer, schema, createdBy: CREATOR });
  for (let first = 0; first < nSteps; first += GROUP) {
    const end = Math.min(first + GROUP, nSteps);
    const columnData = columnsOf(trajectories, names, episodes, first, end).map(({ name, data, encoding }) => ({
      name,
      data,
      ...(encoding && { encoding }),
    }));
    // No limit on pages: a column of a group is one.
    void parquet.write({ columnData, rowGroupSize: GROUP, pageSize: 0 });
    const piece = taken(writer);
    hash.update(piece);
    yield piece;
  }
  parquet.kvMetadata = [
    { key: HEADER_KEY, value: header },
    { key: DIGEST_KEY, value: NO_DIGEST },
  ];
  void parquet.finish();
  const footer = Buffer.from(taken(writer));
  const digest = hash.update(footer).digest('hex');
  footer.write(digest, footer.lastIndexOf(NO_DIGEST), 'latin1');
  yield footer;
}

/** The bytes so far, of which the writer then keeps no more than their number. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = new Uint8Array(writer.getBytes());
  writer.index = 0;
  return bytes;
}

function episodeOfStep({ nEpisodes, episodeStart, state }: Trajectories): Int32Array {
  const result = new Int32Array(state.length);
  for (let e = 0; e < nEpisodes; e++) result.fill(e, episodeStart[e], episodeStart[e + 1]);
  return result;
}

function columnsOf(
  trajectories: Trajectories,
  names: Readonly<Record<LogColumn, string>>,
  episodes: Int32Array,
  first: number,
  end: number,
): ColumnSource[] {
  const { nActions, episodeStart, episodeId, hidden, terminated, propensity, propensities } = trajectories;
  const episode = episodes.subarray(first, end);
  const int32 = (name: string, data: Int32Array, encoding?: 'DELTA_BINARY_PACKED'): ColumnSource => ({
    name,
    data,
    type: 'INT32',
    nullable: false,
    ...(encoding && { encoding }),
  });
  const double = (name: string, data: Float64Array): ColumnSource => ({
    name,
    data,
    type: 'DOUBLE',
    nullable: false,
    // A dictionary would take -0 and 0 for one.
    ...(data.some((value) => Object.is(value, -0)) && { encoding: 'PLAIN' }),
  });
  const steps = Array.from({ length: nActions }, (_, a) => a);
  return [
    episodeId
      ? {
          name: names.episode,
          data: Array.from(episode, (e) => episodeName(trajectories, e)),
          type: 'STRING',
          nullable: false,
        }
      : int32(names.episode, episode.slice(), 'DELTA_BINARY_PACKED'),
    int32(
      names.t,
      episode.map((e, i) => first + i - episodeStart[e]),
    ),
    int32(names.state, trajectories.state.subarray(first, end)),
    int32(names.action, trajectories.action.subarray(first, end)),
    double(names.reward, trajectories.reward.subarray(first, end)),
    int32(names.next_state, trajectories.nextState.subarray(first, end)),
    {
      name: names.terminated,
      data: Array.from(episode, (e, i) => terminated[e] === 1 && first + i === episodeStart[e + 1] - 1),
      type: 'BOOLEAN',
      nullable: false,
    },
    ...(hidden
      ? [
          int32(
            names.hidden,
            episode.map((e) => hidden[e]),
          ),
        ]
      : []),
    ...(propensity ? [double(names.propensity, propensity.subarray(first, end))] : []),
    ...(propensities
      ? steps.map((a) =>
          double(
            `${names.propensity_}${a}`,
            Float64Array.from(episode, (_, i) => propensities[(first + i) * nActions + a]),
          ),
        )
      : []),
  ];
}
