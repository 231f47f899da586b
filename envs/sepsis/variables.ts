import { ArgumentError } from '../../src/core/errors.js';

/** A patient's state. Levels count from the lowest. */
export interface Variables {
  /** 0 or 1; fixed within an episode, hidden from the log. */
  readonly diabetic: number;
  /** Heart rate: 0 low, 1 normal, 2 high. */
  readonly hr: number;
  /** Systolic blood pressure: 0 low, 1 normal, 2 high. */
  readonly sysbp: number;
  /** Percent oxygen: 0 low, 1 normal. */
  readonly o2: number;
  /** 0 very low, 1 low, 2 normal, 3 high, 4 very high. */
  readonly glucose: number;
  /** 0 off, 1 on. */
  readonly antibiotics: number;
  /** 0 off, 1 on. */
  readonly vasopressors: number;
  /** 0 off, 1 on. */
  readonly ventilation: number;
}

/** Number of `full` states; the first half, without diabetes, numbers the `observed` states as well. */
export const N_FULL = 1440;
export const N_OBSERVED = 720;

const LEVELS: readonly (readonly [name: keyof Variables, nLevels: number])[] = [
  ['diabetic', 2],
  ['hr', 3],
  ['sysbp', 3],
  ['o2', 2],
  ['glucose', 5],
  ['antibiotics', 2],
  ['vasopressors', 2],
  ['ventilation', 2],
];

/**
 * Index of a state in the `full` space: mixed radix, in the order of `Variables`, most significant first.
 *
 * @throws ArgumentError naming the variable that has no such level
 *
 * @example
 * stateIndex({ diabetic: 1, hr: 0, sysbp: 2, o2: 1, glucose: 4, antibiotics: 1, vasopressors: 0, ventilation: 1 }) // 957
 */
export function stateIndex(variables: Variables): number {
  let index = 0;
  for (const [name, nLevels] of LEVELS) {
    const level = variables[name];
    if (!(Number.isInteger(level) && level >= 0 && level < nLevels))
      throw new ArgumentError(`stateIndex: ${name} must be an integer from 0 to ${nLevels - 1}, got ${level}`);
    index = index * nLevels + level;
  }
  return index;
}

/**
 * The state with this index: the inverse of `stateIndex`. An `observed` index reads as that of a patient without
 * diabetes.
 *
 * @param state from 0 to 1439
 * @throws ArgumentError if there is no such state
 */
export function variablesOf(state: number): Variables {
  if (!(Number.isInteger(state) && state >= 0 && state < N_FULL))
    throw new ArgumentError(`variablesOf: state must be an integer from 0 to ${N_FULL - 1}, got ${state}`);
  return {
    diabetic: Math.floor(state / 720),
    hr: Math.floor(state / 240) % 3,
    sysbp: Math.floor(state / 80) % 3,
    o2: Math.floor(state / 40) % 2,
    glucose: Math.floor(state / 8) % 5,
    antibiotics: Math.floor(state / 4) % 2,
    vasopressors: Math.floor(state / 2) % 2,
    ventilation: state % 2,
  };
}
