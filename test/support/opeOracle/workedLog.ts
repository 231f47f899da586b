import type { Policy } from '../../../src/mdp/policy.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import type { ActionValues } from './directMethod.js';
import type { Problem } from './problem.js';
import { toPolicy, toTrajectories } from './toTrajectories.js';

const behaviour = [
  [3 / 4, 1 / 4],
  [1 / 4, 3 / 4],
];

/**
 * Three short episodes, one of them cut at the horizon, small enough for every estimate to be a fraction found by hand.
 */
export const workedLog: Problem & { readonly behaviour: readonly (readonly number[])[] } = {
  nStates: 2,
  nActions: 2,
  episodes: [
    {
      steps: [
        { s: 0, a: 0, r: 1, next: 1 },
        { s: 1, a: 1, r: -1, next: 0 },
      ],
      terminated: true,
    },
    {
      steps: [
        { s: 0, a: 1, r: 2, next: 1 },
        { s: 1, a: 0, r: 0, next: 0 },
        { s: 0, a: 0, r: 3, next: 1 },
      ],
      terminated: false,
    },
    { steps: [{ s: 1, a: 0, r: 1, next: 0 }], terminated: true },
  ],
  propensity: [[3 / 4, 3 / 4], [1 / 4, 1 / 4, 3 / 4], [1 / 4]],
  behaviour,
  target: [
    [1 / 2, 1 / 2],
    [1 / 2, 1 / 2],
  ],
  discount: 1 / 2,
  horizon: 3,
};

/** Q_t[s][a] to use with it in dr, wdr and magic: not fitted to anything. */
export const workedActionValues: ActionValues = [
  [
    [0, 1],
    [2, 0],
  ],
  [
    [0, 1],
    [1, -1],
  ],
  [
    [1, 0],
    [0, 0],
  ],
];

export const workedTrajectories: Trajectories & Required<Pick<Trajectories, 'propensity'>> = toTrajectories(workedLog);
export const workedBehaviour: Policy = toPolicy(behaviour);
export const workedTarget: Policy = toPolicy(workedLog.target);

/** What comes out of it, as listed beside the formulas. */
export const workedResults: WorkedResults = {
  weights: [
    [2 / 3, 4 / 9, 4 / 9],
    [2, 4, 8 / 3],
    [2, 2, 2],
  ],
  returns: [1 / 2, 11 / 4, 1],
  onPolicy: 17 / 12,
  is: 86 / 27,
  wis: 43 / 23,
  pdis: 76 / 27,
  wpdis: 8336 / 4669,
  dr: 5 / 6,
  wdr: 46931 / 56028,
  mis: 68 / 27,
  dm: 85 / 64,
  dmInfinite: 4 / 3,
  dualDice: 4 / 3,
  largestShare: 12 / 23,
  effectiveSizes: [49 / 19, 841 / 409, 529 / 229],
};

export interface WorkedResults {
  /** weights[i][t], padded to the horizon. */
  readonly weights: readonly (readonly number[])[];
  readonly returns: readonly number[];
  readonly onPolicy: number;
  readonly is: number;
  readonly wis: number;
  readonly pdis: number;
  readonly wpdis: number;
  /** With `workedActionValues`, as `wdr` is. */
  readonly dr: number;
  readonly wdr: number;
  readonly mis: number;
  readonly dm: number;
  readonly dmInfinite: number;
  readonly dualDice: number;
  readonly largestShare: number;
  /** effectiveSizes[t]. */
  readonly effectiveSizes: readonly number[];
}
