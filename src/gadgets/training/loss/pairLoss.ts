import type { Rng } from '../../../core/random/rng.js';
import type { GadgetSpec } from '../../gadgetSpec.js';
import { createGadget1Workspace, gadget1LogitLoss } from '../../kernels/gadget1/gadget1LogitLoss.js';
import { type Gadget2Workspace, createGadget2Workspace, gadget2Loss } from '../../kernels/gadget2/gadget2Loss.js';
import { relaxedGadget1Loss } from '../relaxed/relaxedGadget1Loss.js';
import { relaxedGadget2Loss } from '../relaxed/relaxedGadget2Loss.js';
import type { TrainingPair } from '../trainingPair.js';

/** A pair with what the network says of it. */
export interface PairInput extends TrainingPair {
  readonly logitsP: Float32Array | Float64Array;
  readonly logitsQ: Float32Array | Float64Array;
  /** Shape (|Z|), probabilities; empty for gadget 1. */
  readonly prior: Float64Array;
}

/** ∂L/∂ each of them, overwritten; shapes as in `PairInput`. */
export interface PairGradient {
  readonly logitsP: Float64Array;
  readonly logitsQ: Float64Array;
  readonly prior: Float64Array;
}

/** The loss of one pair; it leaves the gradient in its second argument. */
export type PairLoss = (input: PairInput, gradient: PairGradient) => number;

/** The estimated loss of one pair, from noise of `rng`. */
export type EstimatedPairLoss = (input: PairInput, gradient: PairGradient, rng: Rng) => number;

/** The loss of a gadget for one pair in closed form; gadget 2's pairs may be of any number of outcomes. */
export function exactPairLoss(spec: GadgetSpec): PairLoss {
  if (spec.kind === 'gadget-1') {
    const workspace = createGadget1Workspace(spec.outcomes.length);
    return (input, gradient) => gadget1LogitLoss(workspace, input, gradient);
  }
  const workspaces = new Map<number, Gadget2Workspace>();
  const workspaceFor = (nOutcomes: number): Gadget2Workspace => {
    const workspace =
      workspaces.get(nOutcomes) ?? createGadget2Workspace(spec.nClusters, nOutcomes, spec.sinkhornSteps);
    workspaces.set(nOutcomes, workspace);
    return workspace;
  };
  return (input, gradient) => gadget2Loss(workspaceFor(input.p.length), input, gradient);
}

/**
 * The loss of a gadget for one pair as the papers estimate it, from draws of a relaxation.
 *
 * @param draws noise vectors a pair
 */
export function relaxedPairLoss(spec: GadgetSpec, draws: number): EstimatedPairLoss {
  if (spec.kind === 'gadget-1') {
    const workspace = createGadget1Workspace(spec.outcomes.length);
    return (input, gradient, rng) => relaxedGadget1Loss(rng, workspace, { ...input, draws }, gradient);
  }
  const workspace = createGadget2Workspace(spec.nClusters, spec.outcomes.length, spec.sinkhornSteps);
  return (input, gradient, rng) => relaxedGadget2Loss(rng, workspace, { ...input, draws }, gradient);
}
