import { FEW_CASES } from '../../mdp/fewCases.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { startShares } from '../estimators/importance/startShares.js';
import { type ModelRows, fittedModelRows } from '../study/modelRows.js';
import type { CountedLog } from '../study/countedLog.js';
import { type Labels, NUMBERS, pairLabel } from './labels.js';

/** An action in a state that the target policy's runs come to, and that the log has at most twice. */
export interface ThinPair {
  readonly state: number;
  readonly action: number;
  readonly label: string;
  /** Times that the log has it: 0, 1 or 2. */
  readonly seen: number;
  /** Share of the runs that meet it before any other such pair. */
  readonly share: number;
}

/** How far the target policy leans on what the log has next to nothing of. */
export interface ThinSupport {
  /** Share of its runs that take an action which the log never has in that state. */
  readonly never: number;
  /** Share of its runs that take an action which the log has there at most twice. */
  readonly atMostTwice: number;
  /** Those the runs meet first, by share, most first: a hundred at most. */
  readonly pairs: readonly ThinPair[];
}

const MOST_LISTED = 100;

/** Runs that are left, in shares of all, below which nothing is worth following. */
const NEGLIGIBLE = 1e-9;

/**
 * Where runs of the target policy leave what the log holds, in the model that is fitted to the log:
 *
 *     never         P(some t < H: n(s_t, a_t) = 0)
 *     atMostTwice   P(some t < H: n(s_t, a_t) ≤ 2)
 *
 * n counts the log, so that neither its probabilities nor a given model make up for cases that it lacks. A state in
 * which the log only stops has n = 0 for every action.
 *
 * @param sample of the whole log, once
 *
 * Cost O(S·A + H (S + nnz)).
 */
export function thinSupport(sample: CountedLog, labels: Labels = NUMBERS): ThinSupport {
  const { log, horizon, transitions, overTime, target } = sample.study;
  const index = transitions();
  const seen = new Float64Array(index.rows.length);
  for (const row of index.rowOf) seen[row] += 1;
  const model = fittedModelRows(log, index, sample.count);
  return thinSupportOf({ model, seen, target: overTime ?? target, start: startShares(sample), horizon }, labels);
}

/** A model that is fitted to a log, and what the log has of it. */
export interface SeenModel {
  readonly model: ModelRows;
  /** Shape (R): cases of each row. */
  readonly seen: Float64Array;
  readonly target: MarkovPolicy;
  /** Shape (S): share of the episodes that start in each state. */
  readonly start: Float64Array;
  readonly horizon: number;
}

/** The same from a model and its cases. */
export function thinSupportOf({ model, seen, target, start, horizon }: SeenModel, labels: Labels): ThinSupport {
  const reach = (limit: number): Reached => firstReached(model, target, { start, seen, limit, horizon });
  const few = reach(FEW_CASES);
  return { never: reach(0).share, atMostTwice: few.share, pairs: pairsOf(few.taken, model, seen, labels) };
}

interface Reached {
  /** Share of the runs that take a pair with few cases. */
  readonly share: number;
  /** How often runs that have taken none so far come to a row s·A + a. */
  readonly taken: (row: number) => number;
}

function firstReached(
  { nStates, nActions, rows, rowStart, successor, probability }: ModelRows,
  target: MarkovPolicy,
  options: {
    readonly start: Float64Array;
    readonly seen: Float64Array;
    readonly limit: number;
    readonly horizon: number;
  },
): Reached {
  const { seen, limit, horizon } = options;
  /** Shape (S): the share of a policy's actions that have more cases. */
  const backedOf = ({ probability: chosen }: Policy): Float64Array => {
    const backed = new Float64Array(nStates);
    rows.forEach((row, r) => {
      if (seen[r] > limit) backed[Math.floor(row / nActions)] += chosen[row];
    });
    return backed;
  };
  // What a policy over time does is added up step by step.
  const pairs = isOverTime(target) ? new Float64Array(nStates * nActions) : undefined;
  const visits = new Float64Array(nStates);
  let policy = policyAtStep(target, 0);
  let backed = backedOf(policy);
  let share = 0;
  let now = options.start;
  for (let t = 0; t < horizon; t++) {
    // One entry more, for the end of the process.
    const next = new Float64Array(nStates + 1);
    let left = 0;
    if (pairs && t > 0) backed = backedOf((policy = policyAtStep(target, t)));
    pairs?.forEach((_, row) => (pairs[row] += now[Math.floor(row / nActions)] * policy.probability[row]));
    for (let s = 0; s < nStates; s++) {
      visits[s] += now[s];
      share += now[s] * Math.max(0, 1 - backed[s]);
    }
    for (let r = 0; r < rows.length; r++) {
      const mass = seen[r] > limit ? now[Math.floor(rows[r] / nActions)] * policy.probability[rows[r]] : 0;
      if (mass === 0) continue;
      for (let k = rowStart[r]; k < rowStart[r + 1]; k++) next[successor[k]] += mass * probability[k];
    }
    for (let s = 0; s < nStates; s++) left += next[s];
    if (left < NEGLIGIBLE) break;
    now = next;
  }
  // A target row sums to 1 up to rounding, and many visits add that up.
  return {
    share: share < NEGLIGIBLE ? 0 : Math.min(1, share),
    taken: (row) => pairs?.[row] ?? visits[Math.floor(row / nActions)] * policy.probability[row],
  };
}

function pairsOf(
  taken: Reached['taken'],
  { nStates, nActions, rows }: ModelRows,
  seen: Float64Array,
  labels: Labels,
): ThinPair[] {
  const found: Omit<ThinPair, 'label'>[] = [];
  let r = 0;
  for (let row = 0; row < nStates * nActions; row++) {
    while (r < rows.length && rows[r] < row) r++;
    const times = rows[r] === row ? seen[r] : 0;
    const state = Math.floor(row / nActions);
    const share = taken(row);
    if (times <= FEW_CASES && share > NEGLIGIBLE)
      found.push({ state, action: row % nActions, seen: times, share: Math.min(1, share) });
  }
  return found
    .sort((a, b) => b.share - a.share || a.state - b.state || a.action - b.action)
    .slice(0, MOST_LISTED)
    .map((pair) => ({ ...pair, label: pairLabel(labels, pair.state, pair.action) }));
}
