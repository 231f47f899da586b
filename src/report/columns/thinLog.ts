import type { Trajectories } from '../../trajectories/trajectories.js';

/** A log without what the rest of it tells, and without what no page computes with. */
export interface ThinLog extends Omit<Trajectories, 'nextState' | 'propensity' | 'propensities' | 'hidden'> {
  /** Shape (n): the state that each episode was left in. */
  readonly lastState: Int32Array;
}

const LEFT_OUT: readonly string[] = ['nextState', 'propensity', 'propensities', 'hidden'];

export function thinLog(log: Trajectories): ThinLog {
  const kept = Object.fromEntries(Object.entries(log).filter(([name]) => !LEFT_OUT.includes(name)));
  const { episodeStart, nextState, terminated } = log;
  const lastState = Int32Array.from(terminated, (_, e) => nextState[episodeStart[e + 1] - 1]);
  return { ...(kept as unknown as Omit<ThinLog, 'lastState'>), lastState };
}

/** The log again: within an episode the next state is the state of the next step. */
export function wholeLog({ lastState, ...log }: ThinLog): Trajectories {
  const nextState = new Int32Array(log.state.length);
  nextState.set(log.state.subarray(1));
  lastState.forEach((s, e) => (nextState[log.episodeStart[e + 1] - 1] = s));
  return { ...log, nextState };
}
