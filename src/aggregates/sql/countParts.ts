import type { NamedQuery, Part } from './aggregateTable.js';
import type { Dialect } from './dialect/dialect.js';
import { withheld } from './withheld.js';

/** Parts of a query, with the tables that they come from. */
export interface PartsOfQuery {
  readonly queries: readonly NamedQuery[];
  readonly parts: readonly Part[];
}

/** The transitions of `log_steps` with their counts and rewards, and how many episodes start in each state. */
export function countParts(dialect: Dialect, least: number | undefined): PartsOfQuery {
  // A patient who is in one place for long is one patient all the same.
  const episodes = least === undefined ? '' : ', count(distinct episode) as episodes';
  return {
    queries: [
      {
        name: 'transitions',
        query: `select state, action, next_state, terminated, count(*) as n, sum(reward) as reward${episodes}\nfrom log_steps\ngroup by state, action, next_state, terminated`,
      },
      { name: 'first_states', query: `select state, count(*) as n\nfrom log_steps\nwhere t = 0\ngroup by state` },
    ],
    parts: [
      ...withheld(
        dialect,
        {
          values: {
            part: `'count'`,
            ...{ state: 'state', action: 'action', next_state: 'next_state', terminated: 'terminated' },
            ...{ n: 'n', reward: 'reward' },
          },
          from: 'transitions',
          episodes: 'episodes',
        },
        least,
      ),
      ...withheld(
        dialect,
        { values: { part: `'first'`, state: 'state', n: 'n' }, from: 'first_states', episodes: 'n' },
        least,
      ),
    ],
  };
}
