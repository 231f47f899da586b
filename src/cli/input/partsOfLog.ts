import { type ListedPart } from '../../mdp/parts/actionPart.js';
import { partsByName } from '../../mdp/parts/partsByName.js';
import type { TrajectoriesSource } from '../../trajectories/trajectories.js';
import type { LoadedLog } from './loadLog.js';

/**
 * What the actions of a log are made of, where the user says so: actions by the names that the environment or the log
 * has for them, or by number.
 *
 * @throws ArgumentError on an action that there is not
 */
export function partsOfLog({
  log,
  env,
  parts,
}: Omit<LoadedLog, 'log'> & {
  readonly log: { readonly nActions: number; readonly source: TrajectoriesSource };
}): readonly ListedPart[] | undefined {
  const { nActions, source } = log;
  const names = env ? Array.from({ length: nActions }, (_, a) => env.actionLabel(a)) : source.actions;
  return parts && partsByName('parts', parts, nActions, names);
}
