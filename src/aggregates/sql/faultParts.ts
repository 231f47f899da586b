import type { PartsOfQuery } from './countParts.js';
import type { Part } from './aggregateTable.js';

/** What a query finds wrong with a log, as its rows `fault` have it in `kind`, in words to follow a number. */
export const SQL_FAULTS: Readonly<Record<string, string>> = {
  incomplete: 'steps without a number in one of their columns',
  range: 'steps with a state or an action out of range',
  order: 'episodes whose steps are not numbered t = 0, 1, 2, … once each, or that go on after they ended',
  chain: 'steps whose next state is not the state of the next step',
  length: 'episodes of more steps than the horizon',
  propensity: 'steps whose logged action had no probability in (0, 1]',
  target: 'steps in states in which the target policy does not say what to do',
};

/** Faults of single steps and of the order of steps, which the rows of `log_steps` show without the one before. */
export function faultParts(sizes: {
  readonly nStates?: number | undefined;
  readonly nActions?: number | undefined;
  /** Most steps of an episode. */
  readonly horizon?: number | undefined;
}): PartsOfQuery {
  const { nStates, nActions, horizon } = sizes;
  const below = (column: string, size: number | undefined): string =>
    `${column} < 0${size === undefined ? '' : ` or ${column} >= ${size}`}`;
  const outside = [below('state', nStates), below('next_state', nStates), below('action', nActions)].join(' or ');
  return {
    queries: [
      {
        name: 'step_faults',
        query: `select
  count(case when episode is null or t is null or state is null or action is null or next_state is null
    or terminated is null or reward is null or not (abs(reward) <= 1.7e308) then 1 end) as incomplete,
  count(case when ${outside} or terminated not in (0, 1) then 1 end) as outside
from log_steps`,
      },
      {
        name: 'episode_lengths',
        query: `select count(*) as n, min(t) as t_first, max(t) as t_last, sum(t) as t_sum,
  count(case when terminated = 1 then 1 end) as ends, max(case when terminated = 1 then t end) as t_end
from log_steps
group by episode`,
      },
      {
        name: 'episode_faults',
        query: `select
  count(case when t_first <> 0 or n <> t_last + 1 or 2 * t_sum <> n * (n - 1) or ends > 1 or t_end < t_last
    then 1 end) as disorder,
  ${horizon === undefined ? '' : `count(case when n > ${horizon} then 1 end) as too_long,\n  `}max(t_last) + 1 as longest
from episode_lengths`,
      },
    ],
    parts: [
      fault('incomplete', 'incomplete', 'step_faults'),
      fault('range', 'outside', 'step_faults'),
      fault('order', 'disorder', 'episode_faults'),
      ...(horizon === undefined ? [] : [fault('length', 'too_long', 'episode_faults')]),
    ],
  };
}

/** A row of the table where there is something wrong, none where there is not. */
export function fault(kind: string, count: string, from: string): Part {
  return { values: { part: `'fault'`, kind: `'${kind}'`, n: count }, from, where: `${count} > 0` };
}
