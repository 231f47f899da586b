import type { Mdp } from '../../mdp/mdp.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { OpenPair } from './openPair.js';
import {
  type PolicyPair,
  type ReturnDifference,
  type ReturnDifferenceOptions,
  pairedReturns,
} from './pairedReturns.js';
import type { PolicyRuns } from './policyRuns.js';
import { type TransportTree, northWestTree, transportSimplex } from './transportTree.js';

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
    (runs, others) => transportPairs(mdp, policies, runs, others),
    options,
  );
}

/** A row of the model that a policy takes: its possible entries as steps. */
interface TakenRow {
  /** Probability that the policy takes it. */
  readonly share: number;
  readonly probability: Float64Array;
  /** Number of each entry's step among those of its state. */
  readonly step: Uint32Array;
}

function transportPairs(mdp: Mdp, { behaviour, target }: PolicyPair, runs: PolicyRuns, others: PolicyRuns): OpenPair {
  const rowsAt = takenRows(mdp, behaviour, runs);
  const otherRowsAt = takenRows(mdp, target, others);
  const [most, mostOther] = [longest(rowsAt), longest(otherRowsAt)];
  const leastCost = transportSimplex(most + mostOther);
  const scratch = new Float64Array(most * mostOther);
  return (s, sOther, t, follow) => {
    const [rows, otherRows] = [rowsAt[t][s], otherRowsAt[t][sOther]];
    const width = others.start[sOther + 1] - others.start[sOther];
    const nCells = (runs.start[s + 1] - runs.start[s]) * width;
    for (let cell = 0; cell < nCells; cell++) follow(cell);
    const trees = new Map<number, TransportTree>();
    return (cost) => {
      let sum = 0;
      rows.forEach((row, a) => {
        otherRows.forEach((other, b) => {
          const key = a * mdp.nActions + b;
          const tree = trees.get(key) ?? northWestTree(row.probability, other.probability);
          trees.set(key, tree);
          let cell = 0;
          for (const k of row.step) for (const l of other.step) scratch[cell++] = cost[k * width + l];
          const least = leastCost(tree, row.probability, other.probability, scratch.subarray(0, cell));
          sum += row.share * other.share * least;
        });
      });
      // Rounding of a dual value may take 0 just below it.
      return Math.max(0, sum);
    };
  };
}

/** By the time, for each state the rows that the policy takes there. */
function takenRows(mdp: Mdp, policy: MarkovPolicy, runs: PolicyRuns): TakenRow[][][] {
  const horizon = runs.probability.length;
  if (isOverTime(policy))
    return Array.from({ length: horizon }, (_, t) => rowsOf(mdp, policyAtStep(policy, t).probability, runs));
  return new Array<TakenRow[][]>(horizon).fill(rowsOf(mdp, policy.probability, runs));
}

function rowsOf(mdp: Mdp, chance: Float64Array, runs: PolicyRuns): TakenRow[][] {
  const { nStates, nActions, rowStart } = mdp;
  return Array.from({ length: nStates }, (_, s) => {
    const taken: TakenRow[] = [];
    for (let row = s * nActions; row < (s + 1) * nActions && mdp.terminal[s] === 0; row++) {
      // A policy over time may take what is not possible in a pair that is followed but cannot be reached at that time.
      if (chance[row] === 0 || rowStart[row] === rowStart[row + 1]) continue;
      const entries: number[] = [];
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) if (mdp.probability[k] > 0) entries.push(k);
      // Rows sum to 1 within 1e-9 only, and a transport problem wants equal sums.
      const total = entries.reduce((sum, k) => sum + mdp.probability[k], 0);
      taken.push({
        share: chance[row],
        probability: Float64Array.from(entries, (k) => mdp.probability[k] / total),
        step: Uint32Array.from(entries, (k) => runs.step[k]),
      });
    }
    return taken;
  });
}

function longest(rows: readonly (readonly (readonly TakenRow[])[])[]): number {
  return [...new Set(rows)].flat(2).reduce((most, { step }) => Math.max(most, step.length), 0);
}
