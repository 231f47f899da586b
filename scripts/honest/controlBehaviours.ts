import { createPolicy } from '../../policies/registry.js';
import { occupancy } from '../../src/mdp/evaluate/occupancy.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { Abstraction } from '../../src/mdp/stateSpace.js';

/** Who writes the logs: the physician, and clinicians for whom a rare choice may be the right one. */
export const behaviours = ['physician', 'slips=.01', 'slips=.2', 'raregood', 'hiddenrare'] as const;

/**
 * A behaviour policy over the states of an environment's exact model.
 *
 * `slips=.01`, `slips=.2`: the physician with that share of slips. `raregood`: .88 on the third most frequent action of
 * the coarse state by the physician's occupancy, .10 on the optimum, the rest on all alike. `hiddenrare`: .995 on the
 * optimum of the finest states, the rest on all alike.
 */
export function behaviourNamed(name: string, model: Mdp, { map, to }: Abstraction, horizon: number): Policy {
  const physician = createPolicy('physician', model);
  if (name === 'physician') return physician;
  if (name.startsWith('slips=')) return createPolicy('physician', model, { epsilon: Number(name.slice(6)) });
  const { nActions } = model;
  const best = createPolicy('optimal', model, { discount: 0.99 });
  if (name === 'hiddenrare') return { ...best, probability: best.probability.map((p) => 0.995 * p + 0.005 / nActions) };
  if (name !== 'raregood') throw new Error(`the behaviour must be one of ${behaviours.join(', ')}, got '${name}'`);
  const taken = new Float64Array(to.nStates * nActions);
  occupancy(model, physician, { horizon }).forEach(
    (mass, pair) => (taken[map[Math.floor(pair / nActions)] * nActions + (pair % nActions)] += mass),
  );
  const third = Array.from({ length: to.nStates }, (_, s) => {
    const share = taken.subarray(s * nActions, (s + 1) * nActions);
    return Array.from(share.keys()).sort((a, b) => share[b] - share[a])[2];
  });
  const probability = best.probability.map(
    (p, pair) =>
      0.88 * (pair % nActions === third[map[Math.floor(pair / nActions)]] ? 1 : 0) + 0.1 * p + 0.02 / nActions,
  );
  return { ...best, probability };
}
