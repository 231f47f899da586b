import type { PartsOfQuery } from '../countParts.js';
import { CLIP } from '../../../ope/estimators/importance/clippedWeights.js';
import { type Dialect, realLiteral } from '../dialect/dialect.js';
import { fault } from '../faultParts.js';
import { exponential, notTiny } from './scaled.js';
import { withheld } from '../withheld.js';

/** Sums over `weighted_steps`: by block, by block and time, and by time, state and next state. */
export function weightParts(
  dialect: Dialect,
  { nStates, least }: { readonly nStates: number; readonly least: number | undefined },
): PartsOfQuery {
  // The largest weight is one patient's own: where few are not to be seen, a whole number above it does as well.
  const scale = (log: string): string =>
    least === undefined ? `max(${log})` : `cast(ceil(max(${log})) as ${dialect.types.real})`;
  // So is the least return, and no number below it that does as well is known.
  const leastReturn = least === undefined ? 'min(g)' : `cast(null as ${dialect.types.real})`;
  return {
    queries: [
      {
        name: 'step_scales',
        query: `select block, t, ${scale('log_weight')} as log_scale
from weighted_steps
group by block, t`,
      },
      {
        name: 'scaled_steps',
        query: `select steps.block, steps.t, steps.reward, steps.log_weight, step_scales.log_scale,
  case when steps.state_after is null then 1 else 0 end as ends,
  ${exponential('steps.log_weight - step_scales.log_scale')} as w
from weighted_steps as steps
join step_scales on step_scales.block = steps.block and step_scales.t = steps.t`,
        inlined: true,
      },
      {
        name: 'step_sums',
        query: `select block, t, count(*) as n, count(log_weight) as positive, max(log_scale) as log_scale,
  sum(w) as w, sum(w * w) as w2, sum(w * reward) as wr, count(case when ends = 1 then 1 end) as ended,
  sum(case when ends = 1 then w else 0 end) as w_ended, sum(case when ends = 1 then w * w else 0 end) as w2_ended
from scaled_steps
group by block, t`,
      },
      {
        name: 'episodes',
        query: `select block, t + 1 as steps, log_weight, ${notTiny('return_so_far')} as g
from weighted_steps
where state_after is null`,
      },
      {
        name: 'block_scales',
        query: `select block, ${scale('log_weight')} as log_scale
from episodes
group by block`,
      },
      {
        name: 'scaled_episodes',
        query: `select episodes.block, episodes.steps, episodes.log_weight, episodes.g, block_scales.log_scale,
  ${exponential('episodes.log_weight - block_scales.log_scale')} as w,
  case when episodes.log_weight >= ${realLiteral(Math.log(CLIP))} then ${realLiteral(CLIP)} else ${exponential('episodes.log_weight')} end as c
from episodes
join block_scales on block_scales.block = episodes.block`,
        inlined: true,
      },
      {
        name: 'block_sums',
        query: `select block, count(*) as n, cast(sum(steps) as ${dialect.types.integer}) as steps,
  count(log_weight) as positive, max(log_scale) as log_scale, sum(g) as g, sum(g * g) as g2,
  sum(w) as w, sum(w * w) as w2, sum(w * g) as wg, sum(w * w * g) as w2g, sum(w * w * g * g) as w2g2,
  sum(c) as c, sum(c * c) as c2, sum(c * g) as cg, sum(c * g * g) as cg2, sum(c * c * g) as c2g,
  sum(c * c * g * g) as c2g2, ${leastReturn} as g_least
from scaled_episodes
group by block`,
      },
      {
        name: 'step_ends',
        query: `select t, state, reward, log_ratio, case when terminated = 1 then ${nStates} else next_state end as next_state,
  ${exponential('log_ratio')} as ratio
from weighted_steps`,
        inlined: true,
      },
      {
        name: 'cells',
        query: `select t, state, next_state, count(*) as n, count(log_ratio) as positive,
  sum(ratio) as ratio, sum(ratio * reward) as ratio_reward
from step_ends
group by t, state, next_state`,
      },
      {
        name: 'weight_faults',
        query: `select count(case when state_after <> next_state then 1 end) as broken,
  cast(coalesce(sum(no_propensity), 0) as ${dialect.types.integer}) as no_propensity,
  cast(coalesce(sum(no_target), 0) as ${dialect.types.integer}) as no_target
from weighted_steps`,
      },
    ],
    parts: [
      ...part(dialect, 'block', 'block_sums', least, [
        ...['block', 'n', 'steps', 'positive', 'log_scale'],
        ...['g', 'g2', 'w', 'w2', 'wg', 'w2g', 'w2g2'],
        ...['c', 'c2', 'cg', 'cg2', 'c2g', 'c2g2', 'g_least'],
      ]),
      ...part(dialect, 'step', 'step_sums', least, [
        ...['block', 't', 'n', 'log_scale', 'w', 'w2', 'wr', 'ended', 'w_ended', 'w2_ended'],
      ]),
      ...part(dialect, 'cell', 'cells', least, ['t', 'state', 'next_state', 'n', 'ratio', 'ratio_reward']),
      fault('chain', 'broken', 'weight_faults'),
      fault('propensity', 'no_propensity', 'weight_faults'),
      fault('target', 'no_target', 'weight_faults'),
    ],
  };
}

/** A part whose columns have the names of its table. */
function part(
  dialect: Dialect,
  name: string,
  from: string,
  least: number | undefined,
  columns: readonly string[],
): ReturnType<typeof withheld> {
  const values = Object.fromEntries(columns.map((column) => [column, column]));
  const counted = { values: { ...values, part: `'${name}'`, n: 'n' }, from, episodes: 'n', weighted: 'positive' };
  return withheld(dialect, counted, least);
}
