import type { ChangedRows } from '../rows/partly/changedRow.js';
import type { PolicyMoves } from '../rows/partly/policyMoves.js';
import { carry, carryMass } from './carry.js';
import { type ChainState, add } from './chainState.js';

/** Carries what is in state s along all moves of a policy there: see `carryRow`. */
export function carryMoves(moves: PolicyMoves, weight: number, from: ChainState, s: number, to: ChainState): void {
  const { start, next, weight: w, paying } = moves;
  const mass = from.mass[s];
  const first = from.first[s];
  const second = from.second[s];
  if (first === 0 && second === 0) for (let k = start[s]; k < start[s + 1]; k++) carryMass(to, next[k], w[k] * mass);
  else for (let k = start[s]; k < start[s + 1]; k++) carry(to, next[k], w[k], 0, mass, first, second);
  for (let k = paying.start[s]; k < paying.start[s + 1]; k++) {
    const moved = paying.weight[k] * mass;
    if (moved === 0) continue;
    const [r, rr] = [weight * paying.first[k], weight * weight * paying.second[k]];
    add(
      to,
      paying.next[k],
      moved,
      paying.weight[k] * first + r * mass,
      paying.weight[k] * second + 2 * r * first + rr * mass,
    );
  }
}

/** The same along the rows that are taken there, as an observation changes them. */
export function carryTaken(rows: ChangedRows, weight: number, from: ChainState, s: number, to: ChainState): void {
  const { changed } = rows;
  const { start: firstRow, share, next, probability, reward, pays } = rows.taken;
  const { place, value } = changed;
  const mass = from.mass[s];
  const first = from.first[s];
  const second = from.second[s];
  const isFree = first === 0 && second === 0;
  for (let r = firstRow[s]; r < firstRow[s + 1]; r++) {
    rows.change(r);
    const w = share[r];
    const scaled = w * changed.factor;
    const { n, end } = changed;
    const earnsNothing = isFree && pays[r] === 0;
    let k = changed.start;
    for (let i = 0; i <= n; i++) {
      const stop = i < n ? place[i] : end;
      if (earnsNothing) {
        const moved = scaled * mass;
        for (; k < stop; k++) carryMass(to, next[k], moved * probability[k]);
        if (i < n) carryMass(to, next[k], w * value[i] * mass);
      } else {
        for (; k < stop; k++) {
          if (isFree && reward[k] === 0) carryMass(to, next[k], scaled * mass * probability[k]);
          else carry(to, next[k], scaled * probability[k], weight * reward[k], mass, first, second);
        }
        if (i < n) carry(to, next[k], w * value[i], weight * reward[k], mass, first, second);
      }
      k++;
    }
  }
}
