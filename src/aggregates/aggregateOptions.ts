import type { Mdp } from '../mdp/mdp.js';
import type { MarkovPolicy } from '../mdp/overTime/policyOverTime.js';
import type { Policy } from '../mdp/policy.js';
import type { Aggregates } from './aggregates.js';

/** Counts from which a behaviour policy is estimated: those of a whole log, for each of its parts. */
export type BehaviourCounts = Pick<Aggregates, 'nStates' | 'nActions' | 'source' | 'counts'>;

export interface AggregateOptions {
  /** The policy to be valued; default none: counts alone. */
  readonly target?: MarkovPolicy | undefined;
  /** Most steps of an episode; default the log's horizon, or its longest episode. No episode may be longer. */
  readonly horizon?: number | undefined;
  /** In (0, 1]; default 1. */
  readonly discount?: number | undefined;
  /** 1, 16, 256 or 4,096; default 4,096. */
  readonly blocks?: number | undefined;
  /**
   * The policy that wrote the log.
   * - `logged`: the probabilities in the log.
   * - a policy over the log's states; where the log has probabilities, too, they must agree to 1e-9.
   * - `estimated`: n(s, a) / n(s) from the log itself, for which it is read twice.
   * - aggregates of the whole log, from whose counts it is estimated: for its parts, which alone would not add up.
   *
   * Default `logged` where the log has probabilities, else `estimated`.
   */
  readonly behaviour?: Policy | BehaviourCounts | 'logged' | 'estimated' | undefined;
  /**
   * Model over the log's states that `dr` and `wdr` take the target's values from; default none, and no sums for them.
   * Its values hang on the steps that are left, so that the horizon must be known: by name, by the log, or by a policy
   * over time.
   */
  readonly model?: Mdp | undefined;
}
