import type { Mdp } from '../mdp.js';
import { mostForEver } from '../optimise/mostForEver.js';

/** Of a weight of exp(−37), 1e-16, nothing is left. */
const NOTHING = 37;

export interface ReturnRange {
  /** Least and greatest discounted return of a run. */
  readonly returns: readonly [number, number];
  /** Least and greatest reward of a step. */
  readonly rewards: readonly [number, number];
}

export interface ReturnRangeOptions {
  /** Most steps of a run, an integer ≥ 1 or Infinity; not checked. */
  readonly horizon: number;
  /** In (0, 1]; not checked. */
  readonly discount: number;
  /** Whether runs may also stop after any step, as those of a log that was cut do, and earn nothing more. Default false. */
  readonly cut?: boolean | undefined;
}

/**
 * What a run can earn at worst and at best, by chance and by any choice of actions. These are no expectations:
 *
 *     least_k(s) = min over a and s' with P(s' | s, a) > 0 of r(s, a, s') + discount · least_{k-1}(s'),  least_0 = 0,
 *
 * 0 in ends, and the least of the first states; the greatest likewise. What is possible counts, however rare it is.
 * Without a horizon, at discount 1, runs may earn or lose without end: then it is infinite.
 *
 * @param mdp whose rewards are those of a step, no means of several
 *
 * Cost O(horizon · nnz); where the discount leaves nothing of the last step, and without a horizon, see `mostForEver`.
 */
export function returnRange(mdp: Mdp, { horizon, discount, cut = false }: ReturnRangeOptions): ReturnRange {
  const { reward, probability, initial } = mdp;
  const rewards: [number, number] = [Infinity, -Infinity];
  forEachMove(mdp, (_, k) => {
    if (probability[k] > 0) widen(rewards, reward[k], reward[k]);
  });
  const outlasts = horizon * -Math.log(discount) > NOTHING || horizon === Infinity;
  let [least, greatest] = outlasts
    ? forEver(mdp, { discount, cut })
    : [new Float64Array(mdp.nStates), new Float64Array(mdp.nStates)];
  for (let step = 0; step < (outlasts ? 1 : horizon); step++) {
    const before = [least, greatest];
    [least, greatest] = oneStepMore(
      mdp,
      discount,
      cut ? least.map(negative) : least,
      cut ? greatest.map(positive) : greatest,
    );
    if (least.every((value, s) => value === before[0][s]) && greatest.every((value, s) => value === before[1][s]))
      break;
  }
  const returns: [number, number] = [Infinity, -Infinity];
  initial.forEach((chance, s) => {
    if (chance > 0) widen(returns, least[s], greatest[s]);
  });
  return { returns, rewards };
}

/** Least and greatest, of runs as long as one likes. */
function forEver(mdp: Mdp, options: { discount: number; cut: boolean }): [Float64Array, Float64Array] {
  return [mostForEver(mdp, -1, options).map((most) => -most), mostForEver(mdp, 1, options)];
}

const negative = (value: number): number => Math.min(0, value);

const positive = (value: number): number => Math.max(0, value);

function oneStepMore(
  mdp: Mdp,
  discount: number,
  least: Float64Array,
  greatest: Float64Array,
): [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>] {
  const { nStates, terminal, nextState, reward, probability } = mdp;
  const lower = Float64Array.from({ length: nStates }, (_, s) => (terminal[s] === 1 ? 0 : Infinity));
  const upper = lower.map((value) => -value);
  forEachMove(mdp, (s, k) => {
    if (probability[k] === 0) return;
    const next = nextState[k];
    lower[s] = Math.min(lower[s], reward[k] + discount * least[next]);
    upper[s] = Math.max(upper[s], reward[k] + discount * greatest[next]);
  });
  return [lower, upper];
}

/** Calls for every entry of every state that is no end. */
function forEachMove({ nStates, nActions, terminal, rowStart }: Mdp, visit: (s: number, k: number) => void): void {
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    for (let k = rowStart[s * nActions]; k < rowStart[(s + 1) * nActions]; k++) visit(s, k);
  }
}

function widen(range: [number, number], lower: number, upper: number): void {
  range[0] = Math.min(range[0], lower);
  range[1] = Math.max(range[1], upper);
}
