import { DataError } from '../core/errors.js';
import type { Mdp } from '../mdp/mdp.js';
import { type DirichletPrior, type PseudoCounts, leavesNone, pseudoCounts } from './dirichletPrior.js';
import { type TransitionCounts, rowTotals } from './transitionCounts.js';

/** Successor of a pair never seen: a state, the pair's own state, all states alike, or an error. */
export type UnseenChoice = 'self' | 'uniform' | 'error' | number;

export interface RowsOptions {
  /** Shape (S): these states get a row to themselves for every action. */
  readonly terminal: Uint8Array;
  /** Reward of row s·A + a and s' where it was not logged; undefined where nothing tells: see `unloggedRewards`. */
  readonly unlogged: (row: number, next: number) => number | undefined;
  readonly unseen: UnseenChoice;
  readonly prior?: DirichletPrior;
}

export interface RowsOfCounts extends Required<
  Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward' | 'observed'>
> {
  /**
   * Unseen pairs, of states that act in the log, that stay in their state and pay 0, as nothing tells what entering it
   * pays.
   */
  readonly nUnpaid: number;
}

/**
 * Transition rows from counts: relative frequencies, or the posterior mean (n + c·m)/(N + c) under a Dirichlet prior of
 * concentration c and mean m. Rows that neither was logged nor the prior speaks of are left to `unseen`.
 *
 * A transition without a logged case pays what `unlogged` says. Only staying in one's own state for want of any
 * knowledge (`unseen: 'self'`) may pay 0 where that says nothing: it is counted.
 *
 * @returns the row arrays of an Mdp, which pairs were seen, and how many stay where they are and pay 0
 * @throws DataError naming the first unseen pair for `unseen: 'error'`, and for states that an added transition enters
 *   and whose reward nothing tells; ArgumentError on a prior of the wrong size
 */
export function rowsFromCounts(counts: TransitionCounts, options: RowsOptions): RowsOfCounts {
  const { nStates, nActions } = counts;
  const { terminal, unlogged, prior } = options;
  const added = prior && pseudoCounts(counts, prior);
  const totals = rowTotals(counts);
  const rowStart = new Uint32Array(totals.length + 1);
  const nextState: number[] = [];
  const probability: number[] = [];
  const reward: number[] = [];
  const push = (next: number, p: number, r: number): void => {
    nextState.push(next);
    probability.push(p);
    reward.push(r);
  };
  const untold = new Set<number>();
  const addedReward = (row: number, next: number): number => {
    const r = unlogged(row, next);
    if (r === undefined) untold.add(next);
    return r ?? 0;
  };
  let nUnpaid = 0;
  for (let row = 0; row < totals.length; row++) {
    const s = Math.floor(row / nActions);
    const [first, end] = [counts.rowStart[row], counts.rowStart[row + 1]];
    const pseudo = added?.(row);
    if (terminal[s] === 1) push(s, 1, 0);
    else if (prior && pseudo && pseudo.nextState.length > 0) {
      const total = totals[row] + prior.concentration;
      for (const { next, k, mass } of merged(counts, row, pseudo)) {
        const n = k === undefined ? 0 : counts.count[k];
        if (n + mass > 0)
          push(next, (n + mass) / total, k === undefined ? addedReward(row, next) : counts.rewardSum[k] / n);
      }
    } else if (totals[row] > 0) {
      for (let k = first; k < end; k++)
        push(counts.nextState[k], counts.count[k] / totals[row], counts.rewardSum[k] / counts.count[k]);
      // A pair that is not possible in the mean of a prior stays so.
    } else if (!prior?.mean) {
      if (options.unseen === 'self') {
        const r = unlogged(row, s);
        const acts = totals.subarray(s * nActions, (s + 1) * nActions).some((n) => n > 0);
        if (r === undefined && acts) nUnpaid += 1;
        push(s, 1, r ?? 0);
      } else {
        for (const next of unseenSuccessors(options.unseen, s, row % nActions, nStates))
          push(next, options.unseen === 'uniform' ? 1 / nStates : 1, addedReward(row, next));
      }
    }
    rowStart[row + 1] = nextState.length;
  }
  checkTold(untold, prior && leavesNone(prior) ? 'the prior' : 'the choice for unseen pairs');
  return {
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    observed: Uint8Array.from(totals, (n) => (n > 0 ? 1 : 0)),
    nUnpaid,
  };
}

/** No transition is added that pays 0 because nothing tells what it pays. */
function checkTold(untold: ReadonlySet<number>, adder: string): void {
  if (untold.size === 0) return;
  const states = [...untold].toSorted((a, b) => a - b);
  const shown = states.slice(0, 5).join(', ') + (states.length > 5 ? ', …' : '');
  throw new DataError(
    `fit: what entering a state pays must be known, as ${adder} leads there, but no logged step enters ${states.length === 1 ? `state ${shown}` : `${states.length} states (${shown})`} - give it for each with --reward ${states[0]}=VALUE`,
  );
}

/**
 * The states that were logged after a pair or that have a pseudo-count there, in increasing order, each with the place
 * of its count, where it has one.
 */
function* merged(
  { rowStart, nextState }: TransitionCounts,
  row: number,
  pseudo: PseudoCounts,
): Iterable<{ readonly next: number; readonly k: number | undefined; readonly mass: number }> {
  const end = rowStart[row + 1];
  let [k, j] = [rowStart[row], 0];
  while (k < end || j < pseudo.nextState.length) {
    const logged = k < end ? nextState[k] : Infinity;
    const believed = j < pseudo.nextState.length ? pseudo.nextState[j] : Infinity;
    yield {
      next: Math.min(logged, believed),
      k: logged <= believed ? k : undefined,
      mass: believed <= logged ? pseudo.mass(j) : 0,
    };
    if (logged <= believed) k += 1;
    if (believed <= logged) j += 1;
  }
}

function unseenSuccessors(
  unseen: Exclude<UnseenChoice, 'self'>,
  s: number,
  a: number,
  nStates: number,
): Iterable<number> {
  if (unseen === 'error')
    throw new DataError(
      `fit: every state and action must be seen, but state ${s} with action ${a} never is - choose what follows unseen pairs, or give a prior over all states`,
    );
  if (unseen === 'uniform') return Array.from({ length: nStates }, (_, next) => next);
  return [unseen];
}
