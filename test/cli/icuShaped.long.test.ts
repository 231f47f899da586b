import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { commandRun } from '../support/commandRun.js';
import { emptyFolder } from '../support/emptyFolder.js';
import { ICU, type IcuArrays, icuArchive, icuShaped } from '../support/icuShaped.js';

/** Arrays of the size of ICU-Sepsis through the commands, against plain loops over the arrays themselves. */
const folder = emptyFolder();
const { nStates: S, nActions: A } = ICU;
const HORIZON = 20;
let icu: IcuArrays;

beforeAll(() => {
  icu = icuShaped(createRng(7));
  writeFileSync(join(folder, 'dynamics.npz'), icuArchive(icu));
});

/** What a run of at most 20 steps earns and how long it lasts: by backward sweeps over whole rows. */
function plain(choose: (q: Float64Array, s: number) => number): { value: number; length: number } {
  let [value, length] = [new Float64Array(S), new Float64Array(S)];
  const [ends, q, steps] = [S - 3, new Float64Array(A), new Float64Array(A)];
  for (let t = 0; t < HORIZON; t++) {
    const [v, l] = [new Float64Array(S), new Float64Array(S)];
    for (let s = 0; s < ends; s++) {
      for (let a = 0; a < A; a++) {
        [q[a], steps[a]] = [0, 1];
        for (let next = 0; next < S; next++) {
          const at = (s * A + a) * S + next;
          if (icu.tx_mat[at] === 0) continue;
          q[a] += icu.tx_mat[at] * (icu.r_mat[at] + value[next]);
          steps[a] += icu.tx_mat[at] * length[next];
        }
      }
      v[s] = choose(q, s);
      l[s] = choose(steps, s);
    }
    [value, length] = [v, l];
  }
  const mean = (x: Float64Array): number => x.reduce((sum, one, s) => sum + icu.d_0[s] * one, 0);
  return { value: mean(value), length: mean(length) };
}

interface Shown {
  readonly value: number;
  readonly expectedLength: number;
}

async function shown(policy: string): Promise<Shown> {
  const words = ['value', '--mdp', 'dynamics.npz', '--policy', policy, '--json', '--horizon', String(HORIZON)];
  const { code, stdout, stderr } = await commandRun(folder, words);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Shown;
}

const weighed = (weight: (s: number, a: number) => number) => (q: Float64Array, s: number) =>
  q.reduce((sum, one, a) => sum + weight(s, a) * one, 0);

it('has the values and mean lengths of plain loops, of the random and the expert policy', async () => {
  for (const [policy, weight] of [
    ['uniform', () => 1 / A],
    ['dynamics.npz', (s: number, a: number) => icu.expert_policy[s * A + a]],
  ] as const) {
    const expected = plain(weighed(weight));
    const { value, expectedLength } = await shown(policy);
    expect(value).toBeAllClose(expected.value, { rtol: 1e-12, atol: 0 });
    expect(expectedLength).toBeAllClose(expected.length, { rtol: 1e-12, atol: 0 });
  }
});

it('has the value of the best plan', async () => {
  const words = ['solve', 'dynamics.npz', '--horizon', String(HORIZON), '--discount', '1', '--out', 'best.json'];
  const { code, stderr } = await commandRun(folder, words);
  expect(code, stderr).toBe(0);
  const best = plain((q) => Math.max(...q));
  expect((await shown('best.json')).value).toBeAllClose(best.value, { rtol: 1e-12, atol: 0 });
});

it('says of the arrays what they hold', async () => {
  const { stderr } = await commandRun(folder, ['model', '--mdp', 'dynamics.npz', '--out', 'icu.tra']);
  expect(stderr).toContain('dynamics.npz: no array of ends: the 3 states that nothing follows');
  expect(stderr).toContain('716 states × 25 actions');
  expect(stderr).toMatch(/no run gets to \d+ of them \(/);
  expect(stderr).toContain('a further state, 716, draws which');
});
