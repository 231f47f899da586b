import { type BilinearCost, centreOnMean, createBilinearCost, setBilinearCost } from './bilinearCost.js';
import { denseRaceLoss } from './denseRaceLoss.js';
import { diagonalRaceLoss } from './diagonalRaceLoss.js';
import { lowRankRaceLoss } from './lowRankRaceLoss.js';
import type { Objective } from './objective.js';
import { type Race, createRace, prepareRace } from './race.js';
import { raceExpectation } from './raceExpectation.js';

/** A race with what an objective needs beside it. Working space, allocated once a size. */
export interface RaceLoss {
  readonly race: Race;
  readonly bilinear: BilinearCost;
  /** Shape (K): the weights of X's outcomes. */
  readonly marginX: Float64Array;
  /** Shape (K): the weights of Y's outcomes. */
  readonly marginY: Float64Array;
}

/** Working space for `raceLoss`; the arguments are those of `createRace`. */
export function createRaceLoss(nOutcomes: number, cells: 'diagonal' | 'square'): RaceLoss {
  return {
    race: createRace(nOutcomes, cells),
    bilinear: createBilinearCost(nOutcomes),
    marginX: new Float64Array(nOutcomes),
    marginY: new Float64Array(nOutcomes),
  };
}

/**
 * The loss of an objective and its gradient with respect to the weights of the cells.
 *
 * The weights need not sum to 1 and the loss depends on their ratios only, marginals included: so through a softmax
 * ∂L/∂logit = weight · ∂L/∂weight, and through w / sum(w) ∂L/∂w = ∂L/∂weight / sum(w).
 *
 * @param workspace with `race.weightX` and `race.weightY` written; leaves the gradient in `race.gradX` and `race.gradY`
 * @throws NumericalError if the observed outcome has a probability below 1e-30
 *
 * Cost for n cells: O(n log n + n K) for a dense cost, O(n (log n + rank)) otherwise. No allocation.
 */
export function raceLoss(workspace: RaceLoss, objective: Objective): number {
  const { race, bilinear } = workspace;
  addUpMargins(workspace);
  setBilinearCost(bilinear, objective, workspace.marginX, workspace.marginY);
  prepareRace(race);
  if (objective.kind === 'variance-given') {
    const rowMean = bilinear.scale * raceExpectation(race, bilinear.left, objective.score);
    centreOnMean(bilinear, objective.score, rowMean);
  }
  const loss = bilinear.constant + bilinear.scale * bilinearLoss(race, bilinear);
  addMarginTerms(workspace, objective, loss);
  return loss;
}

/**
 * The expectation of a bilinear cost, without its scale and constant, and its gradient in `gradX` and `gradY`; the race
 * is prepared.
 */
export function bilinearLoss(race: Race, { dense, rank, left, right }: BilinearCost): number {
  if (dense === undefined) return lowRankRaceLoss(race, rank, left, right);
  return race.nCells === race.nOutcomes ? diagonalRaceLoss(race, dense) : denseRaceLoss(race, dense);
}

function addUpMargins({ race, marginX, marginY }: RaceLoss): void {
  const { nCells, row, column, weightX, weightY } = race;
  marginX.fill(0);
  marginY.fill(0);
  for (let c = 0; c < nCells; c++) {
    marginX[row[c]] += weightX[c];
    marginY[column[c]] += weightY[c];
  }
}

/**
 * Scales the gradient and adds what the loss takes from the marginals alone, which is the same for all cells of a row
 * (column).
 */
function addMarginTerms({ race, bilinear, marginX, marginY }: RaceLoss, objective: Objective, loss: number): void {
  const { nCells, row, column, gradX, gradY } = race;
  const { scale } = bilinear;
  switch (objective.kind) {
    case 'cost':
    case 'low-rank':
      return;
    case 'given':
    case 'variance-given': {
      // L = total L0 / p[x]: by total and by p[x], which both contain the weight of a cell of row x.
      const byTotal = loss / (scale * marginX[objective.observed]);
      const byRow = loss / marginX[objective.observed];
      for (let c = 0; c < nCells; c++) {
        gradX[c] = scale * gradX[c] + byTotal - (row[c] === objective.observed ? byRow : 0);
        gradY[c] *= scale;
      }
      return;
    }
    case 'variance': {
      const { score } = objective;
      marginDerivative(marginX, score, bilinear.meanX);
      marginDerivative(marginY, score, bilinear.meanY);
      for (let c = 0; c < nCells; c++) {
        gradX[c] += marginX[row[c]];
        gradY[c] += marginY[column[c]];
      }
    }
  }
}

/** Puts the derivative of the score's variance with respect to each weight in the place of the weights. */
function marginDerivative(margin: Float64Array, score: Float64Array, mean: number): void {
  let total = 0;
  let variance = 0;
  for (let k = 0; k < margin.length; k++) {
    total += margin[k];
    variance += margin[k] * (score[k] - mean) ** 2;
  }
  variance /= total;
  for (let k = 0; k < margin.length; k++) margin[k] = ((score[k] - mean) ** 2 - variance) / total;
}
