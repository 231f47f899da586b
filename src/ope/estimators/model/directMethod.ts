import type { Estimator } from '../estimator.js';
import { meanOf } from '../importance/meanOf.js';
import type { CountedLog } from '../../study/countedLog.js';

/**
 * The direct method: the target's value in the model over the horizon, from the log's first states. Fitted Q evaluation
 * of a table with H iterations is the same number.
 *
 *     mean_i V_0(s_0^i)
 */
export const directMethod: Estimator = {
  name: 'dm',
  summary: 'direct method: the value in the model (fitted Q evaluation of a table)',
  usesWeights: false,
  usesModel: true,
  byStep: true,
  equivariant: ['scale', 'shift'],
  estimate: (sample) => meanOf(sample, startValues(sample)),
};

/** V_0 of the first state of each episode, shape (n). */
function startValues(sample: CountedLog): Float64Array {
  const { nEpisodes, episodeStart, state } = sample.study.log;
  const { v } = sample.values();
  const values = new Float64Array(nEpisodes);
  for (let e = 0; e < nEpisodes; e++) values[e] = v[state[episodeStart[e]]];
  return values;
}
