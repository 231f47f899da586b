import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { abstractionBetween } from '../src/mdp/env.js';
import { fit } from '../src/fit/fit.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { completeMechanism } from '../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../src/mechanisms/fixed/gumbelMax.js';
import { offPolicyEvaluation } from '../src/ope/offPolicyEvaluation.js';
import { estimatorCatalogue } from '../src/ope/estimators/registry.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';

/** A line of the benchmark: what was done and the median time of it, in milliseconds. */
export interface Timed {
  readonly name: string;
  readonly milliseconds: number;
}

const RUNS = 3;

/**
 * Times off-policy evaluation on sepsis logs: everything with bootstraps, and the estimates alone as logs grow.
 *
 * The target policy is the best of a model that was fitted to another log of 1,000.
 */
export function* offPolicyTimings(): Generator<Timed> {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  const logOf = (seed: number, episodes: number): Trajectories =>
    simulate(createRng(seed), env, physician, { episodes, horizon: 20, steps: 'tables' });
  const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
  const { policy } = policyIteration(fit(logOf(1, 1000), space).mdp, { discount: 0.99, actions: 'all' });
  // A model in which all of the log is possible, as the counterfactuals of it need.
  const { mdp } = fit(logOf(2, 20_000), space);
  const patients = (episodes: number): Trajectories =>
    projectTrajectories(logOf(2, episodes), env, 'projected', 'direct');
  const options = { discount: 0.99, horizon: 20 };

  const log = patients(20_000);
  const all = estimatorCatalogue.map(({ name }) => name).filter((name) => name !== 'cf');
  const bootstrap = { interval: { replicates: 200 } };
  for (const behaviour of ['logged', 'estimated'] as const)
    yield {
      name: `${all.length} estimators, 200 bootstraps, 20,000 patients, behaviour ${behaviour}`,
      milliseconds: median(() =>
        offPolicyEvaluation(createRng(1), log, policy, { ...options, ...bootstrap, behaviour, estimators: all }),
      ),
    };
  yield {
    name: 'the same with cf in a given model, behaviour logged',
    milliseconds: median(() =>
      offPolicyEvaluation(createRng(1), log, policy, {
        ...options,
        ...bootstrap,
        model: mdp,
        mechanism: completeMechanism(gumbelMax()),
        estimators: [...all, 'cf'],
      }),
    ),
  };
  for (const episodes of [10_000, 100_000, 1_000_000]) {
    const grown = patients(episodes);
    yield {
      name: `${all.length} estimators without intervals, ${episodes.toLocaleString('en')} patients`,
      milliseconds: median(() =>
        offPolicyEvaluation(createRng(1), grown, policy, { ...options, interval: false, estimators: all }),
      ),
    };
  }
}

function median(run: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1];
}
