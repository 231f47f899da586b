/**
 * A way in which a run can end, such as death or discharge. Entry 0 of a list of outcomes is the run still going on.
 */
export interface Outcome {
  readonly name: string;
  /** Reward on entering a state with this outcome; 0 for the run still going on. */
  readonly reward: number;
}
