import type { Objective } from './objective.js';
import { type RaceLoss, raceLoss } from './raceLoss.js';

/** The weights of a Gumbel-max pair and what is to be made small. */
export interface GumbelMaxInput {
  /** Shape (K), weights ≥ 0 with a positive sum, not checked; zeros are fine. */
  readonly p: Float64Array;
  /** As p. */
  readonly q: Float64Array;
  readonly objective: Objective;
}

/** Where the gradient goes: shape (K) each, overwritten. */
export interface GumbelMaxGradient {
  readonly p: Float64Array;
  readonly q: Float64Array;
}

/**
 * The loss of the Gumbel-max coupling of p and q, and its exact gradient.
 *
 * Where ratios p / q tie, the gradient is the one-sided derivative for the order of the indices. An outcome with
 * p = q = 0 gets gradient 0; at p[k] = 0 < q[k] it is the derivative from above.
 *
 * @param workspace of `createRaceLoss(K, 'diagonal')`
 * @param gradient overwritten with ∂L/∂p and ∂L/∂q; sum of p ∂L/∂p = 0, the same for q
 * @throws NumericalError if the observed outcome has a probability below 1e-30
 *
 * Cost O(K²) for a dense cost, O(K (log K + rank)) otherwise, no allocation.
 *
 * @example
 * const gradient = { p: new Float64Array(2), q: new Float64Array(2) };
 * const objective = { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) } as const;
 * const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(1, 0)];
 * gumbelMaxLoss(createRaceLoss(2, 'diagonal'), { p, q, objective }, gradient) // 0.5
 */
export function gumbelMaxLoss(
  workspace: RaceLoss,
  { p, q, objective }: GumbelMaxInput,
  gradient: GumbelMaxGradient,
): number {
  const { race } = workspace;
  race.weightX.set(p);
  race.weightY.set(q);
  const loss = raceLoss(workspace, objective);
  gradient.p.set(race.gradX);
  gradient.q.set(race.gradY);
  return loss;
}
