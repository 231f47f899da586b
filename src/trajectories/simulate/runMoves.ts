import type { Rng } from '../../core/random/rng.js';
import type { TrajectoriesBuilder } from '../trajectoriesBuilder.js';
import { type Run, makeRoom, refuseUndefined, reportAfter, rowsPerStep, tellingEpisodes } from './run.js';
import type { SimulatedProcess } from './simulatedProcess.js';

/**
 * Runs episodes of any process by its own functions.
 *
 * @param streamOf the stream of each episode by its number
 */
export function runMoves(
  streamOf: (episode: number) => Rng,
  process: SimulatedProcess,
  builder: TrajectoriesBuilder,
  run: Run,
): void {
  const { nActions, ends, recorded, hidden, policy } = process;
  const { probability, undefinedRows } = policy;
  const { episodes, firstEpisode, horizon } = run;
  const perStep = rowsPerStep(policy);
  const telling = tellingEpisodes(run);
  let steps = 0;
  let { state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail();
  for (let e = 0; e < episodes; e++) {
    if (e === telling) {
      makeRoom(builder, steps, run);
      ({ state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail());
    }
    const stream = streamOf(firstEpisode + e);
    let s = process.initial(stream);
    const left = hidden?.(s);
    let written = at;
    let t = 0;
    do {
      if (at === end) {
        builder.advance(at - written);
        ({ state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail());
        written = at;
      }
      if (undefinedRows?.[t * perStep + s] === 1) refuseUndefined(policy, s, t);
      const transition = process.draw(stream, s, t);
      const a = process.actionOf(transition);
      const sNext = process.nextStateOf(transition);
      state[at] = recorded[s];
      action[at] = a;
      reward[at] = process.rewardOf(s, transition);
      nextState[at] = recorded[sNext];
      const row = (t * perStep + s) * nActions;
      if (propensity) propensity[at] = probability[row + a];
      if (chances) for (let k = 0; k < nActions; k++) chances[at * nActions + k] = probability[row + k];
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
