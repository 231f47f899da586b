import type { Rng } from '../../core/random/rng.js';
import type { Range } from '../intervals/interval.js';
import type { CountedLog } from '../study/countedLog.js';
import type { Study } from '../study/study.js';

/** An estimator of a target policy's value from a log. */
export interface Estimator {
  readonly name: string;
  /** A line for lists. */
  readonly summary: string;
  /** Whether it weighs episodes by importance ratios; then a sample in which all of them are 0 has no estimate. */
  readonly usesWeights: boolean;
  /** Whether it takes values from a model. */
  readonly usesModel: boolean;
  /**
   * That all it needs of the target policy are the ratios. Then it serves advice, too: what a clinician does who follows
   * it is no policy over the log's states, and ratios by the logged probabilities of all actions are known still.
   */
  readonly byWeightsAlone?: true;
  /**
   * That it takes what the target policy does from ratios of steps or from tables by time, so that it serves one over
   * time, too, as those do that go by weights alone.
   */
  readonly byStep?: true;
  /** What it estimates; default: the value of the target policy over the study's horizon. */
  readonly estimand?: 'behaviour policy' | 'no horizon';
  /** What keeps it from being used in a study, with a remedy; undefined where nothing does. */
  readonly obstacle?: (study: Study) => string | undefined;
  /**
   * The estimate from a sample.
   *
   * @param rng of estimators that draw; the others leave it alone
   * @throws NumericalError where there is none
   */
  readonly estimate: (sample: CountedLog, rng: Rng) => number;
  /**
   * One number an episode whose mean over the sample is the estimate, shape (n): independent terms of a mean, or the
   * linearised terms of a ratio, V + influence. Absent where there are none.
   */
  readonly terms?: (sample: CountedLog) => Float64Array;
  /**
   * That the estimate is unbiased where the behaviour is known; the laws test it. With a name, that the terms are an
   * unbiased mean of that one thing an episode, too: on it rest intervals with a guarantee.
   */
  readonly unbiased?: true | 'return' | 'weighted return' | 'weighted rewards';
  /**
   * That its expectation is never above the value where the behaviour is known; the laws test it. Its intervals then
   * bound from below alone: their upper end is the greatest possible return, where that is known.
   */
  readonly neverAbove?: true;
  /** The range of a term, where the study tells it: intervals from a range take it in place of the user's. */
  readonly termRange?: (study: Study) => Range;
  /** What a change of all rewards does to the estimate, as it does to the value; the laws test it. */
  readonly equivariant?: readonly ('scale' | 'shift')[];
  /** Further numbers of the sample, beside the estimate. */
  readonly statistics?: {
    readonly names: readonly string[];
    /** @returns shape (names) */
    readonly compute: (sample: CountedLog) => Float64Array;
  };
  /** The pieces that the estimate is made of. Plain JSON data. */
  readonly details?: (sample: CountedLog, rng: Rng) => Readonly<Record<string, unknown>>;
  /** Whether resampling intervals make sense for it; default true. */
  readonly resampled?: boolean;
}
