import type { NamedQuery } from '../aggregateTable.js';
import type { Dialect } from '../dialect/dialect.js';
import { LEAST_LOG } from './scaled.js';
import type { TargetTable } from './targetTable.js';

/** Whose probabilities the target's are divided by: the log's own, or their logarithms; given ones; or estimated ones. */
export type SqlBehaviour = 'propensity' | 'log_propensity' | 'given' | 'estimated';

export interface WeightQueryOptions {
  readonly target: TargetTable;
  readonly behaviour: SqlBehaviour;
  readonly discount: number;
  /** Hexadecimal digits that tell blocks apart, 0 to 3. */
  readonly digits: number;
}

/**
 * `weighted_steps`: each step with the logarithms of its ratio and of the product of ratios up to it, null for a ratio
 * of 0, its episode's block, and the discounted rewards up to it.
 */
export function weightQueries(dialect: Dialect, options: WeightQueryOptions): readonly NamedQuery[] {
  const { target, behaviour, discount, digits } = options;
  const keys = target.overTime ? ['t', 'state'] : ['state'];
  const along = 'partition by episode order by t';
  const upTo = `(${along} rows between unbounded preceding and current row)`;
  const logBehaviour = LOG_BEHAVIOUR[behaviour];
  const block =
    digits === 0 ? '0' : `case when log_steps.t = 0 then ${dialect.digest('log_steps.episode', digits)} end`;
  return [
    target.query,
    { name: 'target_states', query: `select distinct ${keys.join(', ')} from target_policy` },
    ...(behaviour === 'estimated' ? estimates(dialect) : []),
    {
      name: 'step_ratios',
      query: `select log_steps.episode, log_steps.t, log_steps.state, log_steps.next_state, log_steps.terminated,
  log_steps.reward,
  ${discounted(dialect, discount)} as discounted,
  ${block} as block,
  target_policy.log_target - ${logBehaviour} as log_ratio,
  case when target_policy.log_target is null then 1 else 0 end as excluded,
  case when ${logBehaviour} <= 0 then 0 else 1 end as no_propensity,
  case when target_states.state is null then 1 else 0 end as no_target
from log_steps
left join target_states on ${on('target_states', keys)}
left join target_policy on ${on('target_policy', [...keys, 'action'])}${
        behaviour === 'estimated' ? `\nleft join estimated on ${on('estimated', ['state', 'action'])}` : ''
      }`,
      inlined: true,
    },
    {
      name: 'weighted_steps',
      query: `select t, state, next_state, terminated, reward, log_ratio, no_propensity, no_target,
  max(block) over ${upTo} as block,
  case when max(excluded) over ${upTo} = 0 then sum(log_ratio) over ${upTo} end as log_weight,
  sum(discounted) over ${upTo} as return_so_far,
  lead(state) over (${along}) as state_after
from step_ratios`,
    },
  ];
}

const LOG_BEHAVIOUR: Readonly<Record<SqlBehaviour, string>> = {
  // A probability of 0 is a fault that is counted; its logarithm would end the query in words of the database.
  propensity: 'case when log_steps.propensity > 0 then ln(log_steps.propensity) end',
  log_propensity: 'log_steps.log_propensity',
  given: 'target_policy.log_behaviour',
  estimated: 'estimated.log_behaviour',
};

/** n(s, a) / n(s) of the whole log, as `behaviourOf` has it. */
function estimates({ types }: Dialect): readonly NamedQuery[] {
  return [
    { name: 'visits', query: 'select state, action, count(*) as n from log_steps group by state, action' },
    {
      name: 'estimated',
      query: `select state, action,
  ln(cast(n as ${types.real}) / cast(sum(n) over (partition by state) as ${types.real})) as log_behaviour
from visits`,
    },
  ];
}

function on(table: string, columns: readonly string[]): string {
  return columns.map((column) => `${table}.${column} = log_steps.${column}`).join(' and ');
}

/** discount^t r; a power that is nothing is 0, as PostgreSQL refuses what is too small for a number. */
function discounted({ real }: Dialect, discount: number): string {
  if (discount === 1) return 'log_steps.reward';
  const last = Math.floor(LEAST_LOG / Math.log(discount));
  return `case when log_steps.t <= ${last} then log_steps.reward * power(${real(discount)}, log_steps.t) else 0 end`;
}
