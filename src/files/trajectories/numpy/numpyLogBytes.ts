import type { Trajectories } from '../../../trajectories/trajectories.js';
import { writeNpz } from '../../numpy/writeNpz.js';
import type { Provenance } from '../../provenance.js';
import type { LogColumn } from '../columns/logColumn.js';
import { logHeaderText } from '../logHeader.js';
import { LOG_HEADER } from './readNumpyLog.js';

/**
 * The bytes of an archive that holds a log: an array for each column, one entry a step, and a header with the names of
 * the episodes, where they have some.
 *
 * @param names what the columns are called
 */
export function numpyLogBytes(
  trajectories: Trajectories,
  provenance: Provenance,
  names: Readonly<Record<LogColumn, string>>,
): Uint8Array {
  const { nEpisodes, nActions, episodeStart, state, action, reward, nextState, terminated } = trajectories;
  const { hidden, propensity, propensities, episodeId } = trajectories;
  const steps = state.length;
  const [episode, t, ended] = [new Int32Array(steps), new Int32Array(steps), new Uint8Array(steps)];
  const hiddenOfStep = hidden && new Int32Array(steps);
  for (let e = 0; e < nEpisodes; e++) {
    const [first, end] = [episodeStart[e], episodeStart[e + 1]];
    episode.fill(e, first, end);
    for (let i = first; i < end; i++) t[i] = i - first;
    ended[end - 1] = terminated[e];
    hiddenOfStep?.fill(hidden![e], first, end);
  }
  const arrays = Object.fromEntries<Parameters<typeof writeNpz>[0][string]>([
    [names.episode, episode],
    [names.t, t],
    [names.state, state],
    [names.action, action],
    [names.reward, reward],
    [names.next_state, nextState],
    [names.terminated, ended],
  ]);
  if (hiddenOfStep) arrays[names.hidden] = hiddenOfStep;
  if (propensity) arrays[names.propensity] = propensity;
  if (propensities)
    for (let a = 0; a < nActions; a++)
      arrays[`${names.propensity_}${a}`] = Float64Array.from(
        { length: steps },
        (_, i) => propensities[i * nActions + a],
      );
  return writeNpz(arrays, { [LOG_HEADER]: logHeaderText(trajectories, steps, provenance, { episodeId }) });
}
