import type { Mdp } from '../../mdp/mdp.js';
import {
  type PolicyPair,
  type ReturnDifference,
  type ReturnDifferenceOptions,
  pairedReturns,
} from './pairedReturns.js';
import { runRows } from './steps/runRows.js';
import { transportSteps } from './steps/transportSteps.js';

/**
 * The least variance of G~ − G that any step-by-step coupling reaches: below it no mechanism gets in
 * `returnDifference`.
 *
 * At each pair of states, each pair of actions and each number of steps to go the coupling of the two rows is the
 * transport plan that makes the variance from there on least, the later steps being coupled as well as they can be.
 * Such a plan knows the policies, the time and both states, which no mechanism does; so the bound need not be reached
 * by one. Actions are drawn independently.
 *
 * @returns as `returnDifference`; the covariance is the largest, `nPairs` counts all pairs that some coupling can reach
 * @throws ArgumentError if sizes, spaces or the horizon do not fit, or a policy over time has fewer steps; NumericalError if a linear program finds no end
 *
 * Cost: a linear program for each reachable pair of rows and each step; all but the first start from the last one's
 * optimum.
 */
export function transportBound(mdp: Mdp, policies: PolicyPair, options: ReturnDifferenceOptions): ReturnDifference {
  return pairedReturns(
    'transportBound',
    mdp,
    policies,
    (runs, others) =>
      transportSteps(
        mdp.nStates,
        runs,
        others,
        runRows(mdp, policies.behaviour, runs),
        runRows(mdp, policies.target, others),
      ),
    options,
  );
}
