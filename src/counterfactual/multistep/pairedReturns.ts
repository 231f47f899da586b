import { ArgumentError, NumericalError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { checkHorizon } from '../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicyFits } from '../../mdp/overTime/checkMarkovPolicyFits.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { pairVariance } from './pairVariance.js';
import { type PolicyRuns, policyRuns } from './policyRuns.js';
import { reachablePairs } from './reachablePairs.js';
import type { CoupledSteps } from './steps/coupledSteps.js';

/** The two policies that are compared, over the model's states; either may be one over time. */
export interface PolicyPair {
  readonly behaviour: MarkovPolicy;
  readonly target: MarkovPolicy;
}

export interface ReturnDifferenceOptions {
  /** Steps of both runs: a finite integer ≥ 0. */
  readonly horizon: number;
  /** In (0, 1]; default 1. */
  readonly discount?: number;
  /**
   * Called on the way: to H while pairs are found, whose number is not known before, then to 2 H with the steps back;
   * in fractions.
   */
  readonly progress?: Progress;
}

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * The joint law of the return G under the behaviour policy and G~ under the target policy, both runs from the same
 * first state: first and second moments. All are unconditional, the first state being drawn from the model's initial
 * distribution, unless they say otherwise.
 */
export interface ReturnDifference {
  /** Of G. */
  readonly behaviour: Moments;
  /** Of G~. */
  readonly target: Moments;
  /** Of G~ and G. */
  readonly covariance: number;
  /** Of G~ − G: the mean is the treatment effect of the policy, the same for every mechanism. */
  readonly difference: Moments;
  /** Var(G~ − G | first state), averaged over first states: the part of the variance that depends on the mechanism. */
  readonly varianceGivenStart: number;
  /**
   * How many pairs of living states the two runs can reach before their last step; with a policy over time perhaps some
   * more, for a pair that can be reached at one time is followed at all later ones.
   */
  readonly nPairs: number;
}

/**
 * Variance of the difference of two returns, by the chain on pairs of states. With h steps to go, and the errors of
 * `PolicyRuns` for either side,
 *
 *     W[h](s, s~) = E[(error~ − error)² + discount² W[h−1](s', s~')]    over the coupled step from (s, s~)
 *
 * which is the law of total variance; where one run has ended W is the other's own variance. Then, both runs starting
 * in s_0,
 *
 *     Var(G~ − G) = E[W[H](s_0, s_0)] + Var(V^e(s_0) − V^b(s_0))    Cov(G~, G) = (Var G~ + Var G − Var(G~ − G)) / 2
 *
 * This is the recursion for E[G G~] less the product of the means, in a form without cancellation: 0 comes out as 0.
 *
 * @param coupledSteps given the steps of both policies, how they are coupled
 * @throws ArgumentError if sizes, spaces or the horizon do not fit, or a policy over time has fewer steps; NumericalError if rewards are so large that squares
 *   overflow
 *
 * Cost: H times the cells of all reachable pairs that are coupled and the steps of the others, and the couplings; memory O(S²)
 * besides them.
 */
export function pairedReturns(
  where: string,
  mdp: Mdp,
  { behaviour, target }: PolicyPair,
  coupledSteps: (behaviour: PolicyRuns, target: PolicyRuns) => CoupledSteps,
  options: ReturnDifferenceOptions,
): ReturnDifference {
  const { horizon, discount = 1 } = options;
  checkHorizon(where, { horizon, discount });
  if (horizon === Infinity)
    throw new ArgumentError(`${where}: horizon must be finite, got Infinity - give a number of steps`);
  checkMarkovPolicyFits(`${where}: behaviour`, behaviour, mdp, horizon);
  checkMarkovPolicyFits(`${where}: target`, target, mdp, horizon);
  const runs = policyRuns(mdp, behaviour, horizon, discount);
  const others = policyRuns(mdp, target, horizon, discount);
  const steps = coupledSteps(runs, others);
  const pairs = reachablePairs(where, mdp, runs, others, steps, options);
  const givenStart = pairVariance(where, mdp, runs, others, steps, pairs, { ...options, discount });
  const result = summary(mdp, runs, others, horizon, givenStart, pairs.nPairs);
  if (!Number.isFinite(result.difference.variance))
    throw new NumericalError(
      `${where}: the variance must be finite, got ${result.difference.variance} - scale the rewards down`,
    );
  return result;
}

function summary(
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  horizon: number,
  givenStart: Float64Array,
  nPairs: number,
): ReturnDifference {
  const { nStates, initial } = mdp;
  const at = ({ mean, variance }: PolicyRuns): readonly [Float64Array, Float64Array] => [
    mean.subarray(horizon * nStates),
    variance.subarray(horizon * nStates),
  ];
  const [mean, variance] = at(runs);
  const [meanOther, varianceOther] = at(others);
  const behaviour = overStarts(initial, mean, variance);
  const target = overStarts(initial, meanOther, varianceOther);
  const difference = overStarts(
    initial,
    meanOther.map((value, s) => value - mean[s]),
    givenStart,
  );
  return {
    behaviour,
    target,
    covariance: (behaviour.variance + target.variance - difference.variance) / 2,
    difference,
    varianceGivenStart: initial.reduce((sum, share, s) => sum + share * givenStart[s], 0),
    nPairs,
  };
}

/** Mean of the means; mean of the variances and variance of the means. */
function overStarts(initial: Float64Array, mean: Float64Array, variance: Float64Array): Moments {
  const overall = initial.reduce((sum, share, s) => sum + share * mean[s], 0);
  return {
    mean: overall,
    variance: initial.reduce((sum, share, s) => sum + share * (variance[s] + (mean[s] - overall) ** 2), 0),
  };
}
