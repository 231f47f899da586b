import type { Rng } from '../../../core/random/rng.js';
import { clusterRows } from '../../kernels/gadget2/clusterRows.js';
import { clusterRowsGradient } from '../../kernels/gadget2/clusterRowsGradient.js';
import type { Gadget2Gradient, Gadget2Input, Gadget2Workspace } from '../../kernels/gadget2/gadget2Loss.js';
import { type JointObjective, costOfX, costOfY, linearObjective } from './relaxedCost.js';

/**
 * The papers' estimate of gadget 2's loss, and the gradient of that estimate: a softmax at temperature 1 in place of
 * the last argmax, mean over draws of the noise.
 *
 *     joint            E ~ Exp(1)^K      sX ∝ rowsP[z] / E   sY ∝ rowsQ[z] / E   L_z = sum of sX[x] sY[y] g[x,y]
 *     given x          E as it is where x wins in cluster z                       L_z = sum of sY[y] cost[y]
 *     L = sum over z of w[z] L_z,   w = prior, or the posterior of z given x
 *
 * Gumbels are −log E, so that the softmax of Gumbels and log-probabilities is the share of rows / E. Biased: a relaxed
 * outcome is spread where the argmax is not.
 *
 * Deviation: the sum over clusters is exact, where the paper draws one; and the arithmetic is float64.
 *
 * @param rng noise, `draws` vectors
 * @param workspace of `createGadget2Workspace`
 * @param gradient overwritten
 * @throws ArgumentError if the objective is a variance
 *
 * Cost O(draws |Z| K) for a low rank, times K for a dense cost; beside the Sinkhorn steps. Allocates O(|Z| K).
 *
 * Source: Lorberbom et al. 2021, section 6, for the relaxation.
 */
export function relaxedGadget2Loss(
  rng: Rng,
  workspace: Gadget2Workspace,
  { p, q, logitsP, logitsQ, prior, objective, draws }: Gadget2Input & { readonly draws: number },
  gradient: Gadget2Gradient,
): number {
  const linear = linearObjective(objective);
  const { ofP, ofQ, gradRowsP, gradRowsQ, gradPriorP, gradPriorQ } = workspace;
  clusterRows(ofP, { logits: logitsP, p, prior });
  clusterRows(ofQ, { logits: logitsQ, p: q, prior });
  gradRowsP.fill(0);
  gradRowsQ.fill(0);
  const gradPrior = new Float64Array(prior.length);
  const nOutcomes = p.length;
  const noise = new Float64Array(nOutcomes);
  const scratch = createScratch(nOutcomes);
  let loss = 0;
  for (let d = 0; d < draws; d++) {
    for (let k = 0; k < nOutcomes; k++) noise[k] = rng.exponential();
    const least = rng.exponential();
    for (let z = 0; z < prior.length; z++) {
      const [start, end] = [z * nOutcomes, (z + 1) * nOutcomes];
      const cluster: Cluster = {
        rowP: ofP.rows.subarray(start, end),
        rowQ: ofQ.rows.subarray(start, end),
        gradP: gradRowsP.subarray(start, end),
        gradQ: gradRowsQ.subarray(start, end),
      };
      if (linear.kind === 'given') {
        const x = linear.observed;
        const perRow = prior[z] / p[x] / draws;
        if (cluster.rowP[x] === 0) continue;
        const weight = perRow * cluster.rowP[x];
        const clusterLoss = addGiven(cluster, linear.cost, x, noise, least, weight, scratch);
        cluster.gradP[x] += perRow * clusterLoss;
        gradPrior[z] += (cluster.rowP[x] / p[x] / draws) * clusterLoss;
        loss += weight * clusterLoss;
      } else {
        const weight = prior[z] / draws;
        const clusterLoss = addJoint(cluster, linear, noise, weight, scratch);
        gradPrior[z] += clusterLoss / draws;
        loss += weight * clusterLoss;
      }
    }
  }
  clusterRowsGradient(ofP, gradRowsP, { logits: gradient.logitsP, prior: gradPriorP });
  clusterRowsGradient(ofQ, gradRowsQ, { logits: gradient.logitsQ, prior: gradPriorQ });
  gradient.prior?.set(gradPrior.map((value, z) => value + gradPriorP[z] + gradPriorQ[z]));
  return loss;
}

/** Views of one cluster: its two rows and their gradients, added to. */
interface Cluster {
  readonly rowP: Float64Array;
  readonly rowQ: Float64Array;
  readonly gradP: Float64Array;
  readonly gradQ: Float64Array;
}

interface Scratch {
  readonly shareX: Float64Array;
  readonly shareY: Float64Array;
  readonly costs: Float64Array;
  readonly arrival: Float64Array;
}

function createScratch(nOutcomes: number): Scratch {
  const floats = (): Float64Array => new Float64Array(nOutcomes);
  return { shareX: floats(), shareY: floats(), costs: floats(), arrival: floats() };
}

function addJoint(
  { rowP, rowQ, gradP, gradQ }: Cluster,
  objective: JointObjective,
  noise: Float64Array,
  weight: number,
  { shareX, shareY, costs }: Scratch,
): number {
  const totalX = shares(rowP, noise, shareX);
  const totalY = shares(rowQ, noise, shareY);
  costOfX(objective, shareY, costs);
  let loss = 0;
  for (let k = 0; k < costs.length; k++) loss += shareX[k] * costs[k];
  for (let k = 0; k < costs.length; k++) gradP[k] += (weight * (costs[k] - loss)) / totalX / noise[k];
  costOfY(objective, shareX, costs);
  for (let k = 0; k < costs.length; k++) gradQ[k] += (weight * (costs[k] - loss)) / totalY / noise[k];
  return loss;
}

/** The race in which x has won: M ~ Exp(1), E[x] = rowP[x] M, E[k] = rowP[k] M + Exp(1). */
function addGiven(
  { rowP, rowQ, gradP, gradQ }: Cluster,
  cost: Float64Array,
  x: number,
  noise: Float64Array,
  least: number,
  weight: number,
  { shareY, arrival }: Scratch,
): number {
  for (let k = 0; k < arrival.length; k++) arrival[k] = rowP[k] * least + (k === x ? 0 : noise[k]);
  const total = shares(rowQ, arrival, shareY);
  let loss = 0;
  for (let k = 0; k < cost.length; k++) loss += shareY[k] * cost[k];
  for (let k = 0; k < cost.length; k++) {
    const slope = (weight * (cost[k] - loss)) / total / arrival[k];
    gradQ[k] += slope;
    gradP[k] -= (slope * rowQ[k] * least) / arrival[k];
  }
  return loss;
}

/** out = (row / E) / its sum; returns the sum. */
function shares(row: Float64Array, arrival: Float64Array, out: Float64Array): number {
  let total = 0;
  for (let k = 0; k < row.length; k++) {
    out[k] = row[k] / arrival[k];
    total += out[k];
  }
  for (let k = 0; k < row.length; k++) out[k] /= total;
  return total;
}
