import { NumericalError } from '../../../core/errors.js';
import { type BilinearCost, centreOnMean, createBilinearCost, setBilinearCost } from '../race/bilinearCost.js';
import type { Objective } from '../race/objective.js';
import { type Race, createRace } from '../race/race.js';
import { raceExpectation } from '../race/raceExpectation.js';
import { bilinearLoss } from '../race/raceLoss.js';
import { type ClusterRows, clusterRows, createClusterRows } from './clusterRows.js';
import { clusterRowsGradient } from './clusterRowsGradient.js';
import { type Gadget2Pair, setClusterRace } from './gadget2Coupling.js';

/** What a network and a model give for one pair, and what is to be made small. */
export interface Gadget2Input {
  /** Shape (K), probabilities, not checked; zeros are fine. */
  readonly p: Float64Array;
  /** As p. */
  readonly q: Float64Array;
  /** Shape (nClusters × K), row-major: the network's answer to p. Finite. */
  readonly logitsP: Float32Array | Float64Array;
  /** As logitsP: the same network's answer to q. */
  readonly logitsQ: Float32Array | Float64Array;
  /** Shape (nClusters), probabilities in float64: take a learned prior through `softmaxRows`. */
  readonly prior: Float64Array;
  readonly objective: Objective;
}

/** Where the gradient goes; each is overwritten. */
export interface Gadget2Gradient {
  /** Shape (nClusters × K). */
  readonly logitsP: Float32Array | Float64Array;
  /** Shape (nClusters × K). */
  readonly logitsQ: Float32Array | Float64Array;
  /** Shape (nClusters), the entries taken as free: put it through `softmaxRowsGradient`. */
  readonly prior?: Float64Array;
}

/**
 * Working space for `gadget2Loss`, allocated once a size. After a loss, `correction` of `ofP` and `ofQ` are the two c*.
 */
export interface Gadget2Workspace {
  readonly ofP: ClusterRows;
  readonly ofQ: ClusterRows;
  readonly race: Race;
  readonly bilinear: BilinearCost;
  readonly gradRowsP: Float64Array;
  readonly gradRowsQ: Float64Array;
  readonly gradPriorP: Float64Array;
  readonly gradPriorQ: Float64Array;
}

/** Working space for |Z| = `nClusters`, K = `nOutcomes`, T = `nSteps`. */
export function createGadget2Workspace(nClusters: number, nOutcomes: number, nSteps: number): Gadget2Workspace {
  return {
    ofP: createClusterRows(nClusters, nOutcomes, nSteps),
    ofQ: createClusterRows(nClusters, nOutcomes, nSteps),
    race: createRace(nOutcomes, 'diagonal'),
    bilinear: createBilinearCost(nOutcomes),
    gradRowsP: new Float64Array(nClusters * nOutcomes),
    gradRowsQ: new Float64Array(nClusters * nOutcomes),
    gradPriorP: new Float64Array(nClusters),
    gradPriorQ: new Float64Array(nClusters),
  };
}

/**
 * The loss of gadget 2 and its exact gradient with respect to the logits and the prior, through Sinkhorn and
 * correction. The marginals p and q do not move.
 *
 * @param workspace of `createGadget2Workspace`
 * @param gradient overwritten
 * @throws NumericalError if the observed outcome has a probability below 1e-30, or if the loss is not finite
 *
 * Cost O(|Z| K (T + K)) for a dense cost, O(|Z| K (T + log K + rank)) otherwise, no allocation.
 * Source: Lorberbom et al. 2021 for the mechanism; closed form and gradient are ours.
 *
 * @example
 * const objective = { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) } as const;
 * const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(1, 0)];
 * const [logitsP, logitsQ] = [new Float32Array(2), new Float32Array(2)];
 * const input = { p, q, logitsP, logitsQ, prior: Float64Array.of(1), objective };
 * const gradient = { logitsP: new Float32Array(2), logitsQ: new Float32Array(2) };
 * gadget2Loss(createGadget2Workspace(1, 2, 10), input, gradient) // 0.5
 */
export function gadget2Loss(workspace: Gadget2Workspace, input: Gadget2Input, gradient: Gadget2Gradient): number {
  const { ofP, ofQ, race, bilinear, gradRowsP, gradRowsQ, gradPriorP, gradPriorQ } = workspace;
  const { p, q, prior, objective } = input;
  clusterRows(ofP, { logits: input.logitsP, p, prior });
  clusterRows(ofQ, { logits: input.logitsQ, p: q, prior });
  const pair: Gadget2Pair = { prior, rowsP: ofP.rows, rowsQ: ofQ.rows };
  setBilinearCost(bilinear, objective, p, q);
  if (objective.kind === 'variance-given')
    centreOnMean(bilinear, objective.score, rowMean(workspace, pair, objective.score));

  const { nClusters, nOutcomes } = ofP;
  let loss = bilinear.constant;
  for (let z = 0; z < nClusters; z++) {
    setClusterRace(race, pair, z);
    const clusterLoss = bilinear.scale * bilinearLoss(race, bilinear);
    loss += prior[z] * clusterLoss;
    if (gradient.prior) gradient.prior[z] = clusterLoss;
    const weight = prior[z] * bilinear.scale;
    for (let k = 0, at = z * nOutcomes; k < nOutcomes; k++, at++) {
      gradRowsP[at] = weight * race.gradX[k];
      gradRowsQ[at] = weight * race.gradY[k];
    }
  }
  if (!Number.isFinite(loss))
    throw new NumericalError(
      `gadget2Loss: logits and cost must be finite, got a loss of ${loss} - lower the learning rate`,
    );
  clusterRowsGradient(ofP, gradRowsP, { logits: gradient.logitsP, prior: gradPriorP });
  clusterRowsGradient(ofQ, gradRowsQ, { logits: gradient.logitsQ, prior: gradPriorQ });
  if (gradient.prior) for (let z = 0; z < nClusters; z++) gradient.prior[z] += gradPriorP[z] + gradPriorQ[z];
  return loss;
}

/** E(score[Y] | x) over all clusters. */
function rowMean({ race, bilinear }: Gadget2Workspace, pair: Gadget2Pair, score: Float64Array): number {
  let mean = 0;
  for (let z = 0; z < pair.prior.length; z++) {
    setClusterRace(race, pair, z);
    mean += pair.prior[z] * raceExpectation(race, bilinear.left, score);
  }
  return bilinear.scale * mean;
}
