import type { ColumnNames, LogColumn } from '../trajectories/columns/logColumn.js';

/** What the names of a file's columns suggest. A suggestion is shown to the user, never acted on unseen. */
export interface GuessedColumns {
  /** The column of the file for each of ours that was found. */
  readonly found: ColumnNames;
  /** Those of them that have another name than ours: what a reader has to be told. */
  readonly columns: ColumnNames;
  /** A column that tells how each run ended, such as `died`. */
  readonly outcome: string | undefined;
  /** Columns that the guess makes no use of, in the order of the file. */
  readonly unused: readonly string[];
}

/** Names that exports give a column, lower case and without separators, best first. */
const ALIASES: Readonly<Partial<Record<LogColumn, readonly string[]>>> = {
  episode: [
    'episode',
    'episodeid',
    'epsid',
    'icustayid',
    'stayid',
    'hadmid',
    'admissionid',
    'encounterid',
    'visitid',
    'trajectory',
    'trajectoryid',
    'traj',
    'trajid',
    'subjectid',
    'patientid',
    'patient',
    'subject',
    'id',
  ],
  t: ['t', 'step', 'timestep', 'bloc', 'block', 'time', 'stepid', 'hour', 'charttime'],
  state: ['state', 'stateid', 's', 'cluster', 'clusterid', 'obs', 'observation', 'stateidx'],
  action: ['action', 'actionid', 'a', 'act', 'treatment', 'actionint', 'actionidx'],
  reward: ['reward', 'r', 'rew', 'rewards'],
  next_state: [
    'nextstate',
    'stateprime',
    'nextstateid',
    'snext',
    'sprime',
    's2',
    'next',
    'nextcluster',
    'nextobs',
    'newobs',
    'nextobservation',
  ],
  terminated: ['terminated', 'done', 'terminal', 'terminals', 'isterminal', 'isdone', 'ended', 'last'],
  truncated: ['truncated', 'truncations', 'truncation', 'timeout', 'timeouts', 'timelimittruncated'],
  propensity: ['propensity', 'pscore', 'behaviorprob', 'behaviourprob', 'actionprob', 'prob', 'pb', 'mu'],
  propensities: ['propensities'],
  hidden: ['hidden'],
};

const OUTCOMES = [
  'died',
  'death',
  'dead',
  'mortality',
  'hospitaldeath',
  'hospitalexpireflag',
  'diedinhosp',
  'inhospitalmortality',
  'mortality90d',
  'died90d',
  'morta90',
  'mortahosp',
  'outcome',
  'survived',
];

/**
 * Which column of a file is which, by the names that exports use; a name of ours comes before all others.
 *
 * @param fields names of the columns, in the order of the file
 * @param given what is known already, and not guessed
 *
 * @example
 * const { columns } = guessColumns(['icustayid', 'bloc', 'cluster', 'action', 'reward', 'died']);
 * columns // { episode: 'icustayid', t: 'bloc', state: 'cluster' }
 */
export function guessColumns(fields: readonly string[], given: ColumnNames = {}): GuessedColumns {
  const left = new Map<string, string>();
  for (const field of fields) if (!left.has(plain(field))) left.set(plain(field), field);
  for (const field of Object.values(given)) left.delete(plain(field));
  const take = (aliases: readonly string[]): string | undefined => {
    const alias = aliases.find((name) => left.has(name));
    if (alias === undefined) return undefined;
    const field = left.get(alias);
    left.delete(alias);
    return field;
  };
  const found: Partial<Record<LogColumn, string>> = { ...given };
  for (const [column, aliases] of Object.entries(ALIASES) as [LogColumn, readonly string[]][]) {
    const field = given[column] ?? take(aliases);
    if (field !== undefined) found[column] = field;
  }
  // What has our own name needs no mapping, whatever its capital letters.
  const renamed = Object.entries(found).filter(([column, field]) => field.trim().toLowerCase() !== column);
  return {
    found,
    columns: Object.fromEntries(renamed),
    outcome: take(OUTCOMES),
    unused: [...left.values()].filter((name) => !isPropensity(name)),
  };
}

/** One of the columns `propensity_0`, `propensity_1`, ..., or `p0`, `p1`, ... that are found by their prefix. */
function isPropensity(name: string): boolean {
  return /^(propensity_|p)\d+$/i.test(name.trim());
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
