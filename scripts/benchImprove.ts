import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { improve } from '../src/honest/improve/improve.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Timed } from './benchOffPolicy.js';

const RUNS = 3;

/** Times the search for advice in sepsis logs of 1,000 and 20,000 patients: it is linear in the steps. */
export function* improveTimings(): Generator<Timed> {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  for (const episodes of [1000, 20_000]) {
    const recorded = simulate(createRng(2), env, physician, {
      episodes,
      horizon: 20,
      propensities: 'all',
      steps: 'tables',
    });
    const log = projectTrajectories(recorded, env, 'projected');
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      improve(createRng(1), log, { leastReturn: -1 });
      return performance.now() - start;
    });
    yield {
      name: `improve, ${episodes.toLocaleString('en')} patients`,
      milliseconds: times.toSorted((a, b) => a - b)[RUNS >> 1],
    };
  }
}
