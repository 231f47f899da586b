import { ArgumentError, DataError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import { assignStates } from './assignStates.js';
import type { FeatureEnds, FeatureStates, MissingRule } from './featureStates.js';
import { type Rounds, lloyd } from './lloyd.js';
import { miniBatch } from './miniBatch.js';
import { squaredDistance } from './nearestCentre.js';
import { spreadCentres } from './spreadCentres.js';
import { featureFault, scaleOf, zScore } from './zScores.js';

/** Rows of features, as they were measured. */
export interface FeatureTable {
  /** Shape (d): their names. */
  readonly columns: readonly string[];
  /** Shape (n × d), NaN where a value is missing. */
  readonly values: Float64Array;
}

export interface FitStatesOptions {
  /** Number of states K, from 1 to the number of rows that differ. */
  readonly k: number;
  /** Columns of which the logarithm is taken first; default none. */
  readonly log?: readonly string[];
  /** What a missing value is; default `refuse`. */
  readonly missing?: MissingRule;
  /** Points to a batch of mini-batch k-means; default: rounds over all rows. */
  readonly batch?: number;
  /** The most rounds, or how many batches: ≥ 1; default 100. */
  readonly iterations?: number;
  /** How runs end, to be kept with the states. */
  readonly ends?: FeatureEnds;
}

export interface FittedStates extends Rounds {
  readonly states: FeatureStates;
  /** Shape (K): rows of each state. */
  readonly sizes: Uint32Array;
  /** Mean squared distance of a row from its centre, in z-scores: d for a single state. */
  readonly meanSquare: number;
}

/** Digits of a centre that are kept: what decides is the centre as it is written. */
const DIGITS = 7;
/** So that the centres fit into the first line of a log, which is read whole. */
const MOST_NUMBERS = 75_000;

/**
 * Finds states in features: z-scores, and k-means over them from spread centres.
 *
 * @param table not changed
 * @returns states whose numbers depend on the seed and the rows alone
 * @throws ArgumentError on options, and on columns that do not vary; DataError for a value that is missing where that is
 *   refused, or has no logarithm
 *
 * Cost O(n · K · d) a round at most, and another n × d numbers.
 *
 * @example
 * const table = { columns: ['hr'], values: Float64Array.of(60, 62, 118, 122) };
 * const { states } = fitStates(createRng(1), table, { k: 2 });
 * assignStates(states, table.values) // [0, 0, 1, 1]
 */
export function fitStates(rng: Rng, { columns, values }: FeatureTable, options: FitStatesOptions): FittedStates {
  const { k, log = [], missing = 'refuse', batch, iterations = 100, ends } = options;
  const d = columns.length;
  const n = values.length / d;
  checkCounts({ k, iterations, ...(batch !== undefined && { batch }) });
  checkColumns(columns, log);
  if (k * d > MOST_NUMBERS)
    throw new ArgumentError(
      `fitStates: k must be at most ${Math.floor(MOST_NUMBERS / d)} beside ${d} columns, as centres travel in the first line of a log, got ${k}`,
    );
  if (k > n) throw new ArgumentError(`fitStates: k must be at most the ${n} rows, got ${k}`);
  for (let at = 0; at < values.length; at++) {
    const name = columns[at % d];
    const fault = featureFault({ log: log.includes(name) }, values[at], missing);
    if (fault !== undefined)
      throw new DataError(
        `fitStates: row ${Math.floor(at / d)}: ${name} ${fault}, got ${Number.isNaN(values[at]) ? 'none' : values[at]} - fill or leave out the row`,
      );
  }
  const scaled = columns.map((name, j) => scaleOf(name, values, j, d, log.includes(name)));
  const points = Float64Array.from(values, (value, at) => zScore(scaled[at % d], value));
  const { centres, rounds } = clustered(rng, points, d, { k, batch, iterations });
  const states: FeatureStates = {
    columns: scaled,
    missing,
    centres: Array.from({ length: k }, (_, c) => Array.from(centres.subarray(c * d, (c + 1) * d))),
    ...(ends && { ends }),
  };
  return { states, ...rounds, ...spreadOf(points, assignStates(states, values), centres, d) };
}

/** Centres, shape (K × d), to their last digit. */
function clustered(
  rng: Rng,
  points: Float64Array,
  d: number,
  { k, batch, iterations }: { readonly k: number; readonly batch: number | undefined; readonly iterations: number },
): { readonly centres: Float64Array; readonly rounds: Rounds } {
  const n = points.length / d;
  const begins =
    batch === undefined ? points : sampleOf(rng.fork('sample'), points, d, Math.min(n, Math.max(batch, 5 * k)));
  const centres = spreadCentres(rng.fork('centres'), begins, d, k);
  const rounds =
    batch === undefined
      ? lloyd(points, centres, d, iterations)
      : miniBatch(rng.fork('batches'), points, centres, d, { batch, iterations });
  return { centres: centres.map((value) => Number(value.toPrecision(DIGITS))), rounds };
}

/** So many rows, without replacement, in their order: each row in turn is taken with the chance that is left to it. */
function sampleOf(rng: Rng, points: Float64Array, d: number, wanted: number): Float64Array {
  const n = points.length / d;
  const sample = new Float64Array(wanted * d);
  let taken = 0;
  for (let i = 0; i < n && taken < wanted; i++)
    if (rng.uniform() * (n - i) < wanted - taken) sample.set(points.subarray(i * d, (i + 1) * d), d * taken++);
  return sample;
}

function spreadOf(
  points: Float64Array,
  nearest: Int32Array,
  centres: Float64Array,
  d: number,
): Pick<FittedStates, 'sizes' | 'meanSquare'> {
  const sizes = new Uint32Array(centres.length / d);
  let sum = 0;
  for (let i = 0; i < nearest.length; i++) {
    sizes[nearest[i]]++;
    sum += squaredDistance(points, i, centres, nearest[i], d);
  }
  return { sizes, meanSquare: sum / nearest.length };
}

function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts))
    if (!(Number.isSafeInteger(value) && value >= 1))
      throw new ArgumentError(`fitStates: ${name} must be an integer ≥ 1, got ${value}`);
}

function checkColumns(columns: readonly string[], log: readonly string[]): void {
  if (columns.length === 0) throw new ArgumentError('fitStates: columns must name a feature, got none');
  const twice = columns.find((name, j) => columns.indexOf(name) < j);
  if (twice !== undefined)
    throw new ArgumentError(`fitStates: columns must name each feature once, got '${twice}' twice`);
  const odd = log.find((name) => !columns.includes(name));
  if (odd !== undefined)
    throw new ArgumentError(`fitStates: log must name columns that are used, ${columns.join(', ')}, got '${odd}'`);
}
