import { ArgumentError } from '../core/errors.js';
import { SUM_TOLERANCE, probabilityFault } from '../core/probability.js';
import { type Trajectories, episodeName } from './trajectories.js';

/**
 * Checks everything that loops over a log trust: lengths of columns, states and actions in range, finite rewards, steps
 * that join up, propensities in (0, 1], and vectors that sum to 1 and agree with them.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError naming the first requirement that fails, the episode and the step
 *
 * Cost O(steps), or O(steps · A) with full vectors.
 */
export function checkTrajectories(trajectories: Trajectories, where = 'checkTrajectories'): void {
  checkLengths(where, trajectories);
  const { nStates, nActions, nEpisodes, episodeStart, state, action, reward, nextState } = trajectories;
  const { terminated, propensity, propensities } = trajectories;
  for (let e = 0; e < nEpisodes; e++) {
    const [first, end] = [episodeStart[e], episodeStart[e + 1]];
    const fail = (requirement: string, i?: number): never => {
      const step = i === undefined ? '' : `, t ${i - first}`;
      throw new ArgumentError(`${where}: episode ${episodeName(trajectories, e)}${step}: ${requirement}`);
    };
    if (!(end > first)) fail(`must have at least one step, got episodeStart ${first} then ${end}`);
    if (terminated[e] > 1) fail(`terminated must be 0 or 1, got ${terminated[e]}`);
    for (let i = first; i < end; i++) {
      if (!(state[i] >= 0 && state[i] < nStates)) fail(`state must be from 0 to ${nStates - 1}, got ${state[i]}`, i);
      if (!(action[i] >= 0 && action[i] < nActions))
        fail(`action must be from 0 to ${nActions - 1}, got ${action[i]}`, i);
      if (!(nextState[i] >= 0 && nextState[i] < nStates))
        fail(`next state must be from 0 to ${nStates - 1}, got ${nextState[i]}`, i);
      if (i + 1 < end && nextState[i] !== state[i + 1])
        fail(`next state must be the state of the next step (${state[i + 1]}), got ${nextState[i]}`, i);
      if (!Number.isFinite(reward[i])) fail(`reward must be finite, got ${reward[i]}`, i);
      if (propensity && !(propensity[i] > 0 && propensity[i] <= 1))
        fail(`propensity must be in (0, 1], got ${propensity[i]}`, i);
      if (!propensities) continue;
      const chances = propensities.subarray(i * nActions, (i + 1) * nActions);
      const fault = probabilityFault(chances);
      if (fault !== undefined) fail(`propensities: ${fault}`, i);
      const taken = chances[action[i]];
      if (!(taken > 0)) fail(`propensities must give the action taken (${action[i]}) a probability above 0`, i);
      if (propensity && !(Math.abs(propensity[i] - taken) <= SUM_TOLERANCE))
        fail(`propensity must be that of the action taken (${taken}), got ${propensity[i]}`, i);
    }
  }
}

function checkLengths(where: string, trajectories: Trajectories): void {
  const { nEpisodes, nActions, episodeStart, state, terminated, propensity, propensities, hidden } = trajectories;
  const steps = state.length;
  const lengths: readonly (readonly [string, ArrayLike<unknown> | undefined, number])[] = [
    ['episodeStart', episodeStart, nEpisodes + 1],
    ['action', trajectories.action, steps],
    ['reward', trajectories.reward, steps],
    ['nextState', trajectories.nextState, steps],
    ['terminated', terminated, nEpisodes],
    ['propensity', propensity, steps],
    ['propensities', propensities, steps * nActions],
    ['hidden', hidden, nEpisodes],
    ['episodeId', trajectories.episodeId, nEpisodes],
  ];
  for (const [name, column, length] of lengths)
    if (column && column.length !== length)
      throw new ArgumentError(`${where}: ${name} must have length ${length}, got ${column.length}`);
  if (episodeStart[0] !== 0 || episodeStart[nEpisodes] !== steps)
    throw new ArgumentError(
      `${where}: episodeStart must run from 0 to ${steps}, got ${episodeStart[0]} to ${episodeStart[nEpisodes]}`,
    );
}
