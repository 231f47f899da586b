import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { evaluateHidden } from '../src/counterfactual/hidden/evaluateHidden.js';
import { fit } from '../src/fit/fit.js';
import { abstractionBetween } from '../src/mdp/env.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { completeMechanism } from '../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../src/mechanisms/fixed/gumbelMax.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import { subset } from '../src/trajectories/subset.js';
import type { Timed } from './benchOffPolicy.js';

/**
 * Times the evaluation of sepsis logs in projected states in the exact model of the full ones: with what is hidden
 * weighed, under the best policy of the model that is fitted to the log. Of 1,000 patients and of a quarter of them.
 */
export function* hiddenTimings(): Generator<Timed> {
  const env = createEnv('sepsis');
  const mdp = env.exactModel!();
  const behaviour = createPolicy('physician', mdp);
  const recorded = simulate(createRng(1), env, behaviour, { episodes: 1000, horizon: 20 });
  const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
  const { policy } = policyIteration(fit(recorded, space).mdp, { discount: 0.99 });
  const log = projectTrajectories(recorded, env, 'projected');
  const model = { mdp, abstraction: abstractionBetween(env, 'full', 'projected'), behaviour };
  for (const patients of [250, 1000]) {
    const some = subset(
      log,
      Array.from({ length: patients }, (_, e) => e),
    );
    const start = performance.now();
    evaluateHidden(some, model, policy, completeMechanism(gumbelMax()));
    yield {
      name: `evaluation with states hidden, ${patients.toLocaleString('en')} patients`,
      milliseconds: performance.now() - start,
    };
  }
}
