import type { GadgetModel } from '../gadgetModel.js';
import type { Gadget2Spec } from '../gadgetSpec.js';
import { clusterRows, createClusterRows } from '../kernels/gadget2/clusterRows.js';
import { addQuantileLogits } from '../kernels/gadget2/quantileLogits.js';
import { softmaxRows } from '../kernels/softmaxRows.js';
import { orderedPlaces } from '../network/orderedPlaces.js';
import { parameterLayout } from '../network/parameterLayout.js';
import { type Side, gadgetLogits } from './gadgetLogits.js';

/** A gadget-2 model. */
export type Gadget2Model = GadgetModel & { readonly spec: Gadget2Spec };

export function isGadget2(model: GadgetModel): model is Gadget2Model {
  return model.spec.kind === 'gadget-2';
}

/** What gadget 2 makes of a distribution. */
export interface Gadget2Rows {
  /** Shape (|Z| × K): π(x | z, p). */
  readonly rows: Float64Array;
  /** c*, at least 1. Far above 1 the rows fall back to p, and the gadget is nearly plain Gumbel-max. */
  readonly correction: number;
}

/**
 * Gadget 2's prior over clusters, shape (|Z|).
 */
export function gadget2Prior({ spec, weights }: Gadget2Model): Float64Array {
  const prior = new Float64Array(spec.nClusters).fill(1 / spec.nClusters);
  const at = parameterLayout(spec).prior;
  if (at !== undefined) softmaxRows(weights.subarray(at, at + spec.nClusters), 1, prior);
  return prior;
}

/**
 * Gadget 2's distributions given a cluster, as a function of a distribution over its K outcomes.
 *
 *     sum over z of prior[z] rows[z, x] = p[x],   rows sum to 1
 *
 * @example
 * const spec = gadgetSpec('gadget-2', { outcomes: 2, nClusters: 1 });
 * const model = { spec, weights: untrainedGadget(createRng(1), spec).weights } as Gadget2Model;
 * // A single cluster has no choice.
 * gadget2Rows(model)(Float64Array.of(0.25, 0.75), 'p').rows // [0.25, 0.75]
 */
export function gadget2Rows(model: Gadget2Model): (p: Float64Array, side: Side) => Gadget2Rows {
  const { nClusters, outcomes, sinkhornSteps } = model.spec;
  const workspace = createClusterRows(nClusters, outcomes.length, sinkhornSteps);
  const answer = gadgetLogits(model);
  const order = orderedPlaces(model.spec);
  const logits = (p: Float64Array, side: Side): Float64Array => {
    const own = answer(p, side);
    return order ? addQuantileLogits(order, p, own, own) : own;
  };
  const prior = gadget2Prior(model);
  return (p, side) => {
    const correction = clusterRows(workspace, { logits: logits(p, side), p, prior });
    return { rows: workspace.rows.slice(), correction };
  };
}
