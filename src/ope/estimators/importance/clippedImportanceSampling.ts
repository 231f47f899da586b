import { ArgumentError } from '../../../core/errors.js';
import type { Range } from '../../intervals/interval.js';
import type { CountedLog } from '../../study/countedLog.js';
import type { Study } from '../../study/study.js';
import type { Estimator } from '../estimator.js';
import { isBelow, shiftedReturns } from './clippedShifted.js';
import { CLIP, clippedWeights } from './clippedWeights.js';
import { meanOf } from './meanOf.js';

/**
 * Clipped, shifted importance sampling: never above the value in expectation, whatever the log does not hold.
 *
 *     V = r_min + mean_i min(w_i, c) (G_i − r_min),   c = 20
 *
 * Nothing is divided by the sum of the weights, so a policy of which the log holds a part is credited with r_min for
 * the rest; a log without any run of the policy's gives r_min. See `clippedShifted` for the gain over the behaviour.
 *
 * Source: truncated weights are those of Ionides 2008; the shift makes them err on one side.
 */
export const clippedImportanceSampling: Estimator = {
  name: 'cis',
  summary: 'clipped, shifted importance sampling: from below, what the log lacks counts as the least return',
  // A sample without weight has an estimate, r_min, and resamples need none.
  usesWeights: false,
  usesModel: false,
  byWeightsAlone: true,
  neverAbove: true,
  obstacle: clippedObstacle,
  estimate: (sample) => meanOf(sample, clippedTerms(sample)),
  terms: clippedTerms,
  termRange: (study) => clippedRange(knownRange(study)),
};

/** What keeps a study from `cis`, with a remedy; undefined where nothing does. */
export function clippedObstacle({
  behaviour,
  returnRange,
  observedReturn,
}: Pick<Study, 'behaviour' | 'returnRange' | 'observedReturn'>): string | undefined {
  if (behaviour === 'estimated') return NEEDS_PROBABILITIES;
  if (!returnRange) return NEEDS_RANGE;
  const worst = observedReturn.reduce((least, value) => Math.min(least, value), Infinity);
  return isBelow(worst, returnRange[0])
    ? `no return may lie below the least possible, ${returnRange[0]}, got ${worst} in the log - give the least return that is possible`
    : undefined;
}

const NEEDS_PROBABILITIES =
  'the probabilities of the logged actions must be known, got estimated ones - log them: where the clinician saw more than the states, estimated ones make bad policies look good, and no bound holds';

const NEEDS_RANGE =
  'the least possible return must be known, got none - give it (returnRange, --return-range=-1,1); read off the log it would be no bound';

/** r_min + min(w, c) (G − r_min), shape (n). */
function clippedTerms(sample: CountedLog): Float64Array {
  const [least] = knownRange(sample.study);
  const terms = clippedWeights(sample.weights().logWhole);
  const shifted = shiftedReturns(sample.study.observedReturn, least);
  for (let e = 0; e < terms.length; e++) terms[e] = least + terms[e] * shifted[e];
  return terms;
}

/** The range of a term, from that of the returns. */
export function clippedRange([least, greatest]: Range): Range {
  return [least, least + CLIP * (greatest - least)];
}

function knownRange({ returnRange }: Study): Range {
  if (!returnRange) throw new ArgumentError(`cis: ${NEEDS_RANGE}`);
  return returnRange;
}
