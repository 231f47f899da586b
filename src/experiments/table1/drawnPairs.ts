import { type Rng, createRng } from '../../core/random/rng.js';
import { squaredDifferenceCost } from '../../gadgets/kernels/race/squaredDifferenceCost.js';
import type { TrainingPair } from '../../gadgets/training/trainingPair.js';
import { softmax } from '../softmax.js';

/** The columns of table 1 that are about all pairs of a distribution. */
export type DrawnColumn = 'independent' | 'mirrored';

/** What the pairs of those columns depend on. */
export interface DrawnPairsSpecification {
  /** K. */
  readonly nOutcomes: number;
  /** Logits are uniform from 0 to this. */
  readonly logitRange: number;
  /** Pairs that losses are means over; the same for every seed, and no part of any training. */
  readonly heldOut: number;
  readonly heldOutSeed: number;
}

/** Draws pairs of a column, at the cost (x − y)²: both logits afresh, or q as p reversed. */
export function drawnPairs(
  { nOutcomes, logitRange }: DrawnPairsSpecification,
  column: DrawnColumn,
): (rng: Rng) => TrainingPair {
  const objective = squaredDifferenceCost([Float64Array.from({ length: nOutcomes }, (_, k) => k)]);
  const draw = (rng: Rng): Float64Array =>
    softmax(Float64Array.from({ length: nOutcomes }, () => logitRange * rng.uniform()));
  return (rng) => {
    const p = draw(rng);
    return { p, q: column === 'mirrored' ? p.toReversed() : draw(rng), objective };
  };
}

/** The held-out pairs of a column; of two numbers of them the smaller are the first of the larger. */
export function heldOutPairs(specification: DrawnPairsSpecification, column: DrawnColumn): TrainingPair[] {
  const { heldOut, heldOutSeed } = specification;
  const rng = createRng(heldOutSeed).fork('table-1', column, 'held-out');
  const draw = drawnPairs(specification, column);
  return Array.from({ length: heldOut }, (_, i) => draw(rng.fork('pair', i)));
}
