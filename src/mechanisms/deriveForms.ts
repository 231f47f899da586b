import { ArgumentError, NumericalError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import { sampleCategorical } from '../core/random/sampleCategorical.js';
import { estimateForms } from './estimateForms.js';
import { equalArrays } from './kernels/equalArrays.js';
import { type GuardedMechanism, guardMechanism } from './guardMechanism.js';
import type { CompleteMechanism, CounterfactualForm, Mechanism } from './mechanism.js';

export interface DeriveOptions {
  /** Source of the noise for a mechanism that has no closed form; not needed otherwise. */
  readonly rng?: Rng | undefined;
  /** Noise vectors for an estimate, at least 1. Default 10,000. */
  readonly draws?: number | undefined;
}

/**
 * Every form of a mechanism from those that its author gave: what they return is checked for shape, not for content.
 *
 *     row = coupling row / p[x]    coupling = p[x] · row    both from draws if only `outcome` is given
 *
 * `completeMechanism` is this with its inputs and results checked; the laws use it bare, to see the faults themselves.
 */
export function deriveForms(mechanism: Mechanism, { rng, draws = 10_000 }: DeriveOptions = {}): CompleteMechanism {
  const given = guardMechanism(mechanism);
  const { name, implicit } = given;
  if (!Number.isSafeInteger(draws) || draws < 1)
    throw new ArgumentError(`mechanism ${name}: draws must be a whole number from 1, got ${draws}`);
  const exact = given.coupling !== undefined || given.counterfactual !== undefined;
  const { coupling, counterfactual } = exact ? closedForms(given) : estimateForms(given, requireRng(name, rng), draws);
  const sample: CompleteMechanism['sample'] =
    given.sample ??
    (exact
      ? (stream, p, q, x, outcomes) => sampleCategorical(stream, counterfactual(p, q, x, outcomes))
      : (stream, p, q, x, outcomes) => sampleByRejection(given, stream, p, q, x, outcomes, draws));
  return { name, implicit, exact, coupling, counterfactual, sample };
}

type Forms = Pick<CompleteMechanism, 'coupling' | 'counterfactual'>;

function closedForms(given: GuardedMechanism): Forms {
  const couple =
    given.coupling ??
    ((p, q, outcomes) => {
      const nOutcomes = p.length;
      const coupling = new Float64Array(nOutcomes * nOutcomes);
      for (let x = 0; x < nOutcomes; x++) {
        if (p[x] === 0) continue;
        const row = given.counterfactual!(p, q, x, outcomes);
        for (let y = 0; y < nOutcomes; y++) coupling[x * nOutcomes + y] = p[x] * row[y];
      }
      return coupling;
    });
  const remembered = rememberLast(couple);
  const counterfactual: CounterfactualForm =
    given.counterfactual ??
    ((p, q, x, outcomes) => {
      const row = remembered(p, q, outcomes).slice(x * q.length, (x + 1) * q.length);
      for (let y = 0; y < row.length; y++) row[y] /= p[x];
      return row;
    });
  return { coupling: (p, q, outcomes) => couple(p, q, outcomes), counterfactual };
}

/** The rows of one pair are asked for one after another, and a coupling can cost a linear program. */
function rememberLast(couple: CompleteMechanism['coupling']): CompleteMechanism['coupling'] {
  let last: readonly [Float64Array, Float64Array, Uint32Array, Float64Array] | undefined;
  return (p, q, outcomes) => {
    if (last === undefined || !equalArrays(last[0], p) || !equalArrays(last[1], q) || !equalArrays(last[2], outcomes))
      last = [p.slice(), q.slice(), outcomes.slice(), couple(p, q, outcomes).slice()];
    return last[3];
  };
}

/** Draws noise until it gives x in the factual world: exact, where a row from a block of draws is an estimate. */
function sampleByRejection(
  given: GuardedMechanism,
  rng: Rng,
  p: Float64Array,
  q: Float64Array,
  x: number,
  outcomes: Uint32Array,
  draws: number,
): number {
  const noise = new Float64Array(given.noiseDimension(p.length));
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < noise.length; k++) noise[k] = rng.openUniform();
    if (given.outcome!(p, noise, outcomes) === x) return given.outcome!(q, noise, outcomes);
  }
  throw new NumericalError(
    `mechanism ${given.name}: some noise must give the observed outcome ${x}, got none in ${draws} draws (p = ${p[x]}) - use more draws or give sample`,
  );
}

function requireRng(name: string, rng: Rng | undefined): Rng {
  if (rng !== undefined) return rng;
  throw new ArgumentError(
    `mechanism ${name}: rng is needed to estimate couplings from outcome, got none - pass { rng } or give coupling or counterfactual`,
  );
}
