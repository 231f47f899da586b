import type { StateVariable } from './parts/stateVariable.js';

/** A numbered set of states, at one level of detail. */
export interface StateSpace {
  /** Unique within its environment: `full`, `observed`, `projected`. */
  readonly name: string;
  readonly nStates: number;
  /** Shape (nStates): index into the environment's outcomes; 0 where the process goes on. */
  readonly outcome: Uint8Array;
  /** Short, and different for every state: in tables and files. */
  label(state: number): string;
  /** In words for people, as after "visits to"; default: the label. */
  words?(state: number): string;
  /** What states are made of, where they are, beside the treatments that they may tell of too. */
  readonly variables?: readonly StateVariable[];
}

/** A map from a finer state space to a coarser one. */
export interface Abstraction {
  readonly from: StateSpace;
  readonly to: StateSpace;
  /** Shape (from.nStates): the coarse state; ends go to the coarse space's own end states where it has them. */
  readonly map: Uint32Array;
  /**
   * Shape (from.nStates): the coarse state by its variables alone, an end state like any other. Differs from `map`
   * only where several fine states share a coarse one and some of them are ends.
   */
  readonly interior: Uint32Array;
}

/** First `first`, then `second`. */
export function composeAbstractions(first: Abstraction, second: Abstraction): Abstraction {
  return {
    from: first.from,
    to: second.to,
    map: first.map.map((s) => second.map[s]),
    interior: first.interior.map((s) => second.interior[s]),
  };
}
