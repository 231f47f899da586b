import { type MarkovPolicy, isOverTime } from '../../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../../mdp/policy.js';
import type { NamedQuery } from '../aggregateTable.js';
import { type Dialect, type ValueColumn, realLiteral } from '../dialect/dialect.js';

/** What queries know of the policies: `target_policy` as a table, and which columns it has. */
export interface TargetTable {
  readonly query: NamedQuery;
  /** Whether the target goes by the step, and the table has a column `t`. */
  readonly overTime: boolean;
}

/**
 * `target_policy`: log probabilities of the actions by state, and by step of a policy over time, as rows that are
 * written out. An action that the target excludes has no row, or where a given behaviour takes it, no `log_target`: −∞
 * is nothing that every database reads, and it would spoil sums. States in which the target says nothing have no row.
 *
 * @param behaviour given: its log probabilities are a further column, `log_behaviour`; actions that it excludes have none
 *
 * Cost O(S·A), times H of a policy over time.
 */
export function targetTable(dialect: Dialect, target: MarkovPolicy, behaviour?: Policy): TargetTable {
  const { nStates, nActions, probability, undefinedRows } = target;
  const overTime = isOverTime(target);
  const columns: ValueColumn[] = [
    ...(overTime ? [{ name: 't', type: 'integer' } as const] : []),
    { name: 'state', type: 'integer' },
    { name: 'action', type: 'integer' },
    { name: 'log_target', type: 'real' },
    ...(behaviour ? [{ name: 'log_behaviour', type: 'real' } as const] : []),
  ];
  const rows: string[][] = [];
  for (let row = 0; row < probability.length; row++) {
    const stateRow = Math.floor(row / nActions);
    const [t, state, action] = [Math.floor(stateRow / nStates), stateRow % nStates, row % nActions];
    if (undefinedRows?.[stateRow] === 1) continue;
    const given = behaviour && givenChance(behaviour, state, action);
    if (probability[row] === 0 && !given) continue;
    rows.push([
      ...(overTime ? [String(t)] : []),
      ...[String(state), String(action), logLiteral(probability[row])],
      ...(behaviour ? [logLiteral(given ?? 0)] : []),
    ]);
  }
  const chosen = columns.map(({ name, type }) =>
    type === 'real' ? `cast(${name} as ${dialect.types.real}) as ${name}` : name,
  );
  return {
    query: {
      name: 'target_policy',
      query: `select ${chosen.join(', ')}\nfrom ${dialect.table('policy_rows', columns, rows)}`,
    },
    overTime,
  };
}

function givenChance({ nActions, probability, undefinedRows }: Policy, state: number, action: number): number {
  return undefinedRows?.[state] === 1 ? 0 : probability[state * nActions + action];
}

function logLiteral(probability: number): string {
  return probability === 0 ? 'null' : realLiteral(Math.log(probability));
}
