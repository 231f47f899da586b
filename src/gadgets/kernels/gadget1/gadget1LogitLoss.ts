import { NumericalError } from '../../../core/errors.js';
import type { Objective } from '../race/objective.js';
import { type RaceLoss, createRaceLoss } from '../race/raceLoss.js';
import { softmaxRows, softmaxRowsGradient } from '../softmaxRows.js';
import { type Gadget1Gradient, gadget1Loss } from './gadget1Loss.js';

/** What a network and a model give for one pair, and what is to be made small. */
export interface Gadget1LogitInput {
  /** Shape (K), probabilities, not checked; zeros are fine. */
  readonly p: Float64Array;
  /** As p. */
  readonly q: Float64Array;
  /** Shape (K × K), row-major: the network's answer to p. Finite. */
  readonly logitsP: Float32Array | Float64Array;
  /** As logitsP: the other network's answer to q. */
  readonly logitsQ: Float32Array | Float64Array;
  readonly objective: Objective;
}

/** Where the gradient goes: shape (K × K) each, overwritten. */
export interface Gadget1LogitGradient {
  readonly logitsP: Float32Array | Float64Array;
  readonly logitsQ: Float32Array | Float64Array;
}

/** Working space for `gadget1LogitLoss`, allocated once a size. */
export interface Gadget1Workspace {
  readonly raceLoss: RaceLoss;
  /** The softmaxes of the rows of the logits, shape (K × K) each. */
  readonly sharesP: Float64Array;
  readonly sharesQ: Float64Array;
  readonly cellsP: Float64Array;
  readonly cellsQ: Float64Array;
  readonly gradient: Gadget1Gradient;
}

/** Working space for K outcomes. */
export function createGadget1Workspace(nOutcomes: number): Gadget1Workspace {
  const square = (): Float64Array => new Float64Array(nOutcomes * nOutcomes);
  return {
    raceLoss: createRaceLoss(nOutcomes, 'square'),
    sharesP: square(),
    sharesQ: square(),
    cellsP: square(),
    cellsQ: square(),
    gradient: { cellsP: square(), cellsQ: square() },
  };
}

/**
 * The loss of gadget 1 and its exact gradient with respect to the logits: P[x, :] = p[x] softmax(logitsP[x, :]), the
 * same for Q. The marginals p and q do not move.
 *
 * @param workspace of `createGadget1Workspace(K)`
 * @param gradient overwritten with ∂L/∂logits; zero in rows of probability zero
 * @throws NumericalError if the observed outcome has a probability below 1e-30, or if the loss is not finite
 *
 * Cost O(K² log K + K³) for a dense cost, O(K² (log K + rank)) otherwise, no allocation.
 * Source: Lorberbom et al. 2021 for the mechanism; closed form and gradient are ours.
 *
 * @example
 * const square = (): Float64Array => new Float64Array(4);
 * const objective = { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) } as const;
 * const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0.5)];
 * const input = { p, q, logitsP: square(), logitsQ: square(), objective };
 * gadget1LogitLoss(createGadget1Workspace(2), input, { logitsP: square(), logitsQ: square() }) // 0.5
 */
export function gadget1LogitLoss(
  workspace: Gadget1Workspace,
  { p, q, logitsP, logitsQ, objective }: Gadget1LogitInput,
  gradient: Gadget1LogitGradient,
): number {
  const { cellsP, cellsQ, sharesP, sharesQ } = workspace;
  softmaxRows(logitsP, p.length, sharesP);
  softmaxRows(logitsQ, q.length, sharesQ);
  scaleRows(sharesP, p, cellsP);
  scaleRows(sharesQ, q, cellsQ);
  const loss = gadget1Loss(workspace.raceLoss, { cellsP, cellsQ, objective }, workspace.gradient);
  if (!Number.isFinite(loss))
    throw new NumericalError(
      `gadget1LogitLoss: logits and cost must be finite, got a loss of ${loss} - lower the learning rate`,
    );
  const { cellsP: gradP, cellsQ: gradQ } = workspace.gradient;
  scaleRows(gradP, p, gradP);
  scaleRows(gradQ, q, gradQ);
  softmaxRowsGradient(sharesP, gradP, p.length, gradient.logitsP);
  softmaxRowsGradient(sharesQ, gradQ, q.length, gradient.logitsQ);
  return loss;
}

/** out[x, z] = matrix[x, z] · scale[x]; `out` may be `matrix`. */
function scaleRows(matrix: Float64Array, scale: Float64Array, out: Float64Array): void {
  for (let x = 0, c = 0; x < scale.length; x++) {
    for (let z = 0; z < scale.length; z++, c++) out[c] = matrix[c] * scale[x];
  }
}
