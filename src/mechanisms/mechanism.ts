import type { Rng } from '../core/random/rng.js';

/**
 * A causal mechanism: how the same noise gives an outcome X ~ p in the world that was and Y ~ q in the world that was
 * not.
 *
 * An author gives the least of these that says what the mechanism is; `completeMechanism` derives the others:
 * - `outcome` with `noiseDimension`: x = f(p, noise). Couplings and rows are then sampled.
 * - `coupling` or `counterfactual`: closed forms. Everything is then exact.
 *
 * p and q always have the same K outcomes, some of which may have probability 0; `outcomes[k]` is the state that
 * position k stands for (increasing), for mechanisms that need to know it. Inputs are never to be written to.
 */
export interface Mechanism {
  readonly name: string;
  /** True if one function f(p, noise) serves every p: a proper structural causal model. */
  readonly implicit: boolean;
  /** How many independent uniforms on (0, 1) `outcome` takes, for K outcomes. */
  readonly noiseDimension?: number | ((nOutcomes: number) => number);
  /** x = f(p, noise), a position from 0 to K − 1. */
  outcome?(p: Float64Array, noise: Float64Array, outcomes: Uint32Array): number;
  /** Shape (K × K), row-major: J[x, y] = P(X = x, Y = y). A fresh array. */
  coupling?(p: Float64Array, q: Float64Array, outcomes: Uint32Array): Float64Array;
  /** Shape (K): CF(y | x) = J[x, y] / p[x], for p[x] > 0. A fresh array. */
  counterfactual?: CounterfactualForm;
  /** Draws Y given X = x. */
  sample?(rng: Rng, p: Float64Array, q: Float64Array, x: number, outcomes: Uint32Array): number;
}

/**
 * Rows of a mechanism. What is known of them beside is for speed alone: a function of its own knows nothing of it, and
 * is called.
 */
export interface CounterfactualForm {
  (p: Float64Array, q: Float64Array, x: number, outcomes: Uint32Array): Float64Array;
  /**
   * The same numbers, for rows that are stored without their zeros. Not needed beside `common` or `order`: it follows
   * from either.
   */
  readonly sparse?: SparseRow;
  /** True if the other world draws anew whatever was observed: CF(y | x) = q[y]. No row then needs to be computed. */
  readonly fresh?: boolean;
  /**
   * The same numbers from the outcomes that p and q have in common, if the other outcomes of q follow in proportion to
   * q. Two rows of a large model have few in common, most have none: then the row is q.
   */
  readonly common?: CommonRow;
  /**
   * The same numbers by an order of the outcomes, of which it gives the positions, if J is the monotone coupling in that
   * order: see `inverseCdf`. Two outcomes must be in the same order whatever others there are.
   */
  readonly order?: (outcomes: Uint32Array) => Uint32Array;
}

/** The outcomes that p and q both give a positive probability. The record is written over from call to call. */
export interface CommonOutcomes {
  /** How many; may be 0. Only as many entries of the arrays mean anything. */
  n: number;
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** Position of the observed outcome x among them, or −1. */
  x: number;
  /** p[x], positive. */
  px: number;
  /** Sum of all of p: 1 to rounding. */
  total: number;
  /** Sum of q over its other outcomes: 0 where there are none. */
  rest: number;
}

/**
 * Writes CF(y | x) of each common outcome to `out` from its start.
 *
 * @returns the factor by which q gives it for the other outcomes of q
 */
export type CommonRow = (common: CommonOutcomes, out: Float64Array) => number;

/**
 * Two rows of a model, p and q, as entries of the same two columns; outcomes increase within a row. An entry may have
 * probability 0. The record is written over from call to call.
 */
export interface SparsePair {
  readonly outcome: Uint32Array;
  readonly probability: Float64Array;
  /** p is entries `pStart` to `pEnd` − 1. */
  readonly pStart: number;
  readonly pEnd: number;
  /** The entry of p that was observed, of positive probability. */
  readonly x: number;
  /** q is entries `qStart` to `qEnd` − 1. */
  readonly qStart: number;
  readonly qEnd: number;
}

/** Writes CF(y | x) of each entry of q, in their order, to `out` from position `at`. */
export type SparseRow = (pair: SparsePair, out: Float64Array, at: number) => void;

/** A mechanism of which every form is known. */
export interface CompleteMechanism {
  readonly name: string;
  readonly implicit: boolean;
  /** False if `coupling` and `counterfactual` are estimates from draws. */
  readonly exact: boolean;
  coupling(p: Float64Array, q: Float64Array, outcomes: Uint32Array): Float64Array;
  readonly counterfactual: CounterfactualForm;
  sample(rng: Rng, p: Float64Array, q: Float64Array, x: number, outcomes: Uint32Array): number;
}
