import { expect, it } from 'vitest';
import { meanOverTime } from '../../../src/ope/study/meanOverTime.js';
import type { PolicyOverTime } from '../../../src/mdp/overTime/policyOverTime.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';

it('is the mean over the visits to each state, and uniform where there are none', () => {
  const policy: PolicyOverTime = {
    horizon: 2,
    nStates: 3,
    nActions: 2,
    // State 0 at t = 0 and 1, then 1 likewise; 2 is never visited.
    probability: Float64Array.of(...[1, 0, 0.5, 0.5, 0, 1], ...[0.25, 0.75, 0, 1, 0, 1]),
  };
  const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
  // State 0 twice at t = 0 and once at t = 1; state 1 once, at t = 1.
  builder.step(0, 0, 0, 0);
  builder.step(0, 1, 0, 1);
  builder.endEpisode(true);
  builder.step(0, 0, 0, 1);
  builder.step(1, 1, 0, 0);
  builder.endEpisode(true);
  expect([...meanOverTime(builder.finish(), policy).probability]).toBeAllClose([0.75, 0.25, 0, 1, 0.5, 0.5]);
});
