import type { Rng } from '../../../src/core/random/rng.js';
import { sampleCategorical } from '../../../src/core/random/sampleCategorical.js';
import type { IntervalMdp } from '../../../src/counterfactual/intervals/intervalMdp.js';
import type { Mdp } from '../../../src/mdp/mdp.js';

/**
 * A model whose rows lie in the boxes: each row from its lower bounds on, the rest poured in at random up to the upper
 * ones; what elsewhere gets goes to random states that the row has no entry for.
 *
 * @param model that the boxes are of, for all but its rows
 */
export function worldWithin(rng: Rng, model: Mdp, intervals: IntervalMdp): Mdp {
  const { nStates, nActions } = model;
  const pays = rewardsOf(intervals, model);
  const rowStart = new Uint32Array(nStates * nActions + 1);
  const nextState: number[] = [];
  const probability: number[] = [];
  const reward: number[] = [];
  for (let row = 0; row < nStates * nActions; row++) {
    const entries = new Map<number, { p: number; r: number }>();
    for (const { at, p } of poured(rng, intervals, row)) {
      const next = intervals.nextState[at];
      if (next !== intervals.elsewhere) entries.set(next, { p, r: intervals.reward[at] });
      else if (p > 0) {
        const others = Array.from({ length: nStates }, (_, s) => s).filter((s) => !entries.has(s));
        const weights = others.map(() => rng.exponential() ** 3);
        const total = weights.reduce((sum, w) => sum + w, 0);
        others.forEach((s, i) => {
          const [least, most] = pays[model.terminal[s]];
          entries.set(s, { p: (p * weights[i]) / total, r: rng.uniform() < 0.5 ? least : most });
        });
      }
    }
    for (const [next, { p, r }] of [...entries].sort(([a], [b]) => a - b)) {
      nextState.push(next);
      probability.push(p);
      reward.push(r);
    }
    rowStart[row + 1] = nextState.length;
  }
  const world: { -readonly [K in keyof Mdp]: Mdp[K] } = {
    ...model,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
  };
  delete world.visits;
  delete world.observed;
  return world;
}

/** The masses of a row, elsewhere last. */
function poured(rng: Rng, { rowStart, lower, upper }: IntervalMdp, row: number): { at: number; p: number }[] {
  const entries = Array.from({ length: rowStart[row + 1] - rowStart[row] }, (_, i) => rowStart[row] + i);
  const mass = new Map(entries.map((at) => [at, lower[at]]));
  let left = 1 - entries.reduce((sum, at) => sum + lower[at], 0);
  const open = [...entries];
  while (open.length > 0) {
    const at = open.splice(
      sampleCategorical(
        rng,
        open.map(() => 1 / open.length),
      ),
      1,
    )[0];
    const room = Math.min(left, upper[at] - lower[at]);
    // Often all of it: the corners are where bounds are reached.
    const taken = room * (rng.uniform() < 0.5 ? 1 : rng.uniform());
    mass.set(at, lower[at] + taken);
    left -= taken;
  }
  for (const at of entries) {
    const more = Math.min(left, upper[at] - mass.get(at)!);
    mass.set(at, mass.get(at)! + more);
    left -= more;
  }
  return entries.map((at) => ({ at, p: mass.get(at)! }));
}

/** The least and the greatest reward of going on, and of ending. */
function rewardsOf({ nextState, reward, elsewhere }: IntervalMdp, model: Mdp): readonly (readonly [number, number])[] {
  return [0, 1].map((end) => {
    const paid = [...reward].filter((_, k) => nextState[k] !== elsewhere && model.terminal[nextState[k]] === end);
    return paid.length === 0 ? [0, 0] : [Math.min(...paid), Math.max(...paid)];
  });
}
