import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { drawIndex } from '../../core/random/drawIndex.js';
import type { Rng } from '../../core/random/rng.js';
import { quantile } from '../../core/statistics/quantile.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type Arms, type ComparedFigures, figureWeights, figuresOverAll, figuresUnder } from './comparison.js';
import { type DecisionCounts } from './decisionCounts.js';

export interface DecisionTableOptions {
  /** Names of outcomes that are good; default: nothing tells, and only the matrices are given. */
  readonly good?: readonly string[];
  /** The treatment that the others are compared with; default the first. */
  readonly control?: string;
  /** Level of the intervals; default .95. */
  readonly level?: number;
  /** Bootstrap replicates of patients; default 1,000, 0 for no intervals. */
  readonly replicates?: number;
  readonly progress?: Progress;
}

/** Figures with the intervals of patients drawn, entry by entry as `ComparedFigures`. */
export interface FigureIntervals {
  readonly value: ComparedFigures;
  readonly lower: ComparedFigures;
  readonly upper: ComparedFigures;
}

/** One treatment against the control, in one stratum or over all. */
export interface DecisionComparison {
  /** Name of the stratum; undefined for the average over all in which both treatments were given. */
  readonly stratum: string | undefined;
  readonly control: string;
  readonly treatment: string;
  /** Patients with each outcome, shapes (Y). */
  readonly arms: Arms;
  readonly mechanisms: readonly ({ readonly name: string } & FigureIntervals)[];
  /** The least and the greatest over all mechanisms; their intervals reach below the one and above the other. */
  readonly bounds: Readonly<Record<'lower' | 'upper', FigureIntervals>>;
}

export interface DecisionTable extends DecisionCounts {
  readonly good: readonly string[] | undefined;
  readonly control: string;
  readonly level: number;
  readonly replicates: number;
  /** By treatment; for each first the average, then the strata, those in which both treatments were given. */
  readonly comparisons: readonly DecisionComparison[];
  /** Patients of strata that are in no comparison with the treatment, by treatment. */
  readonly leftOut: readonly { readonly treatment: string; readonly patients: number }[];
}

/**
 * One decision, one table: what would have been with the other treatment, given what was; and given which outcomes are
 * good, the probabilities of benefit, harm, necessity and sufficiency, under each mechanism and bounded over all.
 *
 * It supposes that within a stratum the choice of treatment did not depend on how the patient would fare: no data of
 * these columns can confirm that, nor any mechanism.
 *
 * Over strata each figure is the mean over the patients who are in its condition. Intervals are percentiles over
 * bootstrap samples of patients; they are too short where few patients had a treatment.
 *
 * @throws ArgumentError on names that are not there, outcomes that are all good or none, a level or number that cannot
 *   be, and where no stratum holds two treatments
 *
 * Cost: replicates × (patients + strata × couplings).
 *
 * Source: Tian & Pearl (2000) for the bounds with two outcomes; Oberst & Sontag (2019) for Gumbel-max.
 *
 * @example
 * const counts = countDecisions({
 *   treatment: ['drug', 'drug', 'none', 'none', 'none', 'drug'],
 *   outcome: ['well', 'well', 'ill', 'ill', 'well', 'ill'],
 * });
 * const gumbel = completeMechanism(gumbelMax());
 * const table = decisionTable(createRng(1), counts, [gumbel], { good: ['well'], control: 'none' });
 * const [{ bounds }] = table.comparisons;
 * [bounds.lower.value[8].toFixed(4), bounds.upper.value[8].toFixed(4)] // ['0.3333', '0.6667']
 */
export function decisionTable(
  rng: Rng,
  counts: DecisionCounts,
  mechanisms: readonly CompleteMechanism[],
  options: DecisionTableOptions = {},
): DecisionTable {
  const { level = 0.95, replicates = 1000, progress } = options;
  checkNumbers(level, replicates);
  const { treatments, outcomes, strata } = counts;
  const { control = treatments[0] } = options;
  checkName('control', control, treatments);
  const good = options.good && goodOutcomes(options.good, outcomes);
  const others = treatments.filter((name) => name !== control);
  const points = others.map((treatment) => comparedIn(counts, counts.count, treatment, control));
  if (points.every(({ both }) => both.length === 0))
    throw new ArgumentError(
      `decisionTable: some stratum must hold patients with two of the treatments, got none of ${strata.length} - take coarser strata`,
    );
  const figures = (count: Float64Array): readonly (readonly Compared[])[] =>
    others.map((treatment) => comparedFigures(comparedIn(counts, count, treatment, control), mechanisms, good));
  const point = figures(counts.count);
  const resample = resampler(counts.count);
  const resampled = Array.from({ length: replicates }, (_, b) => {
    progress?.(b, replicates);
    return figures(resample(rng.fork('table', b)));
  });
  const interval = (a: number, key: number, method: number, end: keyof Compared['methods'][number]): FigureIntervals =>
    withIntervals(
      point[a].find((entry) => entry.key === key)!.methods[method][end],
      resampled.flatMap((replicate) => {
        const same = replicate[a].find((entry) => entry.key === key);
        return same ? [same.methods[method][end]] : [];
      }),
      level,
    );
  const last = mechanisms.length;
  return {
    ...counts,
    good: options.good,
    control,
    level,
    replicates,
    comparisons: others.flatMap((treatment, a) =>
      point[a].map(({ key, arms }) => ({
        stratum: key === OVERALL ? undefined : strata[key],
        control,
        treatment,
        arms,
        mechanisms: mechanisms.map(({ name }, m) => ({ name, ...interval(a, key, m, 'lower') })),
        bounds: { lower: interval(a, key, last, 'lower'), upper: interval(a, key, last, 'upper') },
      })),
    ),
    leftOut: others.map((treatment, a) => ({ treatment, patients: points[a].leftOut })),
  };
}

