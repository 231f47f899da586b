import { ArgumentError } from '../../core/errors.js';

/** Of commands that evaluate a log in a model of more than it shows. */
export const observedOption = {
  observed: {
    type: 'string',
    describe:
      'state space that the log shows, coarser than that of --mdp: what it leaves out is weighed by all of each episode, as with --mdp full.json --observed projected; --behaviour then names who acted, if what they saw of it is known',
  },
} as const;

/** Options that have no answer where states are partly hidden, and why. */
const UNANSWERED = {
  bounds: 'bounds are not tight over what may be hidden, and hold for one known course of an episode',
  'by-step': 'the target takes over on one known course of an episode',
  refit: 'a log that shows a part of the states has no cases to fit their rows to',
  influence: 'it is measured against one known course of an episode',
  'by-part': 'its plans start from one known course of an episode',
  marginals: 'they are over the states of one known course',
  sample: 'runs are drawn beside one known course of an episode',
} as const;

/** What was asked for. */
export type HiddenRequest = { readonly [Option in keyof typeof UNANSWERED]?: unknown };

/** @throws ArgumentError for what cannot be asked of a log that shows a part of the states */
export function checkHiddenRequest(request: HiddenRequest): void {
  for (const [option, why] of Object.entries(UNANSWERED)) {
    const value = request[option as keyof HiddenRequest];
    if (value !== undefined && value !== false)
      throw new ArgumentError(
        `evaluate: --${option} must not go with --observed, as ${why} - leave it out, or evaluate in the space that the log shows`,
      );
  }
}
