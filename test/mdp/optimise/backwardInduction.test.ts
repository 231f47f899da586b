import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { backwardInduction } from '../../../src/mdp/optimise/backwardInduction.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { smallMdp } from '../../support/generators.js';

/** The model whose rows are given dense, P[a][s], with rewards R[s][a], without ends. */
function denseModel(P: readonly (readonly (readonly number[])[])[], R: readonly (readonly number[])[]): Mdp {
  const [nStates, nActions] = [R.length, P.length];
  const rows = R.flatMap((_, s) => P.map((matrix) => matrix[s]));
  return {
    nStates,
    nActions,
    rowStart: Uint32Array.from({ length: nStates * nActions + 1 }, (_, row) => row * nStates),
    nextState: Uint32Array.from(rows.flatMap((row) => row.map((_, next) => next))),
    probability: Float64Array.from(rows.flat()),
    reward: Float64Array.from(R.flat().flatMap((r) => new Array<number>(nStates).fill(r))),
    initial: new Float64Array(nStates).fill(1 / nStates),
    terminal: new Uint8Array(nStates),
    outcomes: [{ name: 'ongoing', reward: 0 }],
    outcome: new Uint8Array(nStates),
    source: {},
  };
}

/** The two examples of the Python package pymdptoolbox. */
const small = denseModel(
  [
    [
      [0.5, 0.5],
      [0.8, 0.2],
    ],
    [
      [0, 1],
      [0.1, 0.9],
    ],
  ],
  [
    [5, 10],
    [-1, 2],
  ],
);
const forest = denseModel(
  [
    [
      [0.1, 0.9, 0],
      [0.1, 0, 0.9],
      [0.1, 0, 0.9],
    ],
    [
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ],
  ],
  [
    [0, 0],
    [0, 1],
    [4, 2],
  ],
);

describe('backwardInduction', () => {
  test('gives the table of the small example, horizon 3', () => {
    // By hand: V_2 = max(R); V_1(0) = 10 + .9·2, V_1(1) = −1 + .9 (.8·10 + .2·2); and so on.
    const { stateValue, action, value } = backwardInduction(small, { horizon: 3, discount: 0.9 });
    expect(stateValue).toBeAllClose([15.904, 8.6768, 11.8, 6.56, 10, 2, 0, 0]);
    expect([...action]).toEqual([1, 0, 1, 0, 1, 1]);
    expect(value).toBeAllClose((15.904 + 8.6768) / 2);
  });

  test('gives the published table of the forest example, horizon 3', () => {
    const { stateValue, action, policy } = backwardInduction(forest, { horizon: 3, discount: 0.9 });
    expect(stateValue).toBeAllClose([2.6973, 5.9373, 9.9373, 0.81, 3.24, 7.24, 0, 1, 4, 0, 0, 0]);
    expect([...action]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect([...policy.probability]).toEqual([1, 0, 1, 0, 1, 0]);
  });

  test.prop([smallMdp({ maxStates: 4, maxActions: 2 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom(0.5, 1)])(
    'is the best of all that a run can be steered by',
    (mdp, horizon, discount) => {
      // Second formula: recursion over decisions without tables.
      const best = (s: number, left: number): number => {
        if (left === 0 || mdp.terminal[s] === 1) return 0;
        const worth = Array.from({ length: mdp.nActions }, (_, a) => {
          let sum = 0;
          for (let k = mdp.rowStart[s * mdp.nActions + a]; k < mdp.rowStart[s * mdp.nActions + a + 1]; k++)
            sum += mdp.probability[k] * (mdp.reward[k] + discount * best(mdp.nextState[k], left - 1));
          return sum;
        });
        return Math.max(...worth);
      };
      const { stateValue } = backwardInduction(mdp, { horizon, discount });
      for (let s = 0; s < mdp.nStates; s++) expect(stateValue[s]).toBeAllClose(best(s, horizon));
    },
  );

  test('chooses among the actions seen, and says where none was', () => {
    const logged = { ...small, observed: Uint8Array.of(1, 1, 0, 0) };
    const seen = backwardInduction(logged, { horizon: 1 });
    expect([...seen.action]).toEqual([1, 1]);
    expect(seen.unseenStates).toEqual([1]);
    // Action 1 was seen nowhere: it may be none.
    const never = { ...small, observed: Uint8Array.of(1, 0, 0, 0) };
    expect([...backwardInduction(never, { horizon: 1 }).action]).toEqual([0, 0]);
    const all = backwardInduction(never, { horizon: 1, actions: 'all' });
    expect([...all.action]).toEqual([1, 1]);
    expect(all.unseenStates).toEqual([]);
  });

  test('gives ties to the lowest action, in any unit', () => {
    for (const unit of [1e-12, 1, 1e12]) {
      const tied = { ...small, reward: small.reward.map((r) => (r === 10 ? 5 * (1 + 1e-14) : r) * unit) };
      expect(backwardInduction(tied, { horizon: 1 }).action[0]).toBe(0);
    }
  });

  test('says what is wrong with a horizon', () => {
    expect(() => backwardInduction(small, { horizon: Infinity })).toThrow(/backwardInduction: horizon: .*got Infinity/);
  });
});
