import type { NamedEnd } from '../mdp.js';
import type { Policy } from '../policy.js';

/**
 * What to do at each step of a run of at most H steps: for each step and state a distribution over actions.
 *
 * Step t counts from the start of a run, whatever its horizon: a run that is cut short after n < H steps was acted on by
 * the first n. After H steps it says nothing, so that what runs longer cannot be valued under it: see
 * `checkSteps`.
 */
export interface PolicyOverTime {
  /** H, an integer ≥ 1. A stationary policy has none, which tells the two apart. */
  readonly horizon: number;
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (H × S × A), row-major; each row sums to 1. */
  readonly probability: Float64Array;
  /** Name of the state space, where it is known. */
  readonly space?: string;
  /** Shape (S): names of the states, where the log that it comes from was numbered as it was read. */
  readonly states?: readonly string[];
  /** Shape (A): likewise of the actions. */
  readonly actions?: readonly string[];
  /** Ends that are known by name. */
  readonly ends?: readonly NamedEnd[];
  /** Discount that the policy was found at, in (0, 1]: what it is valued at unless another is named. */
  readonly discount?: number;
  /**
   * Shape (H × S), 0 or 1: where the policy does not say what to do, such as in ends. These rows are uniform and must
   * not matter. Absent where it says what to do in every state at every step.
   */
  readonly undefinedRows?: Uint8Array;
}

/** A policy that goes by the state, and perhaps by the step, and by nothing else (Puterman 1994, section 2.1.4). */
export type MarkovPolicy = Policy | PolicyOverTime;

/** Whether a policy, or whatever else can act in its place, is a policy over time. */
export function isOverTime(acting: object): acting is PolicyOverTime {
  return 'horizon' in acting && acting.horizon !== undefined;
}
