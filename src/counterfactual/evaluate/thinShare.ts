import type { CounterfactualEvaluation } from './evaluateCounterfactual.js';

/**
 * The share of counterfactual steps that rest on a row of the model with at most two logged cases:
 *
 *     sum over e, t of discount^t P(s~_t alive, n(s~_t, a~_t) ≤ 2, not as logged | episode e)
 *     ─────────────────────────────────────────────────────────────────────────────────────────
 *     sum over e, t of discount^t P(s~_t alive | episode e)
 *
 * Steps that repeat the log count as steps, and rest on what was observed (see `StepSupport`). Exact where the
 * evaluation is. A target that does what was logged has share 0, however thin the log.
 *
 * @returns in [0, 1]; undefined for a model that does not hold how many cases its rows have, such as an exact one
 *
 * Cost O(n).
 *
 * @example
 * const log = simulate(createRng(1), createEnv('triage'), uniform(4, 2), { episodes: 3, horizon: 1 });
 * const { mdp } = fit(log);
 * thinShare(evaluateCounterfactual(log, mdp, tabular([0, 0, 0, 0], 2), completeMechanism(gumbelMax()))) // 0.333...
 */
export function thinShare({ support }: Pick<CounterfactualEvaluation, 'support'>): number | undefined {
  if (!support) return undefined;
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  const steps = total(support.steps);
  // A run that starts where it ends has none.
  return steps === 0 ? 0 : Math.min(1, total(support.thin) / steps);
}
