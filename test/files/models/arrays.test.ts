import { writeFile } from 'node:fs/promises';
import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { uniformIn } from '../../../policies/uniform.js';
import { DataError } from '../../../src/core/errors.js';
import { readMdp } from '../../../src/files/models/readMdp.js';
import { writeMdp } from '../../../src/files/models/writeMdp.js';
import { provenance } from '../../../src/files/provenance.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { smallMdp } from '../../support/generators.js';
import { npy, npz } from '../numpyFiles.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const file = (): string => at('m.npz');

async function read(arrays: Readonly<Record<string, Uint8Array>>, said: string[] = []): Promise<Mdp> {
  await writeFile(file(), npz(arrays));
  return readMdp(file(), { say: (sentence) => said.push(sentence.replace(`${file()}: `, '')) });
}

/** Dense arrays of a model; the entry (s, a, s') of each lies where `place` says. */
function dense({ nStates, nActions, ...mdp }: Mdp, place: (s: number, a: number, next: number) => number) {
  const transitions = new Float64Array(nStates * nActions * nStates);
  const rewards = new Float64Array(transitions.length);
  for (let row = 0; row < nStates * nActions; row++) {
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      const to = place(Math.floor(row / nActions), row % nActions, mdp.nextState[k]);
      transitions[to] = mdp.probability[k];
      rewards[to] = mdp.reward[k];
    }
  }
  return { transitions, rewards };
}

const vectors = ({ initial, terminal }: Mdp) => ({
  initial: npy(initial, [initial.length]),
  terminal: npy(terminal, [terminal.length]),
});

