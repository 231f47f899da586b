import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { type Rng, createRng } from '../../core/random/rng.js';
import { fit } from '../../fit/fit.js';
import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import type { Advice } from '../../mdp/advice/advice.js';
import { advisedPolicy } from '../../mdp/advice/advisedPolicy.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { returnRange } from '../../mdp/evaluate/returnRange.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Abstraction } from '../../mdp/stateSpace.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { CONTROL_BEHAVIOURS, controlBehaviour } from '../controls/controlBehaviours.js';
import { markovWorld } from '../controls/markovWorld.js';

/** Where logs come from, what is learned of them, and what that is truly worth. */
export interface PolicyWorld {
  /** A log in the states that are learned from, with the probabilities of all actions. */
  readonly draw: (rng: Rng, episodes: number) => Trajectories;
  readonly fitted: (log: Trajectories) => Mdp;
  /** Exact value of who wrote the log. */
  readonly behaviourValue: number;
  /** Exact value of a policy over the states that are learned from. */
  readonly trueValue: (policy: Policy) => number;
  /** Exact value of who wrote the log, advised. */
  readonly advisedValue: (advice: Advice) => number;
  /** The least and the greatest return of a run. */
  readonly returns: readonly [least: number, greatest: number];
}

/** Who writes the logs, and in what states they are read. */
interface Setting {
  readonly env: Env;
  readonly behaviour: Policy;
  readonly space: string;
}

const sepsis = (behaviour: (env: Env) => Policy): Setting => {
  const env = createEnv('sepsis');
  return { env, behaviour: behaviour(env), space: 'projected' };
};

/** By name. The Markov world is fitted to a log that is the same for all seeds. */
const worlds: Readonly<Record<string, (horizon: number) => PolicyWorld>> = {
  sepsis: (horizon) =>
    worldOf(
      sepsis((env) => createPolicy('physician', env.exactModel!())),
      horizon,
    ),
  gridworld(horizon) {
    const env = createEnv('gridworld');
    const behaviour = softened(createPolicy('optimal', env.exactModel!(), { discount: 0.95 }), 0.4);
    return worldOf({ env, behaviour, space: env.spaces[0].name }, horizon);
  },
  markov(horizon) {
    const env = createEnv('sepsis');
    const { mdp, behaviour } = markovWorld(createRng(0).fork('markov world'), env, { horizon });
    const space = 'projected';
    return {
      ...judgedIn(mdp, behaviour, abstractionBetween(env, space, space), horizon),
      draw: (rng, episodes) => simulate(rng, mdp, behaviour, { episodes, horizon, propensities: 'all' }),
      fitted: (log) => fittedTo(log, env, space, space),
    };
  },
  ...Object.fromEntries(
    CONTROL_BEHAVIOURS.map((name) => [
      name,
      (horizon: number) =>
        worldOf(
          sepsis((env) => controlBehaviour(env, name, 'projected', horizon)),
          horizon,
        ),
    ]),
  ),
};

/** Names of worlds. */
export const policyWorlds: readonly string[] = Object.keys(worlds);

/** A memory, not state: to find the Markov world takes a large simulation, and trials of a world follow each other. */
let latest: { readonly key: string; readonly world: PolicyWorld } | undefined;

/**
 * The world of a name; the latest is kept.
 *
 * @throws ArgumentError for an unknown name, listing the names
 */
export function policyWorld(name: string, horizon: number): PolicyWorld {
  const key = `${name} ${horizon}`;
  if (latest?.key !== key) latest = { key, world: named(name)(horizon) };
  return latest.world;
}

/** @throws ArgumentError for an unknown name, listing the names */
export function checkPolicyWorld(name: string): void {
  named(name);
}

function named(name: string): (horizon: number) => PolicyWorld {
  if (Object.hasOwn(worlds, name)) return worlds[name];
  throw new ArgumentError(
    `policyWorld: world must be one of ${policyWorlds.join(', ')}, got '${name}'${didYouMean(name, policyWorlds)}`,
  );
}

function worldOf({ env, behaviour, space }: Setting, horizon: number): PolicyWorld {
  const mdp = env.exactModel!();
  return {
    ...judgedIn(mdp, behaviour, abstractionBetween(env, env.spaces[0].name, space), horizon),
    draw(rng, episodes) {
      const log = simulate(rng, env, behaviour, { episodes, horizon, propensities: 'all', steps: 'tables' });
      return projectTrajectories(log, env, space, 'direct');
    },
    fitted: (log) => fittedTo(log, env, space, space),
  };
}

function fittedTo(log: Trajectories, env: Env, from: string, to: string): Mdp {
  return fit(log, fitSpaceOf(env, from, to)).mdp;
}

/** What is true where `mdp` is what follows what, over the states in which the behaviour acts. */
function judgedIn(
  mdp: Mdp,
  behaviour: Policy,
  abstraction: Abstraction,
  horizon: number,
): Pick<PolicyWorld, 'behaviourValue' | 'trueValue' | 'advisedValue' | 'returns'> {
  const valueOf = (policy: Policy): number => policyValue(mdp, policy, { horizon }).value;
  return {
    behaviourValue: valueOf(behaviour),
    trueValue: (policy) => valueOf(liftPolicy(policy, abstraction)),
    advisedValue: (advice) => valueOf(advisedPolicy(behaviour, advice, abstraction)),
    returns: returnRange(mdp, { horizon, discount: 1 }).returns,
  };
}
