import type { Verdict } from '../../../honest/verdict/verdict.js';
import type { ReportEstimate } from '../../../report/report.js';

/** How runs end, and what they are worth: at the horizon. */
export interface Worth {
  readonly value: number;
  /** Shape (3): still in care, dead, discharged. */
  readonly outcomes: readonly number[];
}

/** What each step of the pipeline shows; a step that is not there is not computed yet. */
export interface Results {
  readonly simulate?: Simulated;
  readonly fit?: Fitted;
  readonly solve?: Solved;
  readonly promise?: Promised;
  readonly verdict?: Verdict;
  readonly estimates?: readonly ReportEstimate[];
}

export interface Simulated {
  readonly decisions: number;
  /** The mean return of the log, and how its patients ended. */
  readonly observed: Worth;
}

export interface Fitted {
  readonly states: number;
  /** Pairs of state and action with a logged case, and those of them with one or two. */
  readonly pairs: number;
  readonly thinPairs: number;
}

export interface Solved {
  /** Share of the logged decisions at which the policy would have done otherwise. */
  readonly otherwise: number;
}

export interface Promised {
  /** By the fitted model. */
  readonly promise: Worth;
  /** By the simulator. */
  readonly truth: Worth;
  /** Of who wrote the log, by the simulator. */
  readonly physician: Worth;
}

export type StepName = keyof Results;

/** In the order in which they are computed. */
export const STEP_NAMES: readonly StepName[] = ['simulate', 'fit', 'solve', 'promise', 'verdict', 'estimates'];
