import { NumericalError } from '../../../core/errors.js';
import { quantile } from '../../../core/statistics/quantile.js';
import type { Rng } from '../../../core/random/rng.js';
import { checkWeights } from '../../study/checkWeights.js';
import { drawCounts } from '../../../core/random/drawCounts.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
import { simplexProgram } from '../../../core/simplexProgram.js';
import { discountedSum, stepMeans } from '../importance/stepMeans.js';
import { weightTotals } from '../../study/weightTotals.js';

/** Bootstrap replicates of wdr that the bias of the others is judged by. */
const REPLICATES = 200;

/** The pieces of a MAGIC estimate; j = −1, 0, …, H − 2, ∞, in this order. */
interface Blend {
  /** Shape (|J|): estimates with j + 1 steps from the log and the rest from the model. */
  readonly g: Float64Array;
  /** Shape (|J| × |J|): estimated covariance of them. */
  readonly omega: Float64Array;
  /** Quartiles of wdr over bootstrap replicates, made to hold wdr itself. */
  readonly interval: readonly [number, number];
  /** Shape (|J|): distance of each from that interval. */
  readonly bias: Float64Array;
  /** Shape (|J|): weight of each, sum 1. */
  readonly share: Float64Array;
}

/**
 * MAGIC: the blend of partly importance-sampled, partly model-based estimates with the least estimated mean squared
 * error.
 *
 *     g_j = sum_i ( sum_{t ≤ j} discount^t [omega_t (r_t − Q_t) + omega_{t−1} V_t] + discount^{j+1} omega_j V_{j+1}(s_{j+1}) )
 *     minimise xᵀ (Omega + b bᵀ) x over the simplex;   estimate = x · g
 *
 * g_{−1} is the model's value, g_∞ is wdr. Omega has the factor n / (n − 1) that makes it the covariance of sums over
 * episodes; b is the distance of g_j from the quartiles of g_∞ over bootstrap replicates with everything fitted held
 * fixed.
 *
 * Source: Thomas & Brunskill, ICML 2016, section 8.
 */
export const magic: Estimator = {
  name: 'magic',
  summary: 'MAGIC: the blend of wdr and the model with the least estimated squared error',
  usesWeights: true,
  usesModel: true,
  byStep: true,
  equivariant: ['scale', 'shift'],
  resampled: false,
  estimate(sample, rng) {
    const { g, share } = blend(sample, rng);
    return g.reduce((sum, value, j) => sum + value * share[j], 0);
  },
  details(sample, rng) {
    const { g, omega, interval, bias, share } = blend(sample, rng);
    return {
      g: Array.from(g),
      omega: Array.from(omega),
      interval,
      bias: Array.from(bias),
      share: Array.from(share),
    };
  },
};

/** The estimate and its details are asked for one after the other. */
const blends = new WeakMap<CountedLog, Blend>();

function blend(sample: CountedLog, rng: Rng): Blend {
  const found = blends.get(sample) ?? computeBlend(sample, rng);
  blends.set(sample, found);
  return found;
}

function computeBlend(sample: CountedLog, rng: Rng): Blend {
  checkWeights('magic', sample);
  const size = sample.study.horizon + 1;
  const n = sample.size;
  const row = new Float64Array(size);
  const rowOf = contributions(sample, row);
  const g = new Float64Array(size);
  const { count } = sample;
  for (let e = 0; e < count.length; e++) {
    if (count[e] === 0) continue;
    rowOf(e);
    for (let j = 0; j < size; j++) g[j] += count[e] * row[j];
  }
  const omega = new Float64Array(size * size);
  for (let e = 0; e < count.length; e++) {
    if (count[e] === 0) continue;
    rowOf(e);
    for (let j = 0; j < size; j++) {
      const deviation = (count[e] * (row[j] - g[j] / n) * n) / (n - 1);
      for (let k = 0; k <= j; k++) omega[j * size + k] += deviation * (row[k] - g[k] / n);
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) omega[k * size + j] = omega[j * size + k];
  const whole = g[size - 1];
  const replicates = wdrReplicates(sample, rng).sort();
  const interval = [Math.min(whole, quantile(replicates, 0.25)), Math.max(whole, quantile(replicates, 0.75))] as const;
  const bias = g.map((value) => Math.max(interval[0] - value, value - interval[1], 0));
  return { g, omega, interval, bias, share: leastSquaredError(omega, bias) };
}

/** With a single episode there is no covariance; then the model and wdr cannot be weighed against each other. */
function leastSquaredError(omega: Float64Array, bias: Float64Array): Float64Array {
  const size = bias.length;
  const matrix = omega.map((covariance, at) => covariance + bias[Math.floor(at / size)] * bias[at % size]);
  let trace = 0;
  for (let j = 0; j < size; j++) trace += matrix[j * size + j];
  if (Number.isNaN(trace))
    throw new NumericalError('magic: at least two episodes are needed to estimate a covariance, got one - use wdr');
  // No error anywhere: all estimates agree, and any blend of them does.
  const ridge = trace > 0 ? (1e-10 * trace) / size : 1;
  for (let j = 0; j < size; j++) matrix[j * size + j] += ridge;
  // Of size 1, whatever the unit of the rewards.
  const scale = trace > 0 ? size / trace : 1;
  return simplexProgram(
    matrix.map((value) => value * scale),
    size,
  );
}

/** A function that writes an episode's contributions to all g_j to `row`, shape (|J|). */
function contributions(sample: CountedLog, row: Float64Array): (e: number) => void {
  const { study, size } = sample;
  const { horizon, discountPower, log } = study;
  const { weight, live } = sample.weights();
  const totals = sample.totals();
  const { error, value } = sample.stepTerms();
  const tables = sample.foldValues();
  return (e) => {
    const first = log.episodeStart[e];
    const length = log.episodeStart[e + 1] - first;
    const { v, vStride } = tables[e % tables.length];
    row[0] = value[first] / size;
    let sum = 0;
    let before = 1 / size;
    for (let t = 0; t < horizon; t++) {
      // After the end, and after a weight of 0, nothing is added.
      let ahead = 0;
      if (t < length && before > 0) {
        const i = first + t;
        const now = t < live[e] ? weight[i] / totals[t] : 0;
        sum += discountPower[t] * ((now === 0 ? 0 : now * error[i]) + before * value[i]);
        if (t + 1 < length) ahead = discountPower[t + 1] * now * v[(t + 1) * vStride + log.nextState[i]];
        before = now;
      }
      row[t + 1] = t === horizon - 1 ? sum : sum + ahead;
    }
  };
}

/** wdr of bootstrap samples, with ratios and values as fitted to the sample itself. */
function wdrReplicates(sample: CountedLog, rng: Rng): Float64Array {
  const { log, horizon, discountPower } = sample.study;
  // What is drawn from: an episode that is taken twice is in it twice.
  const taken = Array.from(sample.count.keys()).flatMap((e) => new Array<number>(sample.count[e]).fill(e));
  const times = new Float64Array(taken.length);
  const drawn = new Float64Array(log.nEpisodes);
  const replicates = new Float64Array(REPLICATES);
  for (let b = 0, tries = 0; b < REPLICATES; tries++) {
    drawCounts(rng.fork('magic', tries), times);
    drawn.fill(0);
    for (let k = 0; k < taken.length; k++) drawn[taken[k]] += times[k];
    const totals = weightTotals(log, sample.weights(), drawn);
    // A sample in which nothing agrees with the target policy has no estimate, and is drawn again.
    if (totals[horizon - 1] > 0) replicates[b++] = discountedSum(stepMeans(sample, drawn, totals), discountPower);
  }
  return replicates;
}
