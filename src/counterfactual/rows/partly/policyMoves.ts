import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';

/**
 * Where a policy leads from each state by the model's own rows, its actions added up: what follows wherever an
 * observation tells nothing. Moves that pay nothing, nearly all where only ends pay, are kept apart from those that pay.
 */
export interface PolicyMoves {
  /** Shape (S + 1): the moves of a state that pay nothing are from `start[s]` to `start[s + 1]` − 1. */
  readonly start: Uint32Array;
  readonly next: Uint32Array;
  /** P(next). */
  readonly weight: Float64Array;
  readonly paying: PayingMoves;
}

/** As `PolicyMoves`, of moves by which something is earned. */
export interface PayingMoves {
  readonly start: Uint32Array;
  readonly next: Uint32Array;
  readonly weight: Float64Array;
  /** E[r; next]. */
  readonly first: Float64Array;
  /** E[r²; next]. */
  readonly second: Float64Array;
}

/**
 * Adds up the rows that a policy takes. Ends have no moves.
 *
 * @param isMeant which rows to add up; default all
 *
 * Cost O(nnz); 12 to 28 bytes a move, of which there are at most as many as entries of the rows taken.
 */
export function policyMoves(mdp: Mdp, policy: Policy, isMeant: (row: number) => boolean = () => true): PolicyMoves {
  const { nStates, nActions, rowStart, nextState, probability, reward, terminal } = mdp;
  const each = (visit: (entry: number, weight: number) => void, endState: (state: number) => void): void => {
    for (let s = 0; s < nStates; s++) {
      for (let row = s * nActions; row < (s + 1) * nActions && terminal[s] === 0; row++) {
        const share = policy.probability[row];
        if (share === 0 || !isMeant(row)) continue;
        for (let k = rowStart[row]; k < rowStart[row + 1]; k++)
          if (share * probability[k] > 0) visit(k, share * probability[k]);
      }
      endState(s);
    }
  };
  const count = { free: 0, paying: 0 };
  each(
    (k) => (count[reward[k] === 0 ? 'free' : 'paying'] += 1),
    () => undefined,
  );
  const [free, paid] = [collector(nStates, count.free), collector(nStates, count.paying)];
  each(
    (k, w) => {
      (reward[k] === 0 ? free : paid).add(nextState[k], w, reward[k]);
    },
    (s) => {
      free.endState(s);
      paid.endState(s);
    },
  );
  const { start, next, weight } = free.finish();
  return { start, next, weight, paying: paid.finish() };
}

interface Collector {
  add(next: number, weight: number, reward: number): void;
  endState(state: number): void;
  finish(): PayingMoves;
}

/**
 * Moves state after state, those to the same next state as one.
 *
 * @param most moves before any are added up
 */
function collector(nStates: number, most: number): Collector {
  const start = new Uint32Array(nStates + 1);
  const next = new Uint32Array(most);
  const [weight, first, second] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  /** Shape (S): where the move to a state is, if it is one of the present state's. */
  const place = new Int32Array(nStates).fill(-1);
  let [from, size] = [0, 0];
  return {
    add(to, w, r) {
      if (place[to] < from) {
        place[to] = size;
        next[size++] = to;
      }
      const at = place[to];
      weight[at] += w;
      first[at] += w * r;
      second[at] += w * r * r;
    },
    endState(state) {
      from = start[state + 1] = size;
    },
    finish: () => ({
      start,
      next: next.slice(0, size),
      weight: weight.slice(0, size),
      first: first.slice(0, size),
      second: second.slice(0, size),
    }),
  };
}
