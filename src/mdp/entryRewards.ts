import { once } from '../core/once.js';
import { type Env, abstractionBetween } from './env.js';

/**
 * What an environment pays for entering a state of one of its spaces, where that is the same whatever came before.
 *
 * @param space name of the space
 * @returns the reward by state, that of the run going on for a state that nothing enters; undefined where it depends on
 *   what came before, and throughout for an environment without an exact model
 * @throws ArgumentError on an unknown space
 *
 * Cost O(nnz of the exact model) at the first call of what is returned.
 */
export function entryRewards(env: Env, space: string): (state: number) => number | undefined {
  const { map } = abstractionBetween(env, env.spaces[0].name, space);
  const rewards = once(() => {
    const mdp = env.exactModel?.();
    if (!mdp) return undefined;
    const found = new Map<number, number | undefined>();
    for (let s = 0; s < mdp.nStates; s++) {
      if (mdp.terminal[s] === 1) continue;
      for (let k = mdp.rowStart[s * mdp.nActions]; k < mdp.rowStart[(s + 1) * mdp.nActions]; k++) {
        if (mdp.probability[k] === 0) continue;
        const next = map[mdp.nextState[k]];
        const same = !found.has(next) || found.get(next) === mdp.reward[k];
        found.set(next, same ? mdp.reward[k] : undefined);
      }
    }
    return found;
  });
  return (state) => {
    const found = rewards();
    return found === undefined || found.has(state) ? found?.get(state) : env.outcomes[0].reward;
  };
}
