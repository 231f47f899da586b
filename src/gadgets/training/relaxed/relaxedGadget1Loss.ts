import type { Rng } from '../../../core/random/rng.js';
import type {
  Gadget1LogitGradient,
  Gadget1LogitInput,
  Gadget1Workspace,
} from '../../kernels/gadget1/gadget1LogitLoss.js';
import { softmaxRows, softmaxRowsGradient } from '../../kernels/softmaxRows.js';
import { type JointObjective, costOfX, costOfY, linearObjective } from './relaxedCost.js';

/**
 * The papers' estimate of gadget 1's loss, and the gradient of that estimate: a softmax at temperature 1 in place of
 * the last argmax, mean over draws of the K × K noise.
 *
 *     joint     E ~ Exp(1)^(K×K)    vX[x] = max over z of P[x,z] / E[x,z]    vY[y] = max over z of Q[y,z] / E[z,y]
 *               L = sum of sX[x] sY[y] g[x,y],   s = v / sum(v)
 *     given x   E as it is where cell (x, z) wins, z by its probability P[x,z] / p[x]:  L = sum of sY[y] cost[y]
 *
 * Deviation: given x, the sum over z is exact, where the paper draws one; and the arithmetic is float64.
 *
 * @param rng noise, `draws` matrices
 * @param workspace of `createGadget1Workspace`
 * @param gradient overwritten
 * @throws ArgumentError if the objective is a variance
 *
 * Cost O(draws K²), given x O(draws K³). Allocates O(K²).
 *
 * Source: Lorberbom et al. 2021, section 6, for the relaxation.
 */
export function relaxedGadget1Loss(
  rng: Rng,
  workspace: Gadget1Workspace,
  { p, q, logitsP, logitsQ, objective, draws }: Gadget1LogitInput & { readonly draws: number },
  gradient: Gadget1LogitGradient,
): number {
  const linear = linearObjective(objective);
  const { sharesP, sharesQ, cellsP, cellsQ, gradient: gradCells } = workspace;
  const nOutcomes = p.length;
  softmaxRows(logitsP, nOutcomes, sharesP);
  softmaxRows(logitsQ, nOutcomes, sharesQ);
  scaleRows(sharesP, p, cellsP);
  scaleRows(sharesQ, q, cellsQ);
  gradCells.cellsP.fill(0);
  gradCells.cellsQ.fill(0);
  const noise = new Float64Array(nOutcomes * nOutcomes);
  const sides = { ofX: createSide(nOutcomes), ofY: createSide(nOutcomes) };
  let loss = 0;
  for (let d = 0; d < draws; d++) {
    for (let c = 0; c < noise.length; c++) noise[c] = rng.exponential();
    if (linear.kind !== 'given') {
      loss += addJoint(workspace, linear, noise, 1 / draws, sides) / draws;
      continue;
    }
    const least = rng.exponential();
    const x = linear.observed;
    for (let z = 0; z < nOutcomes; z++) {
      const winner = x * nOutcomes + z;
      if (cellsP[winner] === 0) continue;
      const weight = cellsP[winner] / p[x] / draws;
      const cellLoss = addGiven(workspace, linear.cost, { winner, noise, least, weight }, sides.ofY);
      gradCells.cellsP[winner] += cellLoss / p[x] / draws;
      loss += weight * cellLoss;
    }
  }
  scaleRows(gradCells.cellsP, p, gradCells.cellsP);
  scaleRows(gradCells.cellsQ, q, gradCells.cellsQ);
  softmaxRowsGradient(sharesP, gradCells.cellsP, nOutcomes, gradient.logitsP);
  softmaxRowsGradient(sharesQ, gradCells.cellsQ, nOutcomes, gradient.logitsQ);
  return loss;
}

/** A relaxed outcome: its shares, their sum before they were divided by it, and the cell that gave each. */
interface Side {
  total: number;
  readonly share: Float64Array;
  readonly cell: Int32Array;
  readonly costs: Float64Array;
}

