import type { Objective } from '../race/objective.js';
import { type RaceLoss, raceLoss } from '../race/raceLoss.js';
import { type Gadget1Pair, setGadget1Race, transpose } from './gadget1Race.js';

/** The cells of gadget 1 and what is to be made small. */
export interface Gadget1Input extends Gadget1Pair {
  readonly objective: Objective;
}

/** Where the gradient goes: shape (K × K) each, overwritten. */
export interface Gadget1Gradient {
  readonly cellsP: Float64Array;
  readonly cellsQ: Float64Array;
}

/**
 * The loss of gadget 1 and its exact gradient with respect to every cell, each taken as free: marginals move with them.
 *
 * @param workspace of `createRaceLoss(K, 'square')`
 * @param gradient overwritten with ∂L/∂cellsP and ∂L/∂cellsQ; a cell without weight in both gets 0
 * @throws NumericalError if the observed outcome has a probability below 1e-30
 *
 * Cost O(K² log K + K³) for a dense cost, O(K² (log K + rank)) otherwise, no allocation.
 * Source: Lorberbom et al. 2021 for the mechanism; closed form and gradient are ours.
 *
 * @example
 * const cells = (): Float64Array => new Float64Array(4);
 * const objective = { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) } as const;
 * const [cellsP, cellsQ] = [Float64Array.of(0.5, 0, 0, 0.5), Float64Array.of(1, 0, 0, 0)];
 * gadget1Loss(createRaceLoss(2, 'square'), { cellsP, cellsQ, objective }, { cellsP: cells(), cellsQ: cells() }) // 0.5
 */
export function gadget1Loss(workspace: RaceLoss, input: Gadget1Input, gradient: Gadget1Gradient): number {
  const { race } = workspace;
  setGadget1Race(race, input);
  const loss = raceLoss(workspace, input.objective);
  gradient.cellsP.set(race.gradX);
  transpose(race.gradY, race.nOutcomes, gradient.cellsQ);
  return loss;
}
