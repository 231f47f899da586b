import { optimal } from '../../../policies/optimal.js';
import { createPolicy } from '../../../policies/registry.js';
import { occupancy } from '../../mdp/evaluate/occupancy.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';

/**
 * Behaviour policies over an environment's finest states in which what is mostly a good rule fails: that what is rare
 * is a slip, that who acts sees no more than the log.
 */
export const CONTROL_BEHAVIOURS = ['slips=.01', 'slips=.2', 'raregood', 'hiddenrare'] as const;

export type ControlBehaviour = (typeof CONTROL_BEHAVIOURS)[number];

const DISCOUNT = 0.99;

/**
 * A control behaviour by name.
 *
 * - `slips=.01`, `slips=.2`: the physician who takes an action at random so often.
 * - `raregood`: mostly what is not best. .88 on the third most frequent action of the coarse state (by the physician's
 *   occupancy), .10 on the best action of the finest state, .02 spread over all: the rare choice is the good one.
 * - `hiddenrare`: .995 on the best action of the finest state, .005 spread over all: what is rare in a coarse state is
 *   right for rare patients.
 *
 * @param space the coarse states that a log is to be read in; default `projected`
 * @param horizon of the occupancy; default 20
 */
export function controlBehaviour(env: Env, name: ControlBehaviour, space = 'projected', horizon = 20): Policy {
  const mdp = env.exactModel!();
  switch (name) {
    case 'slips=.01':
      return createPolicy('physician', mdp, { epsilon: 0.01 });
    case 'slips=.2':
      return createPolicy('physician', mdp, { epsilon: 0.2 });
    case 'raregood':
      return rareGood(env, mdp, space, horizon);
    case 'hiddenrare':
      return mixedWithUniform(best(mdp), 0.005);
  }
}

function rareGood(env: Env, mdp: Mdp, space: string, horizon: number): Policy {
  const { map, to } = abstractionBetween(env, env.spaces[0].name, space);
  const { nStates, nActions } = mdp;
  const often = new Float64Array(to.nStates * nActions);
  occupancy(mdp, createPolicy('physician', mdp), { horizon }).forEach((visits, row) => {
    often[map[Math.floor(row / nActions)] * nActions + (row % nActions)] += visits;
  });
  const third = Array.from({ length: to.nStates }, (_, s) => {
    const of = often.subarray(s * nActions, (s + 1) * nActions);
    return Array.from(of.keys()).toSorted((a, b) => of[b] - of[a] || a - b)[2];
  });
  const policy = best(mdp);
  const probability = policy.probability.map((p) => (0.1 / 0.98) * p);
  for (let s = 0; s < nStates; s++) probability[s * nActions + third[map[s]]] += 0.88 / 0.98;
  return mixedWithUniform({ ...policy, probability }, 0.02);
}

function best(mdp: Mdp): Policy {
  return optimal(mdp, { form: 'episodic', discount: DISCOUNT, epsilon: 0 });
}

/** (1 − share)·policy + share/A. */
function mixedWithUniform(policy: Policy, share: number): Policy {
  return { ...policy, probability: policy.probability.map((p) => (1 - share) * p + share / policy.nActions) };
}
