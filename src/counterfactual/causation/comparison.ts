import { noAssumption } from '../../mechanisms/bounds/noAssumption.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type Causation, causationBounds, causationOf } from './causation.js';

/**
 * Everything that is asked of one treatment against another, in one array, so that strata can be averaged and resamples
 * compared entry by entry: of Y outcomes
 *
 *     0 to Y² − 1          CF(y | x), row-major: x without the treatment, y had it been given
 *     Y² to 2Y² − 1        CF(y | x): x with the treatment, y had it been withheld
 *     2Y² to 2Y² + 3       benefit, harm, necessity, sufficiency
 *
 * NaN where the condition has no patient, or nothing tells which outcomes are good.
 */
export type ComparedFigures = Float64Array;

/** In their order above. */
export const CAUSATION: readonly (keyof Causation)[] = ['benefit', 'harm', 'necessity', 'sufficiency'];

/** How often each outcome came with and without a treatment, shapes (Y); not all 0. */
export interface Arms {
  readonly control: Float64Array;
  readonly treatment: Float64Array;
}

/** The figures under a mechanism. */
export function figuresUnder(
  mechanism: CompleteMechanism,
  { control, treatment }: Arms,
  good: readonly boolean[] | undefined,
): ComparedFigures {
  const [p, q] = [shares(control), shares(treatment)];
  const outcomes = Uint32Array.from(p, (_, y) => y);
  const withheld = mechanism.coupling(p, q, outcomes);
  const given = mechanism.coupling(q, p, outcomes);
  return together(rowsOf(withheld, p), rowsOf(given, q), good && causationOf(withheld, given, good));
}

/** The least and the greatest figures over all mechanisms. */
export function figuresOverAll(
  { control, treatment }: Arms,
  good: readonly boolean[] | undefined,
): Readonly<Record<'lower' | 'upper', ComparedFigures>> {
  const [p, q] = [shares(control), shares(treatment)];
  const withheld = rowBounds(p, q);
  const given = rowBounds(q, p);
  const causation = good && causationBounds(p, q, good);
  return {
    lower: together(withheld.lower, given.lower, causation?.lower),
    upper: together(withheld.upper, given.upper, causation?.upper),
  };
}

/**
 * How many patients each figure of a stratum speaks for: those who are in its condition.
 *
 * @param everyone patients of the stratum, whatever their treatment
 */
export function figureWeights(
  { control, treatment }: Arms,
  everyone: number,
  good: readonly boolean[] | undefined,
): ComparedFigures {
  const each = (counts: Float64Array): Float64Array =>
    Float64Array.from({ length: counts.length ** 2 }, (_, cell) => counts[Math.floor(cell / counts.length)]);
  const sum = (counts: Float64Array, wanted: boolean): number =>
    counts.reduce((total, n, y) => total + (good?.[y] === wanted ? n : 0), 0);
  return together(each(control), each(treatment), {
    benefit: everyone,
    harm: everyone,
    necessity: sum(treatment, true),
    sufficiency: sum(control, false),
  });
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, n) => sum + n, 0);
  return counts.map((n) => n / total);
}

function rowsOf(coupling: Float64Array, p: Float64Array): Float64Array {
  return coupling.map((mass, cell) => mass / p[Math.floor(cell / p.length)]);
}

function rowBounds(p: Float64Array, q: Float64Array): Readonly<Record<'lower' | 'upper', Float64Array>> {
  const [lower, upper] = [new Float64Array(p.length ** 2).fill(NaN), new Float64Array(p.length ** 2).fill(NaN)];
  p.forEach((mass, x) => {
    if (mass === 0) return;
    const bounds = noAssumption(p, q, x);
    lower.set(bounds.lower, x * p.length);
    upper.set(bounds.upper, x * p.length);
  });
  return { lower, upper };
}

function together(withheld: Float64Array, given: Float64Array, causation: Causation | undefined): ComparedFigures {
  return Float64Array.of(...withheld, ...given, ...CAUSATION.map((name) => causation?.[name] ?? NaN));
}
