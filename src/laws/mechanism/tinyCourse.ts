import type { Mdp } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../trajectories/trajectoriesBuilder.js';
import type { Worlds } from './worlds.js';

/** No more states than these go on, whatever the number of outcomes. */
const MOST_LIVING = 3;
const ACTIONS = 3;
/** Steps of the log, at most. */
export const STEPS = 2;
/** No return of two steps is larger. */
export const LARGEST_RETURN = 6;

/** A model whose rows are the worlds of a case, and one short episode of it. */
export interface TinyCourse {
  readonly mdp: Mdp;
  readonly log: Trajectories;
}

/**
 * In state s action a has row p, q or r, whichever is (s + a) mod 3; the outcomes are the states, of which the first few
 * go on. The episode begins in state 0 and takes action 0, and what comes out is each time the likeliest.
 */
export function tinyCourse({ p, q, r, outcomes }: Worlds): TinyCourse {
  const nStates = outcomes.length;
  const nLiving = Math.min(MOST_LIVING, nStates);
  const [rowStart, nextState, probability, reward]: number[][] = [[0], [], [], []];
  for (let row = 0; row < nStates * ACTIONS; row++) {
    const s = Math.floor(row / ACTIONS);
    if (s < nLiving) {
      [p, q, r][(s + (row % ACTIONS)) % 3].forEach((chance, next) => {
        if (chance === 0) return;
        nextState.push(next);
        probability.push(chance);
        reward.push((((7 * next + row) % (2 * LARGEST_RETURN + 1)) - LARGEST_RETURN) / STEPS);
      });
    }
    rowStart.push(nextState.length);
  }
  const terminal = Uint8Array.from({ length: nStates }, (_, s) => Number(s >= nLiving));
  const mdp: Mdp = {
    nStates,
    nActions: ACTIONS,
    rowStart: Uint32Array.from(rowStart),
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial: Float64Array.from({ length: nStates }, (_, s) => Number(s === 0)),
    terminal,
    outcomes: [
      { name: 'under way', reward: 0 },
      { name: 'end', reward: 0 },
    ],
    outcome: terminal.slice(),
    source: {},
  };
  const builder = new TrajectoriesBuilder({ nStates, nActions: ACTIONS, source: {} });
  let s = 0;
  for (let t = 0; t < STEPS && terminal[s] === 0; t++) {
    let likeliest = rowStart[s * ACTIONS];
    for (let k = likeliest; k < rowStart[s * ACTIONS + 1]; k++)
      if (probability[k] > probability[likeliest]) likeliest = k;
    builder.step(s, 0, reward[likeliest], nextState[likeliest]);
    s = nextState[likeliest];
  }
  builder.endEpisode(terminal[s] === 1);
  return { mdp, log: builder.finish() };
}
