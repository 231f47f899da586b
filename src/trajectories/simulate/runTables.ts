import { Xoshiro128 } from '../../core/random/rng.js';
import type { TrajectoriesBuilder } from '../trajectoriesBuilder.js';
import { type Run, makeRoom, refuseUndefined, reportAfter, rowsPerStep, tellingEpisodes } from './run.js';
import type { MoveTables, SimulatedProcess } from './simulatedProcess.js';

/**
 * What `runMoves` does, draw for draw, of a process that moves by tables: with the generator and the alias tables
 * written out in the loop, as calls for each of them would take more time than all else.
 *
 * @param streamOf writes the first state of an episode's stream
 */
export function runTables(
  streamOf: (episode: number, state: Uint32Array) => void,
  process: SimulatedProcess & { readonly tables: MoveTables },
  builder: TrajectoriesBuilder,
  run: Run,
): void {
  const { nActions, ends, recorded, hidden, policy, tables } = process;
  const { probability, undefinedRows } = policy;
  const { action: actionOf, nextState: nextOf, reward: rewardOf } = tables;
  const { episodes, firstEpisode, horizon } = run;
  const perStep = rowsPerStep(policy);
  const telling = tellingEpisodes(run);
  const words = new Uint32Array(4);
  let { start, threshold, alias } = tables.tablesAt(0);
  let steps = 0;
  let { state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail();
  for (let e = 0; e < episodes; e++) {
    if (e === telling) {
      makeRoom(builder, steps, run);
      ({ state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail());
    }
    streamOf(firstEpisode + e, words);
    const stream = new Xoshiro128(words);
    let s = process.initial(stream);
    const left = hidden?.(s);
    stream.copyState(words);
    // The state of xoshiro128**, as in `rng.ts`.
    let a = words[0] | 0;
    let b = words[1] | 0;
    let c = words[2] | 0;
    let d = words[3] | 0;
    let written = at;
    let t = 0;
    do {
      if (at === end) {
        builder.advance(at - written);
        ({ state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail());
        written = at;
      }
      const row = t * perStep + s;
      if (undefinedRows?.[row] === 1) refuseUndefined(policy, s, t);
      if (perStep > 0) ({ start, threshold, alias } = tables.tablesAt(t));
      // Two draws of 32 bits: the 27 upper ones of the first, the 26 upper ones of the second.
      let times5 = Math.imul(b, 5);
      const upper = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 5;
      c ^= a;
      d ^= b;
      const b1 = b ^ c;
      a ^= d;
      c ^= b << 9;
      d = (d << 11) | (d >>> 21);
      times5 = Math.imul(b1, 5);
      const lower = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 6;
      c ^= a;
      d ^= b1;
      b = b1 ^ c;
      a ^= d;
      c ^= b1 << 9;
      d = (d << 11) | (d >>> 21);
      const first = start[s];
      const scaled = ((upper * 0x4000000 + lower) / 0x20000000000000) * (start[s + 1] - first);
      const cell = scaled | 0;
      const own = first + cell;
      const entry = scaled - cell < threshold[own] ? own : first + alias[own];
      const taken = actionOf[entry];
      const sNext = nextOf[entry];
      state[at] = recorded[s];
      action[at] = taken;
      reward[at] = rewardOf[entry];
      nextState[at] = recorded[sNext];
      if (propensity) propensity[at] = probability[row * nActions + taken];
      if (chances) for (let k = 0; k < nActions; k++) chances[at * nActions + k] = probability[row * nActions + k];
      s = sNext;
      at++;
      t++;
    } while (ends[s] === 0 && t < horizon);
    steps += t;
    builder.advance(at - written);
    builder.endEpisode(ends[s] !== 0, left);
    reportAfter(e, run);
  }
}
