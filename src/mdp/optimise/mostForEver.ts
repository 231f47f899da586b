import { NumericalError } from '../../core/errors.js';
import type { Mdp } from '../mdp.js';
import { policyIteration } from './policyIteration.js';

export interface MostForEverOptions {
  /** In (0, 1]; not checked. */
  readonly discount: number;
  /** Whether runs may also stop in any state, and earn nothing more. */
  readonly cut: boolean;
}

/**
 * What a run from each state can earn at best, however long it is, by chance and by any choice of actions: the value of
 * the best policy of a model in which what follows is chosen, too.
 *
 * @param sign −1 for rewards times −1, so that it is what a run can lose at worst
 * @returns shape (S); Infinity throughout where, at discount 1, runs can earn without end
 *
 * Cost O(nnz), then as `policyIteration` on a model of as many rows and entries as there are pairs of a state and a next
 * one.
 */
export function mostForEver(mdp: Mdp, sign: 1 | -1, { discount, cut }: MostForEverOptions): Float64Array {
  try {
    return policyIteration(modelOfMoves(mdp, sign, cut), { discount }).stateValue.subarray(0, mdp.nStates);
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    return new Float64Array(mdp.nStates).fill(Infinity);
  }
}

/** Action i of a state is the i-th move that can follow it, whatever is done. */
function modelOfMoves(mdp: Mdp, sign: 1 | -1, cut: boolean): Mdp {
  const moves = bestMoves(mdp, sign);
  const stop = mdp.nStates;
  if (cut) moves.forEach((best, s) => mdp.terminal[s] === 0 && best.set(stop, 0));
  const nStates = mdp.nStates + 1;
  const nActions = moves.reduce((most, { size }) => Math.max(most, size), 1);
  const rowStart = new Uint32Array(nStates * nActions + 1);
  const [nextState, reward]: number[][] = [[], []];
  for (let s = 0; s < nStates; s++) {
    const entries = [...(moves[s] ?? [])];
    for (let a = 0; a < nActions; a++) {
      if (a < entries.length) {
        nextState.push(entries[a][0]);
        reward.push(entries[a][1]);
      }
      rowStart[s * nActions + a + 1] = nextState.length;
    }
  }
  const terminal = Uint8Array.from({ length: nStates }, (_, s) => mdp.terminal[s] ?? 1);
  return {
    nStates,
    nActions,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: new Float64Array(nextState.length).fill(1),
    reward: Float64Array.from(reward),
    initial: Float64Array.from({ length: nStates }, (_, s) => mdp.initial[s] ?? 0),
    terminal,
    outcomes: [
      { name: 'on', reward: 0 },
      { name: 'over', reward: 0 },
    ],
    outcome: terminal,
    source: {},
  };
}

/** By state, what can follow it, each next state once, with the most that entering it pays. */
function bestMoves(
  { nStates, nActions, rowStart, nextState, probability, reward, terminal }: Mdp,
  sign: number,
): Map<number, number>[] {
  return Array.from({ length: nStates }, (_, s) => {
    const best = new Map<number, number>();
    if (terminal[s] === 1) return best;
    for (let k = rowStart[s * nActions]; k < rowStart[(s + 1) * nActions]; k++) {
      if (probability[k] === 0) continue;
      best.set(nextState[k], Math.max(best.get(nextState[k]) ?? -Infinity, sign * reward[k]));
    }
    return best;
  });
}
