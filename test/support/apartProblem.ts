import { createRng } from '../../src/core/random/rng.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { sparseMdp, sparsePolicy } from './sparseMdp.js';

/** A log, the model that wrote it and two policies. */
export interface ApartProblem {
  readonly mdp: Mdp;
  readonly log: Trajectories;
  readonly behaviour: Policy;
  readonly target: Policy;
}

/** Rows of a few entries over many states, as of real logs: most pairs have no outcome in common, some have. */
export function apartProblem(
  seed: number,
  { episodes = 4, horizon = 6 }: { readonly episodes?: number; readonly horizon?: number } = {},
): ApartProblem {
  const rng = createRng(seed);
  const mdp = runnable(sparseMdp(rng, { nStates: 24, nActions: 3, nEnds: 2 }));
  const [behaviour, target] = [sparsePolicy(rng, mdp), sparsePolicy(rng, mdp)];
  return { mdp, behaviour, target, log: simulate(rng, mdp, behaviour, { episodes, horizon }) };
}

/** Where nothing can be done a run stays; runs begin in any state that is no end. */
function runnable(mdp: Mdp): Mdp {
  const { nStates, nActions, terminal } = mdp;
  const living = terminal.filter((end) => end === 0).length;
  const rows = Array.from({ length: nStates * nActions }, (_, row) => {
    const [first, end] = [mdp.rowStart[row], mdp.rowStart[row + 1]];
    if (first === end) return { next: [Math.floor(row / nActions)], chance: [1], reward: [0] };
    const part = (of: ArrayLike<number>): number[] => Array.from(of).slice(first, end);
    return { next: part(mdp.nextState), chance: part(mdp.probability), reward: part(mdp.reward) };
  });
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach(({ next }, row) => (rowStart[row + 1] = rowStart[row] + next.length));
  return {
    ...mdp,
    rowStart,
    nextState: Uint32Array.from(rows.flatMap(({ next }) => next)),
    probability: Float64Array.from(rows.flatMap(({ chance }) => chance)),
    reward: Float64Array.from(rows.flatMap(({ reward }) => reward)),
    initial: Float64Array.from(terminal, (end) => (1 - end) / living),
  };
}
