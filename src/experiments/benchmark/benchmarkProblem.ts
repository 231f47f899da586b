import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { ArgumentError } from '../../core/errors.js';
import { once } from '../../core/once.js';
import { createRng } from '../../core/random/rng.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { fit } from '../../fit/fit.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { returnRange } from '../../mdp/evaluate/returnRange.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import type { KnownBounds } from '../../ope/intervals/terms/termsRange.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Plugins } from '../plugins.js';
import type {
  BenchmarkSpecification,
  LearnedPolicyPlan,
  NamedPolicyPlan,
  TablePolicyPlan,
} from './benchmarkSpecification.js';

/** A specification made ready to run. */
export interface BenchmarkProblem {
  readonly env: Env;
  /** Over one of the environment's spaces. */
  readonly behaviour: Policy;
  /** Over the specification's space. */
  readonly target: Policy;
  readonly bounds: KnownBounds;
  /** Exact value of what an estimator estimates. */
  readonly truth: (estimand: Estimator['estimand']) => number;
}

/**
 * A memory, not state: the problem follows from its key alone, as that has the hashes of plug-ins, and to find the
 * sepsis target takes a simulation and a solution.
 */
let latest: { readonly key: string; readonly problem: BenchmarkProblem } | undefined;

/**
 * Builds environment, policies and truth. The latest is kept, as a worker gets the same specification, a copy each
 * time, with every trial.
 *
 * @throws ArgumentError for names or parameters that there are not, or an environment that cannot tell the truth
 */
export function benchmarkProblem(specification: BenchmarkSpecification, plugins: Plugins = {}): BenchmarkProblem {
  const key = JSON.stringify(specification);
  if (latest?.key !== key) latest = { key, problem: prepare(specification, plugins) };
  return latest.problem;
}

function prepare(specification: BenchmarkSpecification, { envs }: Plugins): BenchmarkProblem {
  const { behaviourPolicy, targetPolicy, horizon, discount } = specification;
  const env = createEnv(specification.env, specification.parameters, envs);
  if (!env.exactModel)
    throw new ArgumentError(`benchmark: env ${env.name} must have an exact model, got none - the truth comes from it`);
  const exact = env.exactModel();
  const behaviour = plannedPolicy(env, exact, behaviourPolicy as NamedPolicyPlan | TablePolicyPlan);
  const target =
    targetPolicy.kind === 'learned'
      ? learnedPolicy(env, behaviour, targetPolicy, specification)
      : plannedPolicy(env, exact, targetPolicy);
  const [liftedBehaviour, liftedTarget] = [behaviour, target].map((policy) => liftedToFinest(env, policy));
  const ratio = largestRatio(exact, liftedTarget, liftedBehaviour);
  const values = {
    behaviour: once(() => policyValue(exact, liftedBehaviour, { horizon, discount }).value),
    target: once(() => policyValue(exact, liftedTarget, { horizon, discount }).value),
    endless: once(() => policyValue(exact, liftedTarget, { horizon: Infinity, discount }).value),
  };
  return {
    env,
    behaviour,
    target,
    bounds: {
      ...(specification.bounds ?? returnRange(exact, { horizon, discount })),
      // Where the target does what the behaviour never does there is none, and intervals that need it say so.
      ratio: Number.isFinite(ratio) ? ratio : undefined,
    },
    truth(estimand) {
      if (estimand === 'behaviour policy') return values.behaviour();
      return estimand === 'no horizon' ? values.endless() : values.target();
    },
  };
}

function plannedPolicy(env: Env, exact: Mdp, plan: NamedPolicyPlan | TablePolicyPlan): Policy {
  if (plan.kind === 'named') {
    const policy = createPolicy(plan.policy, exact, plan.parameters);
    return { ...(plan.soften === 0 ? policy : softened(policy, plan.soften)), space: env.spaces[0].name };
  }
  const { space, probability, undefinedRows } = plan;
  const { nActions } = env;
  return {
    nStates: probability.length / nActions,
    nActions,
    probability: Float64Array.from(probability),
    space,
    ...(undefinedRows && { undefinedRows: Uint8Array.from(undefinedRows) }),
  };
}

function learnedPolicy(
  env: Env,
  behaviour: Policy,
  plan: LearnedPolicyPlan,
  { space, horizon }: BenchmarkSpecification,
): Policy {
  const log = simulate(createRng(plan.seed), env, behaviour, { episodes: plan.episodes, horizon });
  const { mdp } = fit(log, { abstraction: abstractionBetween(env, env.recorded, space), outcomes: env.outcomes });
  const { policy } = policyIteration(mdp, { discount: plan.discount, actions: 'all' });
  return plan.soften === 0 ? policy : softened(policy, plan.soften);
}

function liftedToFinest(env: Env, policy: Policy): Policy {
  const [finest] = env.spaces;
  return liftPolicy(policy, abstractionBetween(env, finest.name, policy.space ?? finest.name));
}

/** max e(a | s) / b(a | s) over the states in which there is something to decide. */
function largestRatio({ terminal }: Mdp, { probability, nActions }: Policy, behaviour: Policy): number {
  return probability.reduce(
    (most, chance, row) =>
      chance === 0 || terminal[Math.floor(row / nActions)] === 1
        ? most
        : Math.max(most, chance / behaviour.probability[row]),
    1,
  );
}
