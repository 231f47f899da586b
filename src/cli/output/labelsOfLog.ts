import { type Env, spaceOf } from '../../mdp/env.js';
import { type Labels, NUMBERS } from '../../ope/diagnostics/labels.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/** What to call the states and actions of a log: as its environment does, else as the log itself does, else by number. */
export function labelsOfLog({ source }: Trajectories, env: Env | undefined): Labels {
  if (env) {
    const space = spaceOf(env, source.space ?? env.recorded);
    return { state: (s) => space.label(s), action: (a) => env.actionLabel(a) };
  }
  return {
    state: (s) => source.states?.[s] ?? NUMBERS.state(s),
    action: (a) => source.actions?.[a] ?? NUMBERS.action(a),
  };
}
