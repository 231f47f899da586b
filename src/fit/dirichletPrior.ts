import { ArgumentError } from '../core/errors.js';
import type { Mdp, PriorSupport } from '../mdp/mdp.js';
import type { TransitionCounts } from './transitionCounts.js';

export interface DirichletPrior {
  /** Total of the pseudo-counts of a row, > 0. */
  readonly concentration: number;
  /** A model whose rows are the prior mean; where absent it is uniform over the support. */
  readonly mean?: Mdp;
  /** What a uniform prior mean spreads over; default `state`. Does not apply to a `mean`, whose rows have one. */
  readonly support?: PriorSupport;
}

/** The support of a prior that names none. */
export const DEFAULT_SUPPORT: PriorSupport = 'state';

/** Whether a prior has something to say of every pair, so that none is left to what follows unseen ones. */
export function leavesNone({ mean, support = DEFAULT_SUPPORT }: DirichletPrior): boolean {
  return mean !== undefined || support === 'all';
}

/** Pseudo-counts of a row, by increasing next state; none where the prior has nothing to add. */
export interface PseudoCounts {
  readonly nextState: ArrayLike<number>;
  readonly mass: (index: number) => number;
}

/**
 * The pseudo-counts c·m that a prior of concentration c and mean m adds to each row. Uniform over a support of k states,
 * m is 1/k; rows without a support get none, and nor do pairs that are not possible in a model that is the mean.
 *
 * @returns of row s·A + a; fastest in increasing order of rows
 * @throws ArgumentError on a prior of the wrong size, a concentration that is not positive, or a support beside a mean
 *
 * Cost O(S) once, then O(the support of the row), and for `state` O(n log n) of its n entries at each new state.
 */
export function pseudoCounts(counts: TransitionCounts, prior: DirichletPrior): (row: number) => PseudoCounts {
  checkPrior(counts, prior);
  const { concentration, mean, support = DEFAULT_SUPPORT } = prior;
  if (mean)
    return (row) => {
      const [first, end] = [mean.rowStart[row], mean.rowStart[row + 1]];
      return {
        nextState: mean.nextState.subarray(first, end),
        mass: (i) => concentration * mean.probability[first + i],
      };
    };
  const supportOf = supports(counts, support);
  return (row) => {
    const nextState = supportOf(row);
    const mass = concentration / nextState.length;
    return { nextState, mass: () => mass };
  };
}

function supports(counts: TransitionCounts, support: PriorSupport): (row: number) => ArrayLike<number> {
  const { nStates, nActions, rowStart, nextState } = counts;
  if (support === 'all') {
    const all = Uint32Array.from({ length: nStates }, (_, s) => s);
    return () => all;
  }
  if (support === 'row') return (row) => nextState.subarray(rowStart[row], rowStart[row + 1]);
  let last = { state: -1, successors: new Uint32Array() };
  return (row) => {
    const state = Math.floor(row / nActions);
    if (state !== last.state) {
      const logged = nextState.subarray(rowStart[state * nActions], rowStart[(state + 1) * nActions]);
      last = { state, successors: Uint32Array.from(new Set(logged)).sort() };
    }
    return last.successors;
  };
}

function checkPrior({ nStates, nActions }: TransitionCounts, { concentration, mean, support }: DirichletPrior): void {
  if (!(concentration > 0 && Number.isFinite(concentration)))
    throw new ArgumentError(`fit: concentration of the prior must be positive, got ${concentration}`);
  if (mean && (mean.nStates !== nStates || mean.nActions !== nActions))
    throw new ArgumentError(
      `fit: prior mean must have ${nStates} states and ${nActions} actions, got ${mean.nStates} and ${mean.nActions}`,
    );
  if (mean && support)
    throw new ArgumentError(
      `fit: support of the prior must be left out beside a mean, whose rows have their own, got '${support}'`,
    );
}
