import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import type { CounterfactualEvaluation } from '../../counterfactual/evaluate/evaluateCounterfactual.js';

/**
 * The least and the greatest effect that a row of the list may have to draw, with zero, whatever page it is on.
 *
 * @returns [−1, 1] where all are zero
 *
 * Cost O(n).
 */
export function effectDomain(
  { effect, observedReturn }: Pick<CounterfactualEvaluation, 'effect' | 'observedReturn'>,
  { lower, upper }: Pick<CounterfactualBounds, 'lower' | 'upper'>,
): readonly [number, number] {
  let [least, greatest] = [0, 0];
  for (let e = 0; e < effect.length; e++) {
    // A mechanism with fresh noise may lie outside the bounds.
    least = Math.min(least, effect[e], lower[e] - observedReturn[e]);
    greatest = Math.max(greatest, effect[e], upper[e] - observedReturn[e]);
  }
  return least === greatest ? [-1, 1] : [least, greatest];
}
