import type { TrajectoriesSource } from '../trajectories/trajectories.js';

/**
 * What the estimators and `fit` need of a log, whatever its length: counts, and sums by blocks of episodes. Sums of
 * disjoint parts of a log add up, so that a log can be read in pieces, by threads, on machines, or by a database.
 *
 * A sum of products of ratios is kept as (largest log weight, sum of the weights divided by it), so that long episodes
 * neither overflow nor vanish. An episode belongs to the block that `blockOf` says from its name alone.
 */
export interface Aggregates {
  readonly nStates: number;
  readonly nActions: number;
  readonly source: TrajectoriesSource;
  /** How many blocks: 1, 16, 256 or 4,096. */
  readonly blocks: number;
  readonly counts: TransitionSums;
  /** Shape (S): how many episodes start in each state. */
  readonly first: Float64Array;
  /** Present where a target policy and the log's behaviour were known when the log was read. */
  readonly weighted?: WeightedSums;
  /** What the sums lack, where a database withheld what is of few. */
  readonly withheld?: readonly WithheldRows[];
}

/** Rows of a part that a database kept back, as they were of fewer than `least` episodes. */
export interface WithheldRows {
  readonly part: 'count' | 'first' | 'block' | 'step' | 'cell';
  readonly rows: number;
  /** What they count together. */
  readonly n: number;
  readonly least: number;
}

/** A row for each transition that occurs, sorted by state, action, next state, terminated. */
export interface TransitionSums {
  readonly state: Int32Array;
  readonly action: Int32Array;
  readonly nextState: Int32Array;
  /** 1 where the process ended with that step. */
  readonly terminated: Uint8Array;
  /** How often. */
  readonly count: Float64Array;
  /** Sum of the rewards. */
  readonly reward: Float64Array;
}

/** What depends on the target policy, the behaviour, the horizon and the discount. */
export interface WeightedSums {
  readonly horizon: number;
  readonly discount: number;
  /** SHA-256 of the target's probabilities (`policyDigest`): aggregates of different targets do not add up. */
  readonly target: string;
  /** Where it was estimated, it is held fixed from here on: no resample of blocks estimates it anew. */
  readonly behaviour: 'logged' | 'given' | 'estimated';
  /** Where it was estimated, the digest of its probabilities: parts of a log that were estimated apart do not add up. */
  readonly behaviourDigest?: string;
  /** Digest of the model whose values the sums hold (`modelDigest`): those of different models do not add up. */
  readonly modelDigest?: string;
  readonly episodes: EpisodeSums;
  readonly steps: StepSums;
  readonly cells: CellSums;
}

/** By block, shape (B) each. w = an episode's product of ratios, G = its discounted return. */
export interface EpisodeSums {
  readonly count: Float64Array;
  /** Largest log weight; −∞ where all weights are 0. */
  readonly logScale: Float64Array;
  readonly g: Float64Array;
  readonly g2: Float64Array;
  /** Σ w / exp(logScale). */
  readonly w: Float64Array;
  /** Σ w² / exp(2 · logScale). */
  readonly w2: Float64Array;
  readonly wg: Float64Array;
  readonly w2g: Float64Array;
  readonly w2g2: Float64Array;
  /** Episodes of a weight above 0. */
  readonly positive: Float64Array;
  /** Steps, of all episodes up to the horizon. */
  readonly steps: Float64Array;
  /** Σ V_0(s_0), where there is a model. */
  readonly v?: Float64Array;
  /** Absent in tables that were made without. */
  readonly clipped?: ClippedSums;
}

/** By block, shape (B) each. c = min(w, 20): weights that are cut need no scale. */
export interface ClippedSums {
  readonly c: Float64Array;
  readonly c2: Float64Array;
  readonly cg: Float64Array;
  readonly cg2: Float64Array;
  readonly c2g: Float64Array;
  readonly c2g2: Float64Array;
  /** The least G; Infinity without an episode, or where it is withheld. */
  readonly least: Float64Array;
}

/** By block and time t, sparse, sorted by block, then t. w_t = product of ratios of steps 0 to t. */
export interface StepSums {
  readonly block: Int32Array;
  readonly t: Int32Array;
  /** Episodes that have step t. */
  readonly count: Float64Array;
  readonly logScale: Float64Array;
  /** Σ w_t / exp(logScale) over those episodes. */
  readonly w: Float64Array;
  readonly w2: Float64Array;
  /** Σ w_t r_t / exp(logScale), r not discounted. */
  readonly wr: Float64Array;
  /** Episodes whose last step, up to the horizon, is t, and Σ of their w_t / exp(logScale), Σ w_t² / exp(2 · logScale). */
  readonly ended: Float64Array;
  readonly wEnded: Float64Array;
  readonly w2Ended: Float64Array;
  /** Where there is a model: Σ w_t (r_t − Q_t(s_t, a_t)) / exp(logScale). */
  readonly wError?: Float64Array;
  /** Likewise Σ w_t V_{t+1}(s_{t+1}) / exp(logScale) over the episodes that have step t + 1. */
  readonly wValue?: Float64Array;
}

/** By time, state and next state, sparse and sorted: of marginalised importance sampling. ρ = the ratio of the one step. */
export interface CellSums {
  readonly t: Int32Array;
  readonly state: Int32Array;
  /** S where the process ended with that step, whatever state the log names there. */
  readonly nextState: Int32Array;
  readonly count: Float64Array;
  readonly ratio: Float64Array;
  /** Σ ρ r. */
  readonly ratioReward: Float64Array;
}
