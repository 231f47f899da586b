import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { note } from '../say.js';
import { decimal } from '../output/table.js';

/** Logged probabilities and a policy's that are closer than this are the same. */
const ROUNDING = 1e-6;

/**
 * A log without the probabilities that it holds, where `--behaviour` says what to use in their place, with a note that
 * says how far they are from it.
 *
 * @param seen the same steps in the states of the behaviour policy, where one is named
 */
export function overruledPropensities(
  log: Trajectories,
  name: string,
  named?: { readonly policy: Policy; readonly seen: Trajectories },
): Trajectories {
  const { propensity, propensities, ...bare } = log;
  if (!propensity && !propensities) return log;
  note(`--behaviour ${name} takes the place of the probabilities in the log${named ? difference(log, named) : ''}`);
  return bare;
}

function difference(
  { propensity, propensities, action, nActions }: Trajectories,
  { policy, seen }: { readonly policy: Policy; readonly seen: Trajectories },
): string {
  let most = 0;
  for (let i = 0; i < action.length; i++) {
    const logged = propensity?.[i] ?? propensities![i * nActions + action[i]];
    most = Math.max(most, Math.abs(logged - policy.probability[seen.state[i] * nActions + action[i]]));
  }
  return most <= ROUNDING ? ', which agree with it' : `, which differ from it by up to ${decimal(most)}`;
}
