import { ArgumentError } from '../../core/errors.js';
import { checkProbabilities } from '../../core/probability.js';
import type { Rng } from '../../core/random/rng.js';
import type { GadgetSpec } from '../gadgetSpec.js';
import type { Objective } from '../kernels/race/objective.js';

/** A pair of distributions over the K outcomes of a gadget, and what of their coupling is to be made small. */
export interface TrainingPair {
  /** Shape (K), probabilities in the order of the gadget's outcomes; zeros are fine. */
  readonly p: Float64Array;
  /** As p. */
  readonly q: Float64Array;
  readonly objective: Objective;
}

/** Where pairs come from: a list, drawn from with equal chances, or a function that draws one. */
export type PairSource = readonly TrainingPair[] | ((rng: Rng) => TrainingPair);

/**
 * The pairs of one step: `batchSize` of the source, or the whole list if it is no longer than that.
 *
 * Pair i of a function comes from the stream `rng.fork('pair', i)`.
 */
export function drawBatch(rng: Rng, source: PairSource, batchSize: number): readonly TrainingPair[] {
  if (typeof source === 'function') return Array.from({ length: batchSize }, (_, i) => source(rng.fork('pair', i)));
  if (source.length <= batchSize) return source;
  return Array.from({ length: batchSize }, () => source[Math.floor(source.length * rng.uniform())]);
}

/**
 * Checks pairs against a gadget: lengths, probabilities, and for a free gadget that p and q are the same in all.
 *
 * @throws ArgumentError
 */
export function checkPairs(pairs: readonly TrainingPair[], spec: GadgetSpec): void {
  const nOutcomes = spec.outcomes.length;
  if (pairs.length === 0) throw new ArgumentError('trainGadget: at least one pair is needed, got none');
  const [first] = pairs;
  for (const [i, { p, q, objective }] of pairs.entries()) {
    const where = `trainGadget: pair ${i}`;
    if (p.length !== nOutcomes || q.length !== nOutcomes)
      throw new ArgumentError(
        `${where}: p and q must have the gadget's ${nOutcomes} outcomes, got ${p.length} and ${q.length}`,
      );
    checkProbabilities(`${where}: p`, p);
    checkProbabilities(`${where}: q`, q);
    checkObjective(where, objective, p);
    if (spec.network === 'free' && !(same(p, first.p) && same(q, first.q)))
      throw new ArgumentError(
        `${where}: a free gadget is for one pair (p, q), got another than pair 0's - give the gadget a network`,
      );
  }
}

function checkObjective(where: string, objective: Objective, p: Float64Array): void {
  const nOutcomes = p.length;
  const need = (what: string, values: Float64Array, length: number): void => {
    if (values.length !== length)
      throw new ArgumentError(
        `${where}: ${what} of objective '${objective.kind}' must have length ${length}, got ${values.length}`,
      );
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new ArgumentError(
        `${where}: ${what} of objective '${objective.kind}' must be finite, got ${values[bad]} at index ${bad}`,
      );
  };
  switch (objective.kind) {
    case 'cost':
      need('cost', objective.cost, nOutcomes * nOutcomes);
      return;
    case 'low-rank':
      need('left', objective.left, objective.rank * nOutcomes);
      need('right', objective.right, objective.rank * nOutcomes);
      return;
    case 'variance':
      need('score', objective.score, nOutcomes);
      return;
    case 'given':
    case 'variance-given':
      if (objective.kind === 'given') need('cost', objective.cost, nOutcomes);
      else need('score', objective.score, nOutcomes);
      if (!(p[objective.observed] > 0))
        throw new ArgumentError(
          `${where}: the observed outcome must be possible, got p[${objective.observed}] = ${p[objective.observed]}`,
        );
  }
}

function same(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, k) => value === b[k]);
}
