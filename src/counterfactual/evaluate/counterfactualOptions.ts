import type { Progress } from '../../core/progress.js';
import type { UnmodelledRule } from '../chain/observedModel.js';

export interface CounterfactualOptions {
  /**
   * Most steps of a counterfactual run; default: the log's horizon, or its longest episode. No episode may be longer.
   */
  readonly horizon?: number;
  /** Default 1. */
  readonly discount?: number;
  readonly progress?: Progress;
  /**
   * Most bytes for rows that are kept to be used again, at least 0; default 2^28 (256 MiB). No figure depends on it,
   * only the time.
   */
  readonly rowBytes?: number;
  /**
   * In [0, 1): runs in a state of less probability are left to the model, and what that may change is summed up in
   * `LeftToModel`; default 1e-14. Nothing is left at 0, nor where returns have no bound.
   */
  readonly leastMass?: number;
  /** What to do about a logged transition that the model gives probability 0; default `mix`. */
  readonly unmodelled?: UnmodelledRule;
}
