import type { Mdp } from '../../mdp/mdp.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { union } from '../rows/union.js';
import { createNumberPages, keepNumbers } from './numberPages.js';
import { INDEPENDENT, type OpenPair } from './openPair.js';
import {
  type PolicyPair,
  type ReturnDifference,
  type ReturnDifferenceOptions,
  pairedReturns,
} from './pairedReturns.js';
import type { PolicyRuns } from './policyRuns.js';

export interface CoupledDifferenceOptions extends ReturnDifferenceOptions {
  /**
   * How many numbers of coupled steps to keep, ≥ 0, 8 bytes each; past that they are computed afresh in every step.
   * Default 2^26: 512 MiB.
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
  const { capacity = 2 ** 26 } = options;
  return pairedReturns(
    'returnDifference',
    mdp,
    policies,
    (runs, others) => mechanismPairs(mdp, policies, runs, others, mechanism, capacity),
    options,
  );
}

function mechanismPairs(
  mdp: Mdp,
  policies: PolicyPair,
  runs: PolicyRuns,
  others: PolicyRuns,
  mechanism: CompleteMechanism,
  capacity: number,
): OpenPair {
  const pages = createNumberPages(capacity);
  const drawnApart = apartStates(mdp.nStates, runs, others, mechanism);
  return (s, sOther, t, follow) => {
    if (drawnApart(s, sOther)) {
      followAll(runs.probability[t], others.probability[t], runs, others, s, sOther, follow);
      return INDEPENDENT;
    }
    const acting = { behaviour: policyAtStep(policies.behaviour, t), target: policyAtStep(policies.target, t) };
    const compute = (): Float64Array => coupledSteps(mdp, acting, runs, others, mechanism, s, sOther);
    const coupled = compute();
    coupled.forEach((mass, cell) => {
      if (mass !== 0) follow(cell);
    });
    const sparse = cellsOf(coupled);
    const start = keepNumbers(pages, sparse ?? coupled);
    if (start < 0) return (cost) => dot(compute(), 0, cost);
    const { page } = pages;
    if (!sparse) return (cost) => dot(page, start, cost);
    const end = start + sparse.length;
    return (cost) => {
      let sum = 0;
      for (let i = start; i < end; i += 2) sum += page[i + 1] * cost[page[i]];
      return sum;
    };
  };
}

/**
 * Whether the steps from two states are independent under a mechanism: where it draws anew, or does so wherever two rows
 * have no outcome in common, and the two states have no next state in common.
 */
function apartStates(
  nStates: number,
  runs: PolicyRuns,
  others: PolicyRuns,
  { exact, counterfactual: { fresh = false, common } }: CompleteMechanism,
): (s: number, sOther: number) => boolean {
  if (!exact || !(fresh || common)) return () => false;
  if (fresh) return () => true;
  /** Shape (S): 1 + the last state that led there. */
  const from = new Uint32Array(nStates);
  let last = -1;
  return (s, sOther) => {
    if (s !== last) for (let k = runs.start[s]; k < runs.start[s + 1]; k++) from[runs.next[k]] = s + 1;
    last = s;
    for (let l = others.start[sOther]; l < others.start[sOther + 1]; l++)
      if (from[others.next[l]] === s + 1) return false;
    return true;
  };
}

/** Every pair of steps that are both possible at a time. */
function followAll(
  chance: Float64Array,
  chanceOther: Float64Array,
  { start }: PolicyRuns,
  { start: startOther }: PolicyRuns,
  s: number,
  sOther: number,
  follow: (cell: number) => void,
): void {
  const width = startOther[sOther + 1] - startOther[sOther];
  for (let k = start[s]; k < start[s + 1]; k++) {
    for (let l = 0; l < width && chance[k] > 0; l++)
      if (chanceOther[startOther[sOther] + l] > 0) follow((k - start[s]) * width + l);
  }
}

/** Cells that are not 0, each before its number, where that takes less room: shape (2 · cells). */
function cellsOf(coupled: Float64Array): Float64Array | undefined {
  let n = 0;
  for (const mass of coupled) if (mass !== 0) n += 1;
  if (2 * n >= coupled.length) return undefined;
  const cells = new Float64Array(2 * n);
  let at = 0;
  for (let cell = 0; cell < coupled.length; cell++) {
    if (coupled[cell] === 0) continue;
    cells[at++] = cell;
    cells[at++] = coupled[cell];
  }
  return cells;
}

/**
 * sum over a, a~ of b(a|s) e(a~|s~) J, by steps: shape (steps of s × steps of s~). What is not possible is left out: a policy over
 * time may take it in a pair that is followed but cannot be reached at that time.
 */
function coupledSteps(
  mdp: Mdp,
  { behaviour, target }: { readonly behaviour: Policy; readonly target: Policy },
  runs: PolicyRuns,
  others: PolicyRuns,
  mechanism: CompleteMechanism,
  s: number,
  sOther: number,
): Float64Array {
  const { nActions, rowStart, nextState, probability } = mdp;
  const width = others.start[sOther + 1] - others.start[sOther];
  const coupled = new Float64Array((runs.start[s + 1] - runs.start[s]) * width);
  for (let row = s * nActions; row < (s + 1) * nActions; row++) {
    if (behaviour.probability[row] === 0 || isEmpty(mdp, row)) continue;
    // Any possible entry will do: only the union of the two rows is wanted.
    let observed = 0;
    while (probability[rowStart[row] + observed] === 0) observed++;
    for (let other = sOther * nActions; other < (sOther + 1) * nActions; other++) {
      const share = behaviour.probability[row] * target.probability[other];
      if (share === 0 || isEmpty(mdp, other)) continue;
      const { p, q, outcomes, target: column } = union(mdp, row, observed, other);
      const coupling = mechanism.coupling(p, q, outcomes);
      let x = 0;
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
        while (outcomes[x] !== nextState[k]) x++;
        if (probability[k] === 0) continue;
        const to = runs.step[k] * width;
        for (let l = rowStart[other]; l < rowStart[other + 1]; l++) {
          const mass = coupling[x * p.length + column[l - rowStart[other]]];
          if (mass !== 0) coupled[to + others.step[l]] += share * mass;
        }
      }
    }
  }
  return coupled;
}

function isEmpty({ rowStart }: Mdp, row: number): boolean {
  return rowStart[row] === rowStart[row + 1];
}

/** Of all of b with a from `start` on. */
function dot(a: Float64Array, start: number, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[start + i] * b[i];
  return sum;
}
