import { ArgumentError } from '../core/errors.js';
import { FEATURE_SPACE } from '../states/featureStates.js';

/** What fits what: anything of so many states and actions, by name where they have names. */
export interface StatesAndActions {
  readonly nStates: number;
  readonly nActions: number;
  readonly source?: {
    readonly space?: string;
    readonly states?: readonly string[];
    readonly actions?: readonly string[];
  };
}

/** A policy or an advice, by what it is over. */
export interface OverStates {
  readonly nStates: number;
  readonly nActions: number;
  readonly space?: string;
  readonly states?: readonly string[];
  readonly actions?: readonly string[];
}

/** What to do about names that differ. */
const REMEDY = {
  policy: 'solve the policy on this model, or fit the model to the log that the policy comes from',
  advice: 'learn the advice from this log, or read the log that it comes from',
};

/**
 * Checks that a policy or an advice has the size of a model or log and, where both are known, its space and names.
 *
 * @param what it is, in the words of a message
 * @throws ArgumentError with both sizes, spaces or names
 */
export function checkSameSpace(
  where: string,
  what: 'policy' | 'advice',
  given: OverStates,
  model: StatesAndActions,
): void {
  const space = model.source?.space;
  if (given.nStates !== model.nStates || given.nActions !== model.nActions)
    throw new ArgumentError(
      `${where}: ${what} must have ${model.nStates} states and ${model.nActions} actions, got ${given.nStates} and ${given.nActions} - solve or fit it in the same state space as the model`,
    );
  if (given.space !== undefined && space !== undefined && given.space !== space)
    throw new ArgumentError(
      `${where}: ${what} must be over space '${space}', got '${given.space}'${bothOfFeatures(space, given.space) ? ' - read the log by the centres of one file: that of --states, or a model' : ''}`,
    );
  for (const kind of ['states', 'actions'] as const) {
    const [names, others] = [given[kind], model.source?.[kind]];
    const odd = names && others ? names.findIndex((name, number) => name !== others[number]) : -1;
    if (odd >= 0)
      throw new ArgumentError(
        `${where}: ${what} must number its ${kind} as the model does, got '${names![odd]}' as ${odd}, which is '${others![odd]}' there - ${REMEDY[what]}`,
      );
  }
}

function bothOfFeatures(...spaces: readonly string[]): boolean {
  return spaces.every((space) => space.startsWith(FEATURE_SPACE));
}