describe('a model of dense arrays', () => {
  test.prop([smallMdp({ maxActions: 3 }).filter(({ nStates, nActions }) => nStates !== nActions)])(
    'is the same in either order of its axes, and comes back from our own file',
    async (mdp) => {
      const { nStates: S, nActions: A } = mdp;
      const first = dense(mdp, (s, a, next) => (s * A + a) * S + next);
      const ours = await read({
        transitions: npy(first.transitions, [S, A, S]),
        rewards: npy(first.rewards, [S, A, S]),
        ...vectors(mdp),
      });
      const second = dense(mdp, (s, a, next) => (a * S + s) * S + next);
      const theirs = await read({
        P: npy(second.transitions, [A, S, S]),
        R: npy(second.rewards, [A, S, S]),
        ...vectors(mdp),
      });
      expect(theirs).toEqual(ours);
      const value = (model: Mdp): number => policyValue(model, uniformIn(model), { horizon: 7 }).value;
      expect(value(ours)).toBeAllClose(value(mdp));
      await writeMdp(at('again.npz'), ours, provenance('test'));
      expect(await readMdp(at('again.npz'))).toEqual(ours);
    },
  );

  /** 0 goes on to 1 by action 0 alone; 1 ends in 2 or in 3, which pays 1; 2 and 3 go on to 4, which nothing leaves. */
  const transitions = new Float64Array(5 * 2 * 5);
  for (const [s, a, next, p] of [
    [0, 0, 1, 1],
    [1, 0, 2, 0.5],
    [1, 0, 3, 0.5],
    [1, 1, 2, 0.25],
    [1, 1, 3, 0.75],
    [2, 0, 4, 1],
    [2, 1, 4, 1],
    [3, 0, 4, 1],
    [3, 1, 4, 1],
    [4, 0, 4, 1],
    [4, 1, 4, 1],
  ])
    transitions[(s * 2 + a) * 5 + next] = p;
  const rewards = new Float64Array(50);
  for (let row = 0; row < 6; row++) rewards[row * 5 + 3] = 1;
  const icu = {
    tx_mat: npy(transitions, [5, 2, 5]),
    r_mat: npy(rewards, [5, 2, 5]),
    d_0: npy(Float64Array.of(1, 0, 0, 0, 0), [5]),
    expert_policy: npy(new Float64Array(10).fill(0.5), [5, 2]),
  };

  it('has the names of ICU-Sepsis, whose ends go on to a state in which nothing happens', async () => {
    const said: string[] = [];
    const mdp = await read(icu, said);
    expect(Array.from(mdp.terminal)).toEqual([0, 0, 1, 1, 1]);
    expect(mdp.outcomes.map(({ name }) => name)).toEqual(['ongoing', 'end 2', 'end 3', 'end 4']);
    expect(said).toEqual(['no array of ends: the 3 states that nothing follows with a reward are taken as ends']);
    expect(policyIteration(mdp, { discount: 1 })).toMatchObject({ value: 0.75, action: Int32Array.of(0, 1, 0, 0, 0) });
  });

  it('may have rewards of pairs, or of states', async () => {
    const { tx_mat, d_0 } = icu;
    const byPair = await read({ P: tx_mat, d_0, R: npy(Float64Array.of(1, 9, 2, 3, 0, 0, 0, 0, 0, 0), [5, 2]) });
    expect(policyIteration(byPair, { discount: 1 }).value).toBe(4);
    const byState = await read({ P: tx_mat, d_0, R: npy(Float64Array.of(1, 2, 0, 0, 0), [5]) });
    expect(policyIteration(byState, { discount: 1 }).value).toBe(3);
  });

  it('begins anywhere if nothing says where, and says so', async () => {
    const said: string[] = [];
    const { initial } = await read({ P: icu.tx_mat, R: icu.r_mat }, said);
    expect(initial).toEqual(Float64Array.of(0.5, 0.5, 0, 0, 0));
    expect(said).toContain(
      'no array of initial probabilities: runs begin in each of the 2 states alike that are no ends',
    );
  });

  it('that is a cube is taken with the states first, and says so', async () => {
    const said: string[] = [];
    const swap = npy(Float64Array.of(0, 1, 1, 0, 1, 0, 0, 1), [2, 2, 2]);
    await read({ P: swap, R: npy(Float64Array.of(0, 1), [2]) }, said);
    expect(said[0]).toBe('P of shape (2, 2, 2) is taken as (states, actions, states)');
  });

  const one = (shape: readonly number[]): Uint8Array => npy(new Float64Array(shape.reduce((a, b) => a * b, 1)), shape);
  it.each<[string, Readonly<Record<string, Uint8Array>>, string]>([
    [
      'no rewards',
      { P: one([2, 1, 2]) },
      "must have an array of rewards (rewards, R, r_mat, reward_matrix, reward), got 'P' - save it under one of these names, or name it (--array rewards=NAME)",
    ],
    [
      'no cube',
      { P: one([2, 3, 4]), R: one([2]) },
      'P must have shape (states, actions, states) or (actions, states, states), got (2, 3, 4)',
    ],
    [
      'rewards of another shape',
      { P: one([2, 1, 2]), R: one([3]) },
      'R must have shape (2, 1, 2), (2, 1) or (2), got (3)',
    ],
    ['no entries', { P: one([0, 1, 0]), R: one([0]) }, 'P must have entries, got shape (0, 1, 0)'],
    [
      'a row that sums to 2',
      { P: npy(Float64Array.of(1, 1, 0, 1), [2, 1, 2]), R: one([2]) },
      'row (state 0, action 0): probabilities must sum to 1, got 2 - divide them by their sum',
    ],
    [
      'marks that are none',
      { P: npy(Float64Array.of(1, 0, 0, 1), [2, 1, 2]), R: one([2]), terminal: npy(Float64Array.of(0, 2), [2]) },
      'terminal must hold 0 or 1, got 2 at index 1',
    ],
    ['a policy alone', { policy: one([2, 2]) }, 'must be a model, got a policy, which goes with --policy'],
  ])('is refused with %s', async (_name, arrays, message) => {
    await expect(read(arrays)).rejects.toThrow(new DataError(`${file()}: ${message}`));
  });
});
