import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';

/**
 * The index of the episode that a log calls so.
 *
 * @throws ArgumentError where there is none
 */
export function chosenEpisode(log: Trajectories, name: string): number {
  const names = Array.from({ length: log.nEpisodes }, (_, e) => episodeName(log, e));
  const found = names.indexOf(name);
  if (found >= 0) return found;
  const [first, second] = names;
  const some = names.length > 2 ? `${first}, ${second}, … ${names.at(-1)!}` : names.join(', ');
  throw new ArgumentError(
    `--episode: must be one of the ${names.length} episodes of the log (${some}), got '${name}'${didYouMean(name, names) || ' - leave it out to explain the whole log'}`,
  );
}
