import fc from 'fast-check';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';

/** A distribution whose doubles stand for counts over their total. */
function shares(length: number): fc.Arbitrary<number[]> {
  return fc
    .tuple(fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length }), fc.nat({ max: length - 1 }))
    .map(([drawn, certain]) => {
      const counts = drawn.some((n) => n > 0) ? drawn : drawn.map((_, i) => Number(i === certain));
      const total = counts.reduce((sum, n) => sum + n, 0);
      return counts.map((n) => n / total);
    });
}

/**
 * A model as one is fitted: probabilities are counts over totals, rewards short decimals and thirds. 2 to 6 states, of
 * which the last is an end that each of the others may come to in a step; 1 to 3 actions, some of them not possible.
 */
export function countedMdp(): fc.Arbitrary<Mdp> {
  return fc
    .record({ nStates: fc.integer({ min: 2, max: 6 }), nActions: fc.integer({ min: 1, max: 3 }) })
    .chain(({ nStates, nActions }) =>
      fc.record({
        rows: rowsOf(nStates * nActions, shares(nStates)),
        possible: rowsOf(nStates * nActions, fc.boolean()),
        rewards: rowsOf(
          nStates * nActions,
          rowsOf(
            nStates,
            fc.integer({ min: -40, max: 40 }).chain((n) => fc.constantFrom(n / 10, n / 3)),
          ),
        ),
        start: shares(nStates - 1),
        nStates: fc.constant(nStates),
        nActions: fc.constant(nActions),
      }),
    )
    .map(({ rows, possible, rewards, start, nStates, nActions }) => {
      const [rowStart, nextState, probability, reward]: number[][] = [[0], [], [], []];
      rows.forEach((row, at) => {
        const s = Math.floor(at / nActions);
        const isEnd = s === nStates - 1;
        if (!isEnd && (possible[at] || at % nActions === 0)) {
          // Half of each row leads to the end, so that runs are short.
          const mixed = row.map((p, next) => p / 2 + (next === nStates - 1 ? 0.5 : 0));
          mixed.forEach((p, next) => {
            if (p === 0) return;
            nextState.push(next);
            probability.push(p);
            reward.push(rewards[at][next]);
          });
        }
        rowStart.push(nextState.length);
      });
      const outcome = Uint8Array.from({ length: nStates }, (_, s) => Number(s === nStates - 1));
      return {
        nStates,
        nActions,
        rowStart: Uint32Array.from(rowStart),
        nextState: Uint32Array.from(nextState),
        probability: Float64Array.from(probability),
        reward: Float64Array.from(reward),
        initial: Float64Array.from([...start, 0]),
        terminal: outcome,
        outcomes: ['going on', 'ended'].map((name) => ({ name, reward: 0 })),
        outcome,
        source: {},
      };
    });
}

/** A policy of shares, of the actions that are possible. */
export function countedPolicy({ nStates, nActions, rowStart }: Mdp): fc.Arbitrary<Policy> {
  return rowsOf(nStates, fc.array(fc.nat({ max: 9 }), { minLength: nActions, maxLength: nActions })).map((counts) => {
    const probability = counts.flatMap((row, s) => {
      const can = row.map((n, a) => (rowStart[s * nActions + a] < rowStart[s * nActions + a + 1] ? n : 0));
      if (!can.some((n) => n > 0)) can[0] = 1;
      const total = can.reduce((sum, n) => sum + n, 0);
      return can.map((n) => n / total);
    });
    return { nStates, nActions, probability: Float64Array.from(probability) };
  });
}

function rowsOf<T>(length: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: length, maxLength: length });
}
