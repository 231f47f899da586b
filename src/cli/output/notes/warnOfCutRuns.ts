import { censoredEpisodes } from '../../../trajectories/censoredEpisodes.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import { warn } from '../../say.js';

/** Warns of runs that the log cuts before the horizon: beside them counterfactual runs earn for longer. */
export function warnOfCutRuns(log: Trajectories, horizon: number): void {
  const cut = censoredEpisodes(log, horizon).length;
  if (cut === 0) return;
  const until = horizon === Infinity ? 'are cut without an end' : `are cut before step ${horizon} without an end`;
  warn(
    `${cut.toLocaleString('en')} of the log's ${log.nEpisodes.toLocaleString('en')} runs ${until}: what they would have earned counts as 0, while their counterfactual runs go on by the model, so that their effects compare runs of other lengths`,
  );
}
