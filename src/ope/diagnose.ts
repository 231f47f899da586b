import { certainBehaviour } from './diagnostics/certainBehaviour.js';
import type { Diagnostics } from './diagnostics/diagnostics.js';
import { censoredEpisodes } from '../trajectories/censoredEpisodes.js';
import { episodeName } from '../trajectories/trajectories.js';
import { type Labels, NUMBERS } from './diagnostics/labels.js';
import { meanWeights } from './diagnostics/meanWeights.js';
import { supportViolations as violationsOf } from './diagnostics/supportViolations.js';
import { thinSupport } from './diagnostics/thinSupport.js';
import { diagnosticWarnings } from './diagnostics/warnings.js';
import type { CountedLog } from './study/countedLog.js';
import { clippedWeights } from './estimators/importance/clippedWeights.js';
import { meanOf } from './estimators/importance/meanOf.js';
import { agreesToEnd } from './study/stepWeights.js';
import { endedWeights } from './study/weightTotals.js';

/**
 * The diagnostics of a log and a target policy.
 *
 * @param sample of the whole log, once
 *
 * Cost O(steps + S·A + H (S + nnz)).
 */
export function diagnose(sample: CountedLog, labels: Labels = NUMBERS): Diagnostics {
  const { study } = sample;
  const { log } = study;
  const weights = sample.weights();
  const { whole } = weights;
  const total = whole.reduce((sum, w) => sum + w, 0);
  const squares = whole.reduce((sum, w) => sum + w * w, 0);
  const effectiveSampleSizeByStep = effectiveSizes(sample);
  const { shift } = weights;
  const means = meanWeights({ n: sample.size, totals: sample.totals(), shift }, effectiveSampleSizeByStep);
  const found = {
    nEpisodes: log.nEpisodes,
    effectiveSampleSize: squares > 0 ? (total * total) / squares : 0,
    effectiveSampleSizeByStep,
    shareHeld: meanOf(sample, clippedWeights(weights.logWhole)),
    largestWeightShare: total > 0 ? whole.reduce((most, w) => Math.max(most, w), 0) / total : 0,
    nPositive: whole.reduce((n, _, e) => n + Number(agreesToEnd(log, weights, e)), 0),
    meanWeight: means.mean.at(-1)!,
    ...(log.nEpisodes > 1 && { meanWeightError: means.standardError.at(-1)! }),
    meanWeightByStep: means.mean,
    behaviourEstimated: study.behaviour === 'estimated',
    support:
      study.behaviourPolicy || (study.behaviour === 'known' && log.propensities)
        ? ('known' as const)
        : ('logged' as const),
    supportViolations: violationsOf(study, labels),
    thinSupport: thinSupport(sample, labels),
    censored: censoredEpisodes(log, study.horizon).map((e) => episodeName(log, e)),
  };
  const about = {
    steps: log.state.length,
    behaviour: study.behaviour,
    modelGiven: study.givenModel !== undefined,
    certain: certainBehaviour(study),
    censored: found.censored.length,
  };
  return { ...found, warnings: diagnosticWarnings(about, found, means) };
}

/** (sum w_t)² / sum w_t² at each t. */
function effectiveSizes(sample: CountedLog): Float64Array {
  const { log } = sample.study;
  const weights = sample.weights();
  const { weight, live } = weights;
  const totals = sample.totals();
  const squares = new Float64Array(sample.study.horizon);
  for (let e = 0; e < live.length; e++) {
    const first = log.episodeStart[e];
    for (let t = 0; t < live[e]; t++) squares[t] += weight[first + t] ** 2;
  }
  const ended = endedWeights(log, weights, sample.count, 2);
  return squares.map((sum, t) => (sum + ended[t] > 0 ? totals[t] ** 2 / (sum + ended[t]) : 0));
}
