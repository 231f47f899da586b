import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import {
  type PolicyPair,
  type ReturnDifference,
  type ReturnDifferenceOptions,
  pairedReturns,
} from './pairedReturns.js';
import type { PolicyRuns } from './policyRuns.js';
import { cellSteps } from './steps/cellSteps.js';
import { commonSteps } from './steps/commonSteps.js';
import type { CoupledSteps } from './steps/coupledSteps.js';
import { independentSteps } from './steps/independentSteps.js';
import { monotoneSteps } from './steps/monotoneSteps.js';
import { type RunRows, runRows } from './steps/runRows.js';

/**
 * Pairs of rows are followed one by one unless their entries share their steps as much as this: then the cells of pairs of steps are fewer.
 */
const MOST_SHARED = 4;

export interface CoupledDifferenceOptions extends ReturnDifferenceOptions {
  /**
   * How many numbers of coupled steps to keep, ≥ 0, 8 bytes each; past that they are computed afresh in every step.
   * Default 2^25: 256 MiB.
   */
  readonly capacity?: number;
}

/**
 * Variance of the difference of the returns of two policies under shared noise, before anything is observed, exactly.
 *
 * Both runs start in the same state and each step's noise serves both, whatever states they are in by then:
 * (s', s~') has the law J = coupling(P(.|s, a), P(.|s~, a~)). The actions a ~ b(.|s) and a~ ~ e(.|s~) are drawn
 * independently.
 *
 *     Var(G~ − G) = Var G~ + Var G − 2 Cov(G~, G)
 *
 * Only the covariance depends on the mechanism. The variance is unconditional over first states, see
 * `ReturnDifference`; the recursion is in `pairedReturns`. With a stochastic policy against itself the variance is not
 * 0: the actions differ.
 *
 * @throws ArgumentError if sizes, spaces or the horizon do not fit, or a policy over time has fewer steps; and as the mechanism
 *
 * Cost: a coupling for each reachable pair of rows, then H times the cells of pairs of states.
 *
 * Source: law of total variance on the chain of pairs; derived for this project.
 *
 * @example
 * // Arm `left` wins with 1/4, arm `right` with 3/4, whenever the other does.
 * const mdp = createEnv('two-armed').exactModel!();
 * const [behaviour, target] = [tabular([0, 0, 0], 2), tabular([1, 0, 0], 2)];
 * returnDifference(mdp, { behaviour, target }, completeMechanism(gumbelMax()), { horizon: 1 }).difference // { mean: 0.5, variance: 0.25 }
 */
export function returnDifference(
  mdp: Mdp,
  policies: PolicyPair,
  mechanism: CompleteMechanism,
  options: CoupledDifferenceOptions,
): ReturnDifference {
  const { capacity = 2 ** 25 } = options;
  return pairedReturns(
    'returnDifference',
    mdp,
    policies,
    (runs, others) => mechanismSteps(mdp, policies, runs, others, mechanism, capacity),
    options,
  );
}

function mechanismSteps(
  mdp: Mdp,
  policies: PolicyPair,
  runs: PolicyRuns,
  others: PolicyRuns,
  mechanism: CompleteMechanism,
  capacity: number,
): CoupledSteps {
  const { exact, counterfactual } = mechanism;
  const { fresh = false, common, order } = counterfactual;
  if (exact && fresh) return independentSteps(mdp.nStates, runs, others);
  if (exact && (common || order)) {
    const rows = runRows(mdp, policies.behaviour, runs, order);
    const otherRows = runRows(mdp, policies.target, others, order);
    if (shared(rows, runs) * shared(otherRows, others) <= MOST_SHARED) {
      if (order) return monotoneSteps(mdp, mechanism.name, rows, otherRows, capacity);
      return commonSteps(mdp, mechanism.name, common!, { runs, others, rows, otherRows }, capacity);
    }
  }
  return cellSteps(mdp, policies, mechanism, runs, others, capacity);
}

/** How many entries of the rows that are taken have a step in common, on average. */
function shared({ next }: RunRows, { next: steps }: PolicyRuns): number {
  return next.length / Math.max(1, steps.length);
}
