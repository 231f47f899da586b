import type { TrainingBaselines } from '../../gadgetModel.js';
import { gumbelMaxLoss } from '../../kernels/race/gumbelMaxLoss.js';
import { createRaceLoss } from '../../kernels/race/raceLoss.js';
import type { TrainingPair } from '../trainingPair.js';
import { leastLoss } from './leastLoss.js';

/**
 * What a gadget's loss on these pairs is to be held against: that of Gumbel-max, and the least of any coupling where all
 * pairs have it in closed form.
 *
 * @param pairs at least one
 *
 * Cost less than that of one evaluation of a gadget.
 */
export function trainingBaselines(pairs: readonly TrainingPair[]): TrainingBaselines {
  const nOutcomes = pairs[0].p.length;
  const workspace = createRaceLoss(nOutcomes, 'diagonal');
  const gradient = { p: new Float64Array(nOutcomes), q: new Float64Array(nOutcomes) };
  const gumbelMax = mean(pairs.map((pair) => gumbelMaxLoss(workspace, pair, gradient)));
  const least = pairs.map(leastLoss);
  return { gumbelMax, ...(least.every((value) => value !== undefined) && { least: mean(least) }) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
