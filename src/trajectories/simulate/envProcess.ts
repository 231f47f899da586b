import { aliasTables, sampleAlias } from '../../core/random/aliasTable.js';
import { ArgumentError } from '../../core/errors.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { spaceOver } from '../../mdp/spaceOver.js';
import type { Moves, SimulatedProcess } from './simulatedProcess.js';
import { tableMoves } from './tableMoves.js';

/**
 * An environment as a process to simulate. It runs in the finest space and is logged in the recorded one.
 *
 * @param policy over any of the environment's spaces
 * @param steps `env` draws by the environment's own `step`, `tables` by alias tables of its exact model
 * @throws ArgumentError if the policy fits none of the spaces, or tables are asked for and there is no exact model
 */
export function envProcess(env: Env, policy: MarkovPolicy, steps: 'env' | 'tables'): SimulatedProcess {
  const [finest] = env.spaces;
  const { map: recorded, to } = abstractionBetween(env, finest.name, env.recorded);
  const lifted = liftPolicy(
    policy,
    abstractionBetween(env, finest.name, spaceOver(env, policy, 'simulate', 'policy').name),
  );
  return {
    ...(steps === 'tables' ? exactMoves(env, lifted) : envMoves(env, lifted)),
    nActions: env.nActions,
    recorded,
    nRecorded: to.nStates,
    ...(to.name !== finest.name && env.hidden && { hidden: env.hidden }),
    policy: lifted,
    source: { env: env.name, parameters: env.parameters, space: env.recorded },
  };
}

function envMoves(env: Env, policy: MarkovPolicy): Moves {
  const { nStates, outcome } = env.spaces[0];
  const { nActions } = env;
  // Of a policy over time one distribution for each step and state.
  const perStep = isOverTime(policy) ? nStates : 0;
  const rows = policy.probability.length / nActions;
  const actions = aliasTables(
    Uint32Array.from({ length: rows + 1 }, (_, row) => row * nActions),
    policy.probability,
  );
  return {
    initial: (rng) => env.initial(rng),
    draw(rng, state, t) {
      const action = sampleAlias(rng, actions, t * perStep + state);
      const next = env.step(rng, state, action);
      // Environments are plug-ins, and a state out of range would be logged as state 0.
      if (!(next < nStates && next >>> 0 === next))
        throw new ArgumentError(
          `simulate: env ${env.name}: step must return an integer from 0 to ${nStates - 1}, got ${next} from state ${state}, action ${action}`,
        );
      return next * nActions + action;
    },
    actionOf: (transition) => transition % nActions,
    nextStateOf: (transition) => Math.floor(transition / nActions),
    rewardOf: (state, transition) => env.reward(state, transition % nActions, Math.floor(transition / nActions)),
    ends: outcome,
  };
}

function exactMoves(env: Env, policy: MarkovPolicy): Moves {
  if (!env.exactModel)
    throw new ArgumentError(
      `simulate: steps must be 'env' for env ${env.name}, got 'tables' - it has no exact model to draw from`,
    );
  // First states come from the environment in both modes, so a run starts the same whichever draws its steps.
  const moves = tableMoves(env.exactModel(), policy);
  return { ...moves, initial: (rng) => env.initial(rng), ends: env.spaces[0].outcome };
}
