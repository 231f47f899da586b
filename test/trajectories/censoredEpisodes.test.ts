import { expect, it } from 'vitest';
import { censoredEpisodes } from '../../src/trajectories/censoredEpisodes.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';

/** Runs of 2 steps (ended), 2 (cut off), 3 (cut off) and 1 (cut off). */
const builder = new TrajectoriesBuilder({ nStates: 1, nActions: 1, source: {} });
for (const [steps, terminated] of [
  [2, true],
  [2, false],
  [3, false],
  [1, false],
] as const) {
  for (let t = 0; t < steps; t++) builder.step(0, 0, 0, 0);
  builder.endEpisode(terminated);
}
const log = builder.finish();

it.each([
  [1, []],
  [2, [3]],
  [3, [1, 3]],
  [Infinity, [1, 2, 3]],
])('with a horizon of %d: those that stop before it without an end, in their order', (horizon, expected) => {
  expect(censoredEpisodes(log, horizon)).toEqual(expected);
});
