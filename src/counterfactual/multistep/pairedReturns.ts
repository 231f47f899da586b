import { ArgumentError, NumericalError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { checkHorizon } from '../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicyFits } from '../../mdp/overTime/checkMarkovPolicyFits.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { independentSteps } from './independentSteps.js';
import { type PolicyRuns, policyRuns, stepErrors } from './policyRuns.js';

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
 * Expected cost of one step of a pair of runs. `cost` has shape (steps of s × steps of s~), row-major, and is not kept.
 */
export type StepExpectation = (cost: Float64Array) => number;

/**
 * How the steps from a pair of living states at time t are coupled: reports each cell (number of the step from s) · (steps of s~)
 * + (number of the step from s~) that can happen, at once, and says how to average over the cells; `INDEPENDENT` where each
 * run takes its step by itself.
 */
export type OpenPair = (
  s: number,
  sOther: number,
  t: number,
  follow: (cell: number) => void,
) => StepExpectation | typeof INDEPENDENT;

/** Steps of a pair that are not coupled: their average needs no cells, see `independentSteps`. */
export const INDEPENDENT = 'independent';

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
 * @param openPairs given the steps of both policies, the coupling; each reachable pair is opened once for what the two
 *   policies do there, with a policy over time as often as that changes
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
  openPairs: (behaviour: PolicyRuns, target: PolicyRuns) => OpenPair,
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
  const pairs = reachablePairs(where, mdp, runs, others, openPairs(runs, others), options);
  const givenStart = pairVariance(where, mdp, runs, others, pairs, { ...options, discount });
  const result = summary(mdp, runs, others, horizon, givenStart, pairs.nOpened);
  if (!Number.isFinite(result.difference.variance))
    throw new NumericalError(
      `${where}: the variance must be finite, got ${result.difference.variance} - scale the rewards down`,
    );
  return result;
}

/** Pairs between two reports: a coupling for each action takes far longer than an average over what is coupled. */
const [FOUND, CARRIED] = [500, 100_000];

/** @throws NumericalError where the memory for a table over all pairs of states is not to be had */
function squareTable<Table>(where: string, nStates: number, create: (size: number) => Table): Table {
  try {
    return create(nStates * nStates);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new NumericalError(
      `${where}: tables over all pairs of ${nStates} states must fit in memory, got none of ${nStates * nStates} entries - use a coarser space`,
    );
  }
}

/** The pairs of living states that the runs can reach in fewer than H steps, nearest first. */
interface ReachablePairs {
  /** Shape (pairs): s·S + s~. */
  readonly pair: number[];
  /** By `actingAt`, then by pair: the coupling of what is done there. */
  readonly expectation: (StepExpectation | typeof INDEPENDENT)[][];
  readonly nOpened: number;
  /** Shape (H): how many of the pairs can be reached in at most t steps. */
  readonly within: number[];
}

/** Which of the ways of either policy to act in a pair of states it is that they take at time t: 0 for stationary ones. */
function actingAt(
  { sameAs }: PolicyRuns,
  others: PolicyRuns,
  { nStates }: Mdp,
  horizon: number,
): (t: number, s: number, sOther: number) => number {
  return (t, s, sOther) => sameAs[t * nStates + s] * horizon + others.sameAs[t * nStates + sOther];
}

