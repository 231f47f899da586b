import type { Mdp } from '../../mdp/mdp.js';
import { partsByName } from '../../mdp/parts/partsByName.js';
import type { LogInModel } from '../input/loadProblem.js';

/** The model, its actions made of what the user says, where that is said. */
export function withNamedParts({ mdp, parts }: Pick<LogInModel, 'mdp' | 'parts'>): Mdp {
  if (!parts) return mdp;
  const names = mdp.source.actions ?? mdp.actionLabels;
  return { ...mdp, actionParts: partsByName('parts', parts, mdp.nActions, names) };
}