interface Won {
  readonly winner: number;
  readonly noise: Float64Array;
  readonly least: number;
  readonly weight: number;
}

function createSide(nOutcomes: number): Side {
  return {
    total: 0,
    share: new Float64Array(nOutcomes),
    cell: new Int32Array(nOutcomes),
    costs: new Float64Array(nOutcomes),
  };
}

function addJoint(
  { cellsP, cellsQ, gradient }: Gadget1Workspace,
  objective: JointObjective,
  noise: Float64Array,
  weight: number,
  { ofX, ofY }: { readonly ofX: Side; readonly ofY: Side },
): number {
  const nOutcomes = ofX.share.length;
  // For X the cell's place in the noise is its own, for Y it is transposed.
  relax(ofX, cellsP, (c) => noise[c]);
  relax(ofY, cellsQ, (c) => noise[transposed(c, nOutcomes)]);
  costOfX(objective, ofY.share, ofX.costs);
  costOfY(objective, ofX.share, ofY.costs);
  let loss = 0;
  for (let k = 0; k < nOutcomes; k++) loss += ofX.share[k] * ofX.costs[k];
  for (let k = 0; k < nOutcomes; k++) {
    const [cX, cY] = [ofX.cell[k], ofY.cell[k]];
    gradient.cellsP[cX] += (weight * (ofX.costs[k] - loss)) / ofX.total / noise[cX];
    gradient.cellsQ[cY] += (weight * (ofY.costs[k] - loss)) / ofY.total / noise[transposed(cY, nOutcomes)];
  }
  return loss;
}

/** The race that a cell has won: M ~ Exp(1), E[winner] = P[winner] M, E[c] = P[c] M + Exp(1) elsewhere. */
function addGiven(
  { cellsP, cellsQ, gradient }: Gadget1Workspace,
  cost: Float64Array,
  { winner, noise, least, weight }: Won,
  side: Side,
): number {
  const nOutcomes = cost.length;
  const arrival = (c: number): number => cellsP[c] * least + (c === winner ? 0 : noise[c]);
  relax(side, cellsQ, (c) => arrival(transposed(c, nOutcomes)));
  let loss = 0;
  for (let k = 0; k < nOutcomes; k++) loss += side.share[k] * cost[k];
  for (let k = 0; k < nOutcomes; k++) {
    const own = side.cell[k];
    const other = transposed(own, nOutcomes);
    const slope = (weight * (cost[k] - loss)) / side.total / arrival(other);
    gradient.cellsQ[own] += slope;
    gradient.cellsP[other] -= (slope * cellsQ[own] * least) / arrival(other);
  }
  return loss;
}

/** Shares of the rows' largest cells / E. */
function relax(side: Side, cells: Float64Array, arrival: (cell: number) => number): void {
  const nOutcomes = side.share.length;
  side.total = 0;
  for (let k = 0, c = 0; k < nOutcomes; k++) {
    let largest = -1;
    for (let z = 0; z < nOutcomes; z++, c++) {
      const value = cells[c] / arrival(c);
      if (value <= largest) continue;
      largest = value;
      side.cell[k] = c;
    }
    side.share[k] = largest;
    side.total += largest;
  }
  for (let k = 0; k < nOutcomes; k++) side.share[k] /= side.total;
}

function transposed(cell: number, nOutcomes: number): number {
  return (cell % nOutcomes) * nOutcomes + Math.floor(cell / nOutcomes);
}

/** out[x, z] = matrix[x, z] · scale[x]; `out` may be `matrix`. */
function scaleRows(matrix: Float64Array, scale: Float64Array, out: Float64Array): void {
  for (let x = 0, c = 0; x < scale.length; x++)
    for (let z = 0; z < scale.length; z++, c++) out[c] = matrix[c] * scale[x];
}