function reachablePairs(
  where: string,
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  open: OpenPair,
  { horizon, progress }: ReturnDifferenceOptions,
): ReachablePairs {
  const { nStates, terminal } = mdp;
  const seen = squareTable(where, nStates, (size) => new Uint8Array(size));
  const pair: number[] = [];
  const add = (s: number, sOther: number): void => {
    const number = s * nStates + sOther;
    if (seen[number] === 1 || terminal[s] === 1 || terminal[sOther] === 1) return;
    seen[number] = 1;
    pair.push(number);
  };
  if (horizon > 0) for (let s = 0; s < nStates; s++) if (mdp.initial[s] > 0) add(s, s);
  const acting = actingAt(runs, others, mdp, horizon);
  const expectation: ReachablePairs['expectation'] = [];
  let nOpened = 0;
  const within: number[] = [];
  for (let t = 0; t < horizon; t++) {
    within.push(pair.length);
    // Pairs found from here on are one step further away; those of the last step lead nowhere that counts.
    for (let i = 0; i < within[t]; i++) {
      const s = Math.floor(pair[i] / nStates);
      const sOther = pair[i] % nStates;
      const byPair = (expectation[acting(t, s, sOther)] ??= []);
      if (i in byPair) continue;
      const width = others.start[sOther + 1] - others.start[sOther];
      const follow = (cell: number): void => {
        add(runs.next[runs.start[s] + Math.floor(cell / width)], others.next[others.start[sOther] + (cell % width)]);
      };
      byPair[i] = open(s, sOther, t, t + 1 < horizon ? follow : () => undefined);
      if (i < nOpened) continue;
      nOpened++;
      if (i % FOUND === 0) progress?.((horizon * i) / pair.length, 2 * horizon);
    }
  }
  return { pair, expectation, nOpened, within };
}

/** W[H](s, s), shape (S), for the states where runs start; 0 elsewhere. */
function pairVariance(
  where: string,
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  { pair, expectation, within }: ReachablePairs,
  { horizon, discount, progress }: ReturnDifferenceOptions & { readonly discount: number },
): Float64Array {
  const { nStates } = mdp;
  const table = (): Float64Array => squareTable(where, nStates, (size) => new Float64Array(size));
  let [later, now] = [table(), table()];
  const error = new Float64Array(runs.next.length);
  const errorOther = new Float64Array(others.next.length);
  const cost = new Float64Array(mostSteps(runs) * mostSteps(others));
  const acting = actingAt(runs, others, mdp, horizon);
  const hasIndependent = expectation.some((byPair) => byPair.includes(INDEPENDENT));
  const independent = independentSteps(nStates, runs, others);
  for (let h = 1; h <= horizon; h++) {
    stepErrors(runs, nStates, h, discount, error);
    stepErrors(others, nStates, h, discount, errorOther);
    if (hasIndependent) independent.turn(horizon - h, discount, error, errorOther, later);
    const n = within[horizon - h];
    for (let i = 0; i < n; i++) {
      if (i % CARRIED === 0) progress?.(horizon + h - 1 + i / n, 2 * horizon);
      const s = Math.floor(pair[i] / nStates);
      const sOther = pair[i] % nStates;
      const expected = expectation[acting(horizon - h, s, sOther)][i];
      if (expected === INDEPENDENT) {
        now[pair[i]] = independent.mean(s, sOther);
        continue;
      }
      const [first, end] = [others.start[sOther], others.start[sOther + 1]];
      let cell = 0;
      for (let k = runs.start[s]; k < runs.start[s + 1]; k++) {
        const from = runs.next[k] * nStates;
        for (let l = first; l < end; l++)
          cost[cell++] = (errorOther[l] - error[k]) ** 2 + discount * discount * later[from + others.next[l]];
      }
      now[pair[i]] = expected(cost.subarray(0, cell));
    }
    ended(mdp, runs, others, h, now);
    [later, now] = [now, later];
    progress?.(horizon + h, 2 * horizon);
  }
  return Float64Array.from({ length: nStates }, (_, s) => (mdp.initial[s] > 0 ? later[s * nStates + s] : 0));
}

/** Where one run has ended only the other varies. */
function ended(mdp: Mdp, runs: PolicyRuns, others: PolicyRuns, h: number, table: Float64Array): void {
  const { nStates, terminal } = mdp;
  for (let end = 0; end < nStates; end++) {
    if (terminal[end] === 0) continue;
    for (let s = 0; s < nStates; s++) {
      table[end * nStates + s] = others.variance[h * nStates + s];
      table[s * nStates + end] = runs.variance[h * nStates + s];
    }
  }
}

function mostSteps({ start }: PolicyRuns): number {
  let most = 0;
  for (let s = 0; s + 1 < start.length; s++) most = Math.max(most, start[s + 1] - start[s]);
  return most;
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
