import type { FoundColumns } from '../columns/foundColumns.js';

/** A step whose fields were numbers of the plainest kind, to be taken in without a look at their text. */
export interface PlainRow {
  line: number;
  /** Undefined if it is that of the row before. */
  episode: string | undefined;
  t: number;
  state: number;
  action: number;
  reward: number;
  nextState: number;
  flags: number;
  hidden: number;
  propensity: number;
  /** Shape (A), or empty. */
  readonly propensities: Float64Array;
  /** Whether a number had a decimal point. */
  point: boolean;
}

/** What a field of a plain row is. From `EACH` on they are the propensities of action 0, 1, ... */
export const ROLE = {
  none: 0,
  episode: 1,
  t: 2,
  state: 3,
  action: 4,
  reward: 5,
  nextState: 6,
  terminated: 7,
  truncated: 8,
  hidden: 9,
  propensity: 10,
  each: 16,
} as const;

const SINGLE = [
  ...(['episode', 't', 'state', 'action', 'reward', 'nextState', 'terminated', 'truncated'] as const),
  ...(['hidden', 'propensity'] as const),
] as const;

/**
 * The role of each field.
 *
 * @returns undefined where rows are more than such numbers
 */
export function rolesOf(columns: FoundColumns, nFields: number): Uint16Array | undefined {
  if (columns.outcome !== undefined || columns.logPropensity !== undefined || columns.propensityList !== undefined)
    return undefined;
  const places: (readonly [field: number | undefined, role: number])[] = [
    ...SINGLE.map((name) => [columns[name], ROLE[name]] as const),
    ...columns.propensities.map((field, a) => [field, ROLE.each + a] as const),
  ];
  const roles = new Uint16Array(nFields);
  for (const [field, role] of places) {
    if (field === undefined) continue;
    // A field may be two things: its text is looked at then.
    if (roles[field] !== ROLE.none) return undefined;
    roles[field] = role;
  }
  return roles;
}

export function emptyRow(nPropensities: number): PlainRow {
  return {
    ...{ line: 0, episode: undefined, t: 0, state: 0, action: 0, reward: 0, nextState: -1, flags: 0, hidden: 0 },
    ...{ propensity: 1, propensities: new Float64Array(nPropensities), point: false },
  };
}
