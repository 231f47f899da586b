import fc from 'fast-check';
import type { Mdp } from '../../src/mdp/mdp.js';

/** Shares of two successors; thirds, so that not every sum is exact. */
const SHARES = [0.5, 0.25, 1 / 3, 0.1];
/** Loops of these often sum to 0, and .1 + .2 − .3 only nearly so. */
const REWARDS = [0, 0, 0, 0, 1, -1, -1, 0.5, -2, 0.1, 0.2, -0.3];

/** What a state can do: one successor or two, and the reward of each. */
interface Row {
  readonly next: readonly number[];
  readonly share: number;
  readonly rewards: readonly number[];
  readonly seen: boolean;
}

/**
 * A sparse model of at most 5 states and 3 actions in which runs easily go round in circles: self-loops, loops that
 * earn nothing, +1 and −1 by turns, or for ever; parts that no run comes to; one end, some or none; pairs seen or not,
 * or an exact model.
 */
export function loopyMdp(): fc.Arbitrary<Mdp> {
  return fc
    .record({
      nStates: fc.integer({ min: 1, max: 5 }),
      nActions: fc.integer({ min: 1, max: 3 }),
      nEnds: fc.integer({ min: 0, max: 2 }),
    })
    .chain(({ nStates, nActions, nEnds }) => {
      const state = fc.nat({ max: nStates - 1 });
      const reward = fc.constantFrom(...REWARDS);
      const row: fc.Arbitrary<Row> = fc.record({
        next: fc.oneof(fc.tuple(state), fc.tuple(state, state)),
        share: fc.constantFrom(...SHARES),
        rewards: fc.tuple(reward, reward),
        seen: fc.boolean(),
      });
      const size = nStates * nActions;
      return fc.record({
        rows: fc.array(row, { minLength: size, maxLength: size }),
        starts: fc.array(state, { minLength: 1, maxLength: 2 }),
        fitted: fc.boolean(),
        nStates: fc.constant(nStates),
        nActions: fc.constant(nActions),
        nEnds: fc.constant(Math.min(nEnds, nStates - 1)),
      });
    })
    .map(assemble);
}

interface Draft {
  readonly rows: readonly Row[];
  readonly starts: readonly number[];
  readonly fitted: boolean;
  readonly nStates: number;
  readonly nActions: number;
  /** How many of the last states are ends. */
  readonly nEnds: number;
}

function assemble({ rows, starts, fitted, nStates, nActions, nEnds }: Draft): Mdp {
  const rowStart = [0];
  const [nextState, probability, reward]: [number[], number[], number[]] = [[], [], []];
  for (const { next, share, rewards } of rows) {
    const chances = next.length === 1 ? [1] : [share, 1 - share];
    for (let s = 0; s < nStates; s++) {
      const mine = next.flatMap((to, i) => (to === s ? [i] : []));
      if (mine.length === 0) continue;
      nextState.push(s);
      probability.push(mine.reduce((sum, i) => sum + chances[i], 0));
      reward.push(rewards[mine[0]]);
    }
    rowStart.push(nextState.length);
  }
  const initial = new Float64Array(nStates);
  for (const s of starts) initial[s] += 1 / starts.length;
  const outcome = new Uint8Array(nStates).fill(1, nStates - nEnds);
  return {
    nStates,
    nActions,
    rowStart: Uint32Array.from(rowStart),
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial,
    terminal: outcome.slice(),
    outcomes: [
      { name: 'going on', reward: 0 },
      { name: 'ended', reward: 0 },
    ],
    outcome,
    ...(fitted && { observed: Uint8Array.from(rows, ({ seen }) => Number(seen)) }),
    source: {},
  };
}
