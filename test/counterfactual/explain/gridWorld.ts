import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

const SIDE = 4;
const REWARD: Readonly<Record<number, number>> = {
  ...{ 0: 0, 1: 1, 2: 2, 3: 3, 4: 1, 5: 1, 6: -100, 7: 4, 8: 2, 9: 2, 10: 3, 11: 5, 12: 3, 13: 4, 14: 5, 15: 100 },
};
/** Up, right, down, left. */
const MOVES = [-SIDE, 1, SIDE, -1];

/**
 * The GridWorld of Lally, Kazemi & Paoletti (arXiv 2502.13731): 4 × 4 states row by row, actions up, right, down, left;
 * the chosen direction has .9, each other .1/3, off the grid one stays; 6 and 15 keep one for ever. The reward of a step
 * is that of the state it starts in.
 */
export function gridWorld(): Mdp {
  const [rowStart, nextState, probability, reward]: number[][] = [[0], [], [], []];
  for (let s = 0; s < SIDE * SIDE; s++) {
    for (let a = 0; a < 4; a++) {
      const row = new Map<number, number>();
      MOVES.forEach((_, direction) => {
        const to = s === 6 || s === 15 ? s : moved(s, direction);
        row.set(to, (row.get(to) ?? 0) + (direction === a ? 0.9 : 0.1 / 3));
      });
      for (const to of [...row.keys()].toSorted((x, y) => x - y)) {
        nextState.push(to);
        probability.push(row.get(to)!);
        reward.push(REWARD[s]);
      }
      rowStart.push(nextState.length);
    }
  }
  return {
    nStates: 16,
    nActions: 4,
    rowStart: Uint32Array.from(rowStart),
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial: Float64Array.from({ length: 16 }, (_, s) => Number(s === 0)),
    terminal: new Uint8Array(16),
    outcomes: [{ name: 'going on', reward: 0 }],
    outcome: new Uint8Array(16),
    source: {},
  };
}

/** The catastrophic path: 0 (right) 1 (right) 2 (down) 6, then up seven times. */
export function catastrophicPath(): Trajectories {
  const state = [0, 1, 2, ...new Array<number>(7).fill(6)];
  return {
    nEpisodes: 1,
    nStates: 16,
    nActions: 4,
    episodeStart: Uint32Array.of(0, 10),
    state: Int32Array.from(state),
    action: Int32Array.from([1, 1, 2, ...new Array<number>(7).fill(0)]),
    reward: Float64Array.from(state, (s) => REWARD[s]),
    nextState: Int32Array.from([...state.slice(1), 6]),
    terminated: Uint8Array.of(0),
    source: {},
  };
}

function moved(s: number, direction: number): number {
  const [row, column] = [Math.floor(s / SIDE), s % SIDE];
  const off = [row === 0, column === SIDE - 1, row === SIDE - 1, column === 0][direction];
  return off ? s : s + MOVES[direction];
}
