import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { checkStates } from '../src/honest/checkStates/checkStates.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Timed } from './benchOffPolicy.js';

const RUNS = 3;

/** Times the tests of what states hide, 199 permutations each, in sepsis logs: they are linear in the steps. */
export function* checkStatesTimings(): Generator<Timed> {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  for (const episodes of [1000, 20_000]) {
    const recorded = simulate(createRng(2), env, physician, { episodes, horizon: 20, steps: 'tables' });
    const log = projectTrajectories(recorded, env, 'projected');
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      checkStates(createRng(1), log);
      return performance.now() - start;
    });
    yield {
      name: `check-states, ${episodes.toLocaleString('en')} patients`,
      milliseconds: times.toSorted((a, b) => a - b)[RUNS >> 1],
    };
  }
}
