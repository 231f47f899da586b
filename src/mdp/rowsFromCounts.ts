import { ArgumentError, DataError } from '../core/errors.js';
import type { Mdp } from './mdp.js';
import { type TransitionCounts, rowTotals } from './transitionCounts.js';

export interface RowsOptions {
  /** Shape (S): these states get a row to themselves for every action. */
  readonly terminal: Uint8Array;
  /** Shape (S): reward of entering a state by a transition that was not logged. */
  readonly entryReward: Float64Array;
  /** Successor of a pair never seen: a state, the pair's own state, all states alike, or an error. */
  readonly unseen: 'self' | 'uniform' | 'error' | number;
  readonly prior?: { readonly concentration: number; readonly mean?: Mdp };
}

/**
 * Transition rows from counts: relative frequencies, or the posterior mean (n + c·m)/(N + c) under a Dirichlet prior of
 * concentration c and mean m.
 *
 * @returns the row arrays of an Mdp, and which pairs were seen
 * @throws DataError naming the first unseen pair for `unseen: 'error'`; ArgumentError on a prior of the wrong size
 */
export function rowsFromCounts(
  counts: TransitionCounts,
  options: RowsOptions,
): Required<Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward' | 'observed'>> {
  const { nStates, nActions } = counts;
  const { terminal, entryReward, prior } = options;
  checkPrior(counts, prior);
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
  for (let row = 0; row < totals.length; row++) {
    const s = Math.floor(row / nActions);
    const [first, end] = [counts.rowStart[row], counts.rowStart[row + 1]];
    if (terminal[s] === 1) push(s, 1, 0);
    else if (prior) {
      const mass = priorMass(row, nStates, prior);
      let k = first;
      for (let next = 0; next < nStates; next++) {
        const logged = k < end && counts.nextState[k] === next;
        const n = logged ? counts.count[k] : 0;
        if (n + mass(next) > 0)
          push(
            next,
            (n + mass(next)) / (totals[row] + prior.concentration),
            logged ? counts.rewardSum[k] / n : entryReward[next],
          );
        if (logged) k += 1;
      }
    } else if (totals[row] > 0) {
      for (let k = first; k < end; k++)
        push(counts.nextState[k], counts.count[k] / totals[row], counts.rewardSum[k] / counts.count[k]);
    } else {
      for (const next of unseenSuccessors(options.unseen, s, row % nActions, nStates))
        push(next, options.unseen === 'uniform' ? 1 / nStates : 1, next === s ? 0 : entryReward[next]);
    }
    rowStart[row + 1] = nextState.length;
  }
  return {
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    observed: Uint8Array.from(totals, (n) => (n > 0 ? 1 : 0)),
  };
}

function checkPrior({ nStates, nActions }: TransitionCounts, prior: RowsOptions['prior']): void {
  if (!prior) return;
  if (!(prior.concentration > 0 && Number.isFinite(prior.concentration)))
    throw new ArgumentError(`fit: concentration of the prior must be positive, got ${prior.concentration}`);
  if (prior.mean && (prior.mean.nStates !== nStates || prior.mean.nActions !== nActions))
    throw new ArgumentError(
      `fit: prior mean must have ${nStates} states and ${nActions} actions, got ${prior.mean.nStates} and ${prior.mean.nActions}`,
    );
}

/** Pseudo-count of each successor of a row. */
function priorMass(
  row: number,
  nStates: number,
  { concentration, mean }: NonNullable<RowsOptions['prior']>,
): (next: number) => number {
  if (!mean) return () => concentration / nStates;
  const mass = new Float64Array(nStates);
  for (let k = mean.rowStart[row]; k < mean.rowStart[row + 1]; k++)
    mass[mean.nextState[k]] = concentration * mean.probability[k];
  return (next) => mass[next];
}

function unseenSuccessors(unseen: RowsOptions['unseen'], s: number, a: number, nStates: number): Iterable<number> {
  if (unseen === 'error')
    throw new DataError(
      `fit: every state and action must be seen, but state ${s} with action ${a} never is - choose what follows unseen pairs, or give a prior`,
    );
  if (unseen === 'self') return [s];
  if (unseen === 'uniform') return Array.from({ length: nStates }, (_, next) => next);
  return [unseen];
}
