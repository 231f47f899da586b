import type { ChangedRow } from '../rows/partly/changedRow.js';
import type { PolicyMoves } from '../rows/partly/policyMoves.js';
import type { TakenRows } from '../rows/partly/takenRows.js';
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

/** The same along a row that is taken there, as an observation has changed it. */
export function carryTaken(
  taken: TakenRows,
  r: number,
  { start, end, factor, n, place, value }: ChangedRow,
  weight: number,
  from: ChainState,
  s: number,
  to: ChainState,
): void {
  const { share, next, probability, reward } = taken;
  const w = share[r];
  const [mass, first, second] = [from.mass[s], from.first[s], from.second[s]];
  const free = first === 0 && second === 0 && taken.pays[r] === 0;
  let k = start;
  for (let i = 0; i <= n; i++) {
    const stop = i < n ? place[i] : end;
    if (free) carryFree(taken, k, stop, w * factor * mass, to);
    else for (; k < stop; k++) carry(to, next[k], w * factor * probability[k], weight * reward[k], mass, first, second);
    if (i === n) break;
    if (free) carryMass(to, next[stop], w * value[i] * mass);
    else carry(to, next[stop], w * value[i], weight * reward[stop], mass, first, second);
    k = stop + 1;
  }
}

function carryFree({ next, probability }: TakenRows, start: number, end: number, moved: number, to: ChainState): void {
  const { mass, support } = to;
  for (let k = start; k < end; k++) {
    const state = next[k];
    const more = moved * probability[k];
    const before = mass[state];
    if (before === 0) {
      if (more === 0) continue;
      support[to.size++] = state;
    }
    mass[state] = before + more;
  }
}
