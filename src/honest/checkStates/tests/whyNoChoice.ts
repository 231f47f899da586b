import type { Trajectories } from '../../../trajectories/trajectories.js';

/** Why tests of choices do not run on this log; undefined where it has several. */
export function whyNoChoice({ action }: Trajectories): string | undefined {
  return action.every((a) => a === action[0]) ? 'the log holds one action alone' : undefined;
}
