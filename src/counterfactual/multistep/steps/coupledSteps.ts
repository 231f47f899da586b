/** Where the steps back have come to. */
export interface Turn {
  readonly t: number;
  /** The square of the discount. */
  readonly weight: number;
  /** Shape (steps of the runs): see `stepErrors`. */
  readonly error: Float64Array;
  /** Likewise of the other runs. */
  readonly errorOther: Float64Array;
  /** Shape (S × S), row s~, column s: what pairs of states cost from the next step on. */
  readonly later: Float64Array;
}

/** Told of next states s' and s~' that a pair can come to. */
export type Follow = (next: number, nextOther: number) => void;

/**
 * How the steps of pairs of living states are coupled, at one time after another.
 *
 * All pairs with one state of the other run come together: what they share is made once, in `to`.
 */
export interface CoupledSteps {
  /** Reports at once all that the pair can come to by the step at time t, some perhaps more than once. */
  follow(t: number, s: number, sOther: number, follow: Follow): void;
  turn(turn: Turn): void;
  /** Turns to the pairs with a state of the other run. */
  to(sOther: number): void;
  /** E[(error~ − error)² + discount² later(s', s~')] over the coupled step from (s, s~), never below 0. */
  mean(s: number): number;
}
