import type { Mdp } from '../mdp.js';
import type { Choices } from '../optimise/choices.js';
import type { Policy } from '../policy.js';
import type { Fraction, MakeFraction } from './numbers/fractions.js';
import { exactNumber } from './numbers/fractions.js';
import { lcm } from './numbers/ratio.js';
import { nearestDouble } from './numbers/rounded.js';
import { type ExactRows, readDistribution, readNumbers } from './readNumbers.js';

/** A chain as choices of which each living state has one, whose `pair` is the state. */
export interface ExactChain {
  readonly choices: Choices;
  readonly numbers: ExactRows;
  /** Shape (S): the one choice, −1 for ends. */
  readonly chosen: Int32Array;
  /** Shape (S): expected reward, rounded; 0 just where it is. */
  readonly reward: Float64Array;
}

/**
 * What a policy makes of a model, in exact numbers: P(s'|s) = sum_a policy(a|s) P(s'|s, a), r(s) likewise.
 *
 * @throws ArgumentError naming the state or row whose numbers are not short or do not sum to exactly 1; rows that the
 *   policy does not take may be anything
 *
 * Cost O(nnz) operations on short fractions.
 */
export function exactChain(where: string, make: MakeFraction, mdp: Mdp, policy: Policy): ExactChain {
  const { nStates, nActions, rowStart, nextState, terminal } = mdp;
  const taken = policy.probability.map((share, row) =>
    share > 0 && terminal[Math.floor(row / nActions)] === 0 ? 1 : 0,
  );
  const model = readNumbers(where, make, mdp, taken);
  const rowsOfStates: Map<number, Fraction>[] = [];
  const reward: Fraction[] = [];
  for (let s = 0; s < nStates; s++) {
    const row = new Map<number, Fraction>();
    let earned = make(0n);
    if (terminal[s] === 0) {
      const shares = readDistribution(
        where,
        `the policy in state ${s}`,
        make,
        policy.probability.subarray(s * nActions, (s + 1) * nActions),
      );
      shares.forEach((share, a) => {
        if (share.n === 0n) return;
        const pair = s * nActions + a;
        earned = earned.add(share.mul(model.reward[pair]));
        for (let k = rowStart[pair]; k < rowStart[pair + 1]; k++) {
          if (model.numerator[k] === 0n) continue;
          const mass = share.mul(make(model.numerator[k], model.scale[pair]));
          row.set(nextState[k], row.get(nextState[k])?.add(mass) ?? mass);
        }
      });
    }
    rowsOfStates.push(row);
    reward.push(earned);
  }
  return asChoices(rowsOfStates, reward, terminal);
}

function asChoices(
  rows: readonly ReadonlyMap<number, Fraction>[],
  reward: readonly Fraction[],
  terminal: Uint8Array,
): ExactChain {
  const nStates = rows.length;
  const scale = rows.map((row) => [...row.values()].reduce((sum, { d }) => lcm(sum, d), 1n));
  const numerator = rows.flatMap((row, s) => Array.from(row.values(), ({ n, d }) => (n * scale[s]) / d));
  const rowStart = new Uint32Array(nStates + 1);
  rows.forEach((row, s) => (rowStart[s + 1] = rowStart[s] + row.size));
  const living = Uint32Array.from(terminal.keys()).filter((s) => terminal[s] === 0);
  const choiceStart = new Uint32Array(nStates + 1);
  for (let s = 0; s < nStates; s++) choiceStart[s + 1] = choiceStart[s] + 1 - terminal[s];
  const rounded = Float64Array.from(reward, (r) => nearestDouble(exactNumber(r)));
  return {
    choices: {
      nStates,
      choiceStart,
      pair: living,
      reward: Float64Array.from(living, (s) => rounded[s]),
      first: living.map((s) => rowStart[s]),
      end: living.map((s) => rowStart[s + 1]),
      column: Uint32Array.from(rows.flatMap((row) => [...row.keys()])),
      probability: Float64Array.from(
        rows.flatMap((row) => Array.from(row.values(), (p) => nearestDouble(exactNumber(p)))),
      ),
      rewardScale: 0,
    },
    numbers: { numerator, scale, reward },
    chosen: Int32Array.from(terminal, (end, s) => (end === 1 ? -1 : choiceStart[s])),
    reward: rounded,
  };
}
