import type { ColumnSource } from 'hyparquet-writer';
import { type Trajectories, episodeName } from '../../../../trajectories/trajectories.js';
import type { LogColumn } from '../../columns/logColumn.js';

/**
 * The columns of some successive steps of a log.
 *
 * @param names what the columns are called
 * @param numbered whether the episodes' names are written as numbers
 * @param first the first step
 * @param end the step after the last
 *
 * Cost O(episodes + steps).
 */
export function stepColumns(
  trajectories: Trajectories,
  names: Readonly<Record<LogColumn, string>>,
  numbered: boolean,
  first: number,
  end: number,
): ColumnSource[] {
  const { nActions, episodeStart, episodeId, hidden, terminated, propensity, propensities } = trajectories;
  const episode = episodesOf(trajectories, first, end);
  const actions = Array.from({ length: nActions }, (_, a) => a);
  return [
    numbered
      ? {
          ...int32(
            names.episode,
            episode.map((e) => (episodeId ? Number(episodeId[e]) : e)),
          ),
          encoding: 'DELTA_BINARY_PACKED',
        }
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
      ? actions.map((a) =>
          double(
            `${names.propensity_}${a}`,
            Float64Array.from(episode, (_, i) => propensities[(first + i) * nActions + a]),
          ),
        )
      : []),
  ];
}

/** The episode of each step. */
function episodesOf({ nEpisodes, episodeStart }: Trajectories, first: number, end: number): Int32Array {
  const result = new Int32Array(end - first);
  for (let e = 0; e < nEpisodes; e++) {
    if (episodeStart[e + 1] <= first) continue;
    if (episodeStart[e] >= end) break;
    result.fill(e, Math.max(0, episodeStart[e] - first), episodeStart[e + 1] - first);
  }
  return result;
}

function int32(name: string, data: Int32Array): ColumnSource {
  return { name, data, type: 'INT32', nullable: false };
}

function double(name: string, data: Float64Array): ColumnSource {
  return { name, data, type: 'DOUBLE', nullable: false };
}