const OVERALL = -1;

/** Figures of a stratum, or of all. */
interface Compared {
  readonly key: number;
  readonly arms: Arms;
  /** One a mechanism, with both ends the same, then the bounds over all. */
  readonly methods: readonly Readonly<Record<'lower' | 'upper', ComparedFigures>>[];
}

interface ComparedStrata {
  readonly both: readonly { readonly key: number; readonly arms: Arms; readonly everyone: number }[];
  readonly leftOut: number;
}

/** The strata in which both treatments were given. */
function comparedIn(
  { treatments, outcomes, strata }: DecisionCounts,
  count: Float64Array,
  treatment: string,
  control: string,
): ComparedStrata {
  const [nTreatments, nOutcomes] = [treatments.length, outcomes.length];
  const sum = (counts: Float64Array): number => counts.reduce((total, n) => total + n, 0);
  const all = strata.map((_, key) => {
    const arm = (name: string): Float64Array => {
      const row = key * nTreatments + treatments.indexOf(name);
      return count.subarray(row * nOutcomes, (row + 1) * nOutcomes);
    };
    const everyone = sum(count.subarray(key * nTreatments * nOutcomes, (key + 1) * nTreatments * nOutcomes));
    return { key, arms: { control: arm(control), treatment: arm(treatment) }, everyone };
  });
  const both = all.filter(({ arms }) => sum(arms.control) > 0 && sum(arms.treatment) > 0);
  return {
    both,
    leftOut:
      all.reduce((total, { everyone }) => total + everyone, 0) - both.reduce((t, { everyone }) => t + everyone, 0),
  };
}

/** First of all together, then by stratum where there are several. */
function comparedFigures(
  { both }: ComparedStrata,
  mechanisms: readonly CompleteMechanism[],
  good: readonly boolean[] | undefined,
): readonly Compared[] {
  if (both.length === 0) return [];
  const strata = both.map(({ key, arms, everyone }) => ({
    key,
    arms,
    weights: figureWeights(arms, everyone, good),
    methods: [
      ...mechanisms.map((mechanism) => {
        const under = figuresUnder(mechanism, arms, good);
        return { lower: under, upper: under };
      }),
      figuresOverAll(arms, good),
    ],
  }));
  const overall: Compared = {
    key: OVERALL,
    arms: { control: added(both, 'control'), treatment: added(both, 'treatment') },
    methods: strata[0].methods.map((_, m) => ({
      lower: averaged(strata, (stratum) => stratum.methods[m].lower),
      upper: averaged(strata, (stratum) => stratum.methods[m].upper),
    })),
  };
  return [overall, ...strata];
}

function added(strata: readonly { readonly arms: Arms }[], arm: keyof Arms): Float64Array {
  return strata[0].arms[arm].map((_, y) => strata.reduce((sum, { arms }) => sum + arms[arm][y], 0));
}

/** The mean of each figure over the patients it speaks for. */
function averaged<Stratum extends { readonly weights: ComparedFigures }>(
  strata: readonly Stratum[],
  figures: (stratum: Stratum) => ComparedFigures,
): ComparedFigures {
  return strata[0].weights.map((_, i) => {
    let [sum, total] = [0, 0];
    for (const stratum of strata) {
      const weight = stratum.weights[i];
      if (weight === 0) continue;
      sum += weight * figures(stratum)[i];
      total += weight;
    }
    return sum / total;
  });
}

/** Draws as many patients with replacement, counted by cell. */
function resampler(count: Float64Array): (rng: Rng) => Float64Array {
  const cellOf = new Uint32Array(count.reduce((total, n) => total + n, 0));
  let end = 0;
  count.forEach((n, cell) => cellOf.fill(cell, end, (end += n)));
  return (rng) => {
    const drawn = new Float64Array(count.length);
    for (let i = 0; i < cellOf.length; i++) drawn[cellOf[drawIndex(rng, cellOf.length)]] += 1;
    return drawn;
  };
}

function withIntervals(value: ComparedFigures, replicates: readonly ComparedFigures[], level: number): FigureIntervals {
  const ends = [(1 - level) / 2, (1 + level) / 2].map((share) =>
    value.map((_, i) => {
      const values = replicates.map((figures) => figures[i]).filter((figure) => !Number.isNaN(figure));
      return values.length < 2
        ? NaN
        : quantile(
            values.sort((a, b) => a - b),
            share,
          );
    }),
  );
  return { value, lower: ends[0], upper: ends[1] };
}

function goodOutcomes(names: readonly string[], outcomes: readonly string[]): readonly boolean[] {
  for (const name of names) checkName('good', name, outcomes);
  const good = outcomes.map((name) => names.includes(name));
  if (good.every((is) => is) || !good.includes(true))
    throw new ArgumentError(
      `decisionTable: good must name some of the outcomes and not all, got ${names.length === 0 ? 'none' : names.join(', ')}`,
    );
  return good;
}

function checkName(what: string, name: string, names: readonly string[]): void {
  if (!names.includes(name))
    throw new ArgumentError(
      `decisionTable: ${what} must be one of ${names.join(', ')}, got '${name}'${didYouMean(name, names)}`,
    );
}

function checkNumbers(level: number, replicates: number): void {
  if (!(level > 0 && level < 1)) throw new ArgumentError(`decisionTable: level must be in (0, 1), got ${level}`);
  if (!(Number.isInteger(replicates) && (replicates === 0 || replicates >= 2)))
    throw new ArgumentError(`decisionTable: replicates must be 0 or an integer ≥ 2, got ${replicates}`);
}
