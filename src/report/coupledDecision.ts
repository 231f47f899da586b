import type { VisitedPair } from '../counterfactual/effects/visitedPairs.js';
import { type ExtendedMdp, modelRow } from '../counterfactual/rows/extendedMdp.js';
import { type Union, union } from '../counterfactual/rows/union.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';

/** Two actions in one state, and how each mechanism couples what may follow them. */
export interface CoupledDecision {
  readonly state: number;
  /** Logged. */
  readonly action: number;
  /** The policy's. */
  readonly otherAction: number;
  /** Expected number of such decisions in the log. */
  readonly weight: number;
  /** Shape (K): the states that may follow either, increasing. */
  readonly outcomes: Uint32Array;
  /** Shape (K): their probabilities under the logged action. */
  readonly p: Float64Array;
  /** Shape (K): and under the other. */
  readonly q: Float64Array;
  /** By mechanism, shape (K × K): probability of the row's state by the logged action and the column's by the other. */
  readonly couplings: readonly Float64Array[];
}

/** States that may follow: fewer leave mechanisms no choice, more are too many to be read. */
const [FEWEST, MOST] = [3, 7];

/** Pairs looked at: the most frequent ones. */
const LOOKED_AT = 200;

/**
 * Of the most frequent pairs of actions the one at which mechanisms differ most: half the sum over cells of the range of
 * the couplings, times the weight.
 *
 * @returns undefined where the mechanisms agree on all that have 3 to 7 states which may follow
 *
 * Cost: 200 couplings of each mechanism.
 */
export function coupledDecision(
  mdp: ExtendedMdp,
  pairs: readonly VisitedPair[],
  mechanisms: readonly CompleteMechanism[],
): CoupledDecision | undefined {
  let best: { readonly pair: VisitedPair; readonly rows: Union; readonly couplings: Float64Array[] } | undefined;
  let most = 1e-9;
  for (const pair of mostFrequent(pairs)) {
    const rows = union(mdp, pair.observedRow, pair.observed, pair.targetRow);
    if (rows.outcomes.length < FEWEST || rows.outcomes.length > MOST) continue;
    const couplings = mechanisms.map((mechanism) => mechanism.coupling(rows.p, rows.q, rows.outcomes));
    const disagreement = pair.weight * halfRange(couplings);
    if (disagreement <= most) continue;
    most = disagreement;
    best = { pair, rows, couplings };
  }
  if (!best) return undefined;
  const { pair, rows, couplings } = best;
  const { nActions } = mdp;
  const logged = modelRow(mdp, pair.observedRow);
  return {
    state: Math.floor(logged / nActions),
    action: logged % nActions,
    otherAction: pair.targetRow % nActions,
    weight: pair.weight,
    outcomes: rows.outcomes.slice(),
    p: rows.p.slice(),
    q: rows.q.slice(),
    couplings,
  };
}

/** A pair of rows once, whatever was observed, as its coupling is the same. */
function mostFrequent(pairs: readonly VisitedPair[]): VisitedPair[] {
  const byRows = new Map<string, VisitedPair>();
  for (const pair of pairs) {
    const key = `${pair.observedRow} ${pair.targetRow}`;
    byRows.set(key, { ...pair, weight: pair.weight + (byRows.get(key)?.weight ?? 0) });
  }
  return [...byRows.values()].sort((a, b) => b.weight - a.weight).slice(0, LOOKED_AT);
}

function halfRange(couplings: readonly Float64Array[]): number {
  const ranges = couplings[0].map((_, cell) => {
    const values = couplings.map((coupling) => coupling[cell]);
    return Math.max(...values) - Math.min(...values);
  });
  return ranges.reduce((sum, range) => sum + range, 0) / 2;
}
