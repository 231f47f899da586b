import { createRng } from '../../../core/random/rng.js';
import { fit } from '../../../fit/fit.js';
import { fitSpaceOf } from '../../../fit/fitSpaceOf.js';
import { mixWorst } from '../../../fit/worst/mixWorst.js';
import { abstractionBetween } from '../../../mdp/env.js';
import { liftPolicy } from '../../../mdp/liftPolicy.js';
import type { Mdp } from '../../../mdp/mdp.js';
import { backwardInduction } from '../../../mdp/optimise/backwardInduction.js';
import { policyIteration } from '../../../mdp/optimise/policyIteration.js';
import { deterministicOverTime } from '../../../mdp/overTime/deterministicOverTime.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import { projectTrajectories } from '../../../trajectories/projectTrajectories.js';
import { simulate } from '../../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { Memo } from '../memo.js';
import type { Settings } from './settings.js';
import { type World, world } from './world.js';

/** The steps of the pipeline, each computed when it is asked for and what it rests on has changed. */
export interface Steps {
  readonly world: World;
  /** As recorded, with what the record hides in a column of its own. */
  readonly log: () => Trajectories;
  /** The same in the states of the model. */
  readonly patients: () => Trajectories;
  readonly mdp: () => Mdp;
  readonly policy: () => MarkovPolicy;
  /** The same policy as it acts on what the simulator knows. */
  readonly acting: () => MarkovPolicy;
}

/** Each step with all settings that it depends on, those of the steps before among them. */
export function steps(settings: Settings, memo: Memo): Steps {
  const { seed, patients: episodes, horizon, space, worst, plan, discount } = settings;
  const { env, exact, physician } = world();
  const simulated = [seed, episodes, horizon];
  const fitted = [...simulated, space, worst];
  const solved = [...fitted, plan, discount];
  // The finest space is recorded with a hidden column: the model is fitted to the log that has it back.
  const from = space === 'full' ? 'full' : env.recorded;
  const log = (): Trajectories =>
    memo('simulate', simulated, () =>
      simulate(createRng(seed), env, physician, { episodes, horizon, propensities: 'all' }),
    );
  const patients = (): Trajectories =>
    memo('project', [...simulated, space], () => projectTrajectories(log(), env, space));
  const mdp = (): Mdp =>
    memo('fit', fitted, () => {
      const seen = from === 'full' ? patients() : log();
      return mixWorst(fit(seen, fitSpaceOf(env, from, space)).mdp, worst);
    });
  const policy = (): MarkovPolicy =>
    memo('solve', solved, () =>
      plan === 'forever'
        ? policyIteration(mdp(), { discount }).policy
        : deterministicOverTime(mdp(), backwardInduction(mdp(), { horizon, discount }).action),
    );
  const acting = (): MarkovPolicy =>
    memo('act', solved, () => liftPolicy(policy(), abstractionBetween(env, 'full', space)));
  return { world: { env, exact, physician }, log, patients, mdp, policy, acting };
}
