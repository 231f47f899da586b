import type { ColumnNames } from './logColumn.js';

/** A library that logs are written with, by the names that its columns have. */
export type NamingConvention = 'minari' | 'd4rl' | 'rllib';

/** What each library calls the columns. */
export const CONVENTIONS: Readonly<Record<NamingConvention, ColumnNames>> = {
  minari: {
    episode: 'episode_id',
    state: 'observations',
    action: 'actions',
    reward: 'rewards',
    next_state: 'next_observations',
    terminated: 'terminations',
    truncated: 'truncations',
  },
  d4rl: {
    state: 'observations',
    action: 'actions',
    reward: 'rewards',
    next_state: 'next_observations',
    terminated: 'terminals',
    truncated: 'timeouts',
    log_propensity: 'infos/action_log_probs',
  },
  rllib: {
    episode: 'eps_id',
    state: 'obs',
    action: 'actions',
    reward: 'rewards',
    next_state: 'new_obs',
    terminated: 'terminateds',
    truncated: 'truncateds',
    propensity: 'action_prob',
    log_propensity: 'action_logp',
  },
};

/** What truncation is called where it is called by another name than ours; any of these is found by itself. */
export const TRUNCATION_NAMES: readonly string[] = ['truncations', 'truncateds', 'timeouts', 'TimeLimit.truncated'];

/** Whether a column of this name says of every end, also of a run that is cut off, that it is one. */
export function saysDone(name: string): boolean {
  return /^dones?$/i.test(name);
}
