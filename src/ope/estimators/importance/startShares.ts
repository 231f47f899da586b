import type { CountedLog } from '../../study/countedLog.js';

/** Share of the sample's episodes that start in each state, shape (S). */
export function startShares({ study, count, size }: CountedLog): Float64Array {
  const { nEpisodes, nStates, episodeStart, state } = study.log;
  const shares = new Float64Array(nStates);
  for (let e = 0; e < nEpisodes; e++) shares[state[episodeStart[e]]] += count[e] / size;
  return shares;
}
