import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';

/** What a model knows of its numbers' names, for a policy over them to keep: logs to come are matched by them. */
export function namesOf({ source: { states, actions, ends } }: Mdp): Pick<Policy, 'states' | 'actions' | 'ends'> {
  return { ...(states && { states }), ...(actions && { actions }), ...(ends && { ends }) };
}
