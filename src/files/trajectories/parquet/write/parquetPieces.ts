import type { ColumnSource } from 'hyparquet-writer';
import { type Trajectories, episodeName } from '../../../../trajectories/trajectories.js';
import type { LogColumn } from '../../columns/logColumn.js';
import { areNumbers } from '../../rows/names/areNumbers.js';
import { ownParquet } from './ownParquet.js';

/** Rows that are packed together: what a reader holds at once. */
const GROUP = 100_000;

/**
 * The bytes of a Parquet file that holds a log, one row a step, a group of rows at a time. The same log gives the same
 * bytes.
 *
 * @param header JSON for the file's metadata
 * @param names what the columns are called
 */
export function parquetPieces(
  trajectories: Trajectories,
  header: string,
  names: Readonly<Record<LogColumn, string>>,
): Generator<Uint8Array> {
  const episodes = episodeOfStep(trajectories);
  const { episodeId } = trajectories;
  // The parts of a log have the same kind of column then, as far as 32 bits go.
  const numbered = !episodeId || areNumbers(episodeId, 2 ** 31);
  const rows = (first: number, end: number): ColumnSource[] =>
    columnsOf(trajectories, names, episodes, numbered, first, end);
  const nSteps = trajectories.state.length;
  function* groups(): Generator<ColumnSource[]> {
    for (let first = 0; first < nSteps; first += GROUP) yield rows(first, Math.min(first + GROUP, nSteps));
  }
  return ownParquet(header, rows(0, 0), groups());
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
  numbered: boolean,
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
    numbered
      ? int32(
          names.episode,
          episode.map((e) => (episodeId ? Number(episodeId[e]) : e)),
          'DELTA_BINARY_PACKED',
        )
      : {
          name: names.episode,
          data: Array.from(episode, (e) => episodeName(trajectories, e)),
          type: 'STRING',
          nullable: false,
        },
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
