import type { FoundColumns, WantedColumns } from './foundColumns.js';

const LOGARITHM = /log_?p(rob)?|log_?prob/i;
const PROBABILITY =
  /^p_?scores?$|^prob(abilit(y|ies))?$|(action|behaviou?r)_?(policy_?)?(prob|p$)|propensity|^weights?$|^rho$/i;
const NEXT_STATE = /^(next|s2|s_?next|s_?prime|next_?(state|s|cluster|obs\w*)|new_obs|successor)$/i;
const END =
  /^(dones?|terminals?|terminations?|terminated?s?|truncated?s?|truncations?|timeouts?|TimeLimit\.truncated)$/i;
const OUTCOME = /^(died|dead|death|mortality|mort_?\w+|hospital_expire_flag|outcome|survived?|alive)$/i;

/** Whether a column of this name may say how each run ended. */
export function saysOutcome(name: string): boolean {
  return OUTCOME.test(name);
}

/**
 * A sentence each for columns that a log leaves alone although, by their names, it might have been meant to use them.
 */
export function unusedColumns(
  found: readonly string[],
  columns: FoundColumns,
  { propensity }: WantedColumns,
): string[] {
  const used = new Set(Object.values(columns).flat());
  const unused = found.filter((_, index) => !used.has(index));
  const known =
    (columns.propensity ?? columns.logPropensity ?? columns.propensityList) !== undefined ||
    columns.propensities.length > 0;
  const chances = propensity && !known ? unused : [];
  const first = (names: readonly string[], like: RegExp, otherwise?: RegExp): string[] =>
    names.filter((name) => like.test(name) && otherwise?.test(name) !== true).slice(0, 1);
  const leftAlone = (name: string, what: string, remedy: string): string =>
    `column '${name}' is left alone: if it ${what}, say ${remedy}${name}`;
  const ends = unused.filter((name) => END.test(name));
  return [
    ...first(columns.nextState === undefined && !columns.features ? unused : [], NEXT_STATE).map((name) =>
      leftAlone(name, 'holds the next state', '--column next_state='),
    ),
    ...first(chances, PROBABILITY, LOGARITHM).map((name) =>
      leftAlone(name, 'holds the probability of the action taken', '--column propensity='),
    ),
    ...first(chances, LOGARITHM).map((name) =>
      leftAlone(name, 'holds the logarithm of the probability of the action taken', '--column log_propensity='),
    ),
    ...ends.slice(0, 1).map(() => {
      const names = ends.map((name) => `'${name}'`).join(', ');
      return `${ends.length === 1 ? 'column' : 'columns'} ${names} ${ends.length === 1 ? 'is' : 'are'} left alone: '${endsBy(found, columns)}' says how runs end`;
    }),
    ...first(columns.outcome === undefined ? unused : [], OUTCOME).map((name) =>
      leftAlone(name, 'says how each run ended', '--outcome '),
    ),
  ];
}

function endsBy(found: readonly string[], { outcome, terminated, truncated }: FoundColumns): string {
  const by = outcome ?? terminated ?? truncated;
  return by === undefined ? '--ends' : found[by];
}
