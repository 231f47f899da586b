import type { Rng } from '../../src/core/random/rng.js';
import { npy, npz } from '../files/numpyFiles.js';

/** Sizes of ICU-Sepsis: 713 states of patients, then death, survival, and the state after both. */
export const ICU: { readonly nStates: number; readonly nActions: number } = { nStates: 716, nActions: 25 };

/** Dense arrays, in C order, of shapes (S, A, S), (S, A, S), (S) and (S, A). */
export interface IcuArrays {
  readonly tx_mat: Float64Array;
  readonly r_mat: Float64Array;
  readonly d_0: Float64Array;
  readonly expert_policy: Float64Array;
}

/**
 * Made-up dynamics of the size, the shape and the names of ICU-Sepsis' arrays: no numbers of its patients. From each
 * pair a run goes on to a few states or ends; survival pays 1.
 */
export function icuShaped(rng: Rng): IcuArrays {
  const { nStates: S, nActions: A } = ICU;
  const [death, survival, after] = [S - 3, S - 2, S - 1];
  const tx_mat = new Float64Array(S * A * S);
  const r_mat = new Float64Array(S * A * S);
  const expert_policy = new Float64Array(S * A);
  for (let s = 0; s < S; s++) {
    const severity = s / S;
    const habit = Math.floor(rng.uniform() * A);
    for (let a = 0; a < A; a++) {
      const row = (s * A + a) * S;
      expert_policy[s * A + a] = a === habit ? 0.52 : 0.02;
      if (s >= death) {
        tx_mat[row + after] = 1;
        continue;
      }
      const weights = new Map<number, number>();
      for (let i = 0; i < 8; i++) weights.set(Math.floor(rng.uniform() * death), rng.exponential());
      weights.set(death, 0.6 * severity * rng.exponential());
      weights.set(survival, 0.8 * (1 - severity) * rng.exponential());
      const sum = [...weights.values()].reduce((x, y) => x + y);
      for (const [next, weight] of weights) tx_mat[row + next] = weight / sum;
      r_mat[row + survival] = 1;
    }
  }
  const d_0 = Float64Array.from({ length: S }, (_, s) => (s < 50 ? 1 / 50 : 0));
  return { tx_mat, r_mat, d_0, expert_policy };
}

/** The archive, as the package has it. */
export function icuArchive({ tx_mat, r_mat, d_0, expert_policy }: IcuArrays): Uint8Array {
  const { nStates: S, nActions: A } = ICU;
  const arrays = {
    tx_mat: npy(tx_mat, [S, A, S]),
    r_mat: npy(r_mat, [S, A, S]),
    d_0: npy(d_0, [S]),
    expert_policy: npy(expert_policy, [S, A]),
  };
  return npz(arrays, {}, 0);
}
