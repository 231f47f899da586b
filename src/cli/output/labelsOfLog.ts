import { type Env, spaceOf } from '../../mdp/env.js';
import { type Labels, NUMBERS } from '../../ope/diagnostics/labels.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/** What to call the states and actions of a log: as its environment does, else as the log itself does, else by number. */
export function labelsOfLog({ source }: Pick<Trajectories, 'source'>, env: Env | undefined): Labels {
  if (env) {
    const space = spaceOf(env, source.space ?? env.recorded);
    return { state: (s) => space.label(s), action: (a) => env.actionLabel(a) };
  }
  return {
    state: (s) => source.states?.[s] ?? NUMBERS.state(s),
    action: (a) => source.actions?.[a] ?? NUMBERS.action(a),
  };
}

/** The same in words for people, where the environment has any. */
export function wordsOfLog(log: Trajectories, env: Env | undefined): Labels {
  const labels = labelsOfLog(log, env);
  const space = env && spaceOf(env, log.source.space ?? env.recorded);
  return {
    state: (s) => space?.words?.(s) ?? labels.state(s),
    action: (a) => env?.actionWords?.(a) ?? labels.action(a),
  };
}
