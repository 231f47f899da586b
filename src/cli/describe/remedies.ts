import { DataError } from '../../core/errors.js';
import type { LogDescription } from '../../files/index.js';

/** Something that a log leaves open, and what it takes to go on. */
export interface Remedy {
  /** The flag by which the messages of the readers offer it. */
  readonly flag: string;
  /** What is supposed, as a sentence for the user to confirm. */
  readonly supposes: string;
  readonly description: LogDescription;
}

const REMEDIES: readonly Remedy[] = [
  {
    flag: '--number-steps',
    supposes: 'the steps of an episode are in the order of t, whatever its gaps',
    description: { numberSteps: true },
  },
  { flag: '--empty-reward', supposes: 'an empty reward is 0', description: { emptyReward: 0 } },
  {
    flag: '--ends-terminate',
    supposes: 'a run that stops in a state in which others end has ended too',
    description: { endsTerminate: true },
  },
  {
    flag: '--number-states',
    supposes: 'states are names, to be numbered from 0',
    description: { numberStates: true },
  },
  {
    flag: '--number-actions',
    supposes: 'actions are names, to be numbered from 0',
    description: { numberActions: true },
  },
  { flag: '--round', supposes: 'propensities were rounded to 4 decimals', description: { rounding: 1e-4 } },
];

/**
 * The remedy that a reader's message offers, of those that suppose something a person can confirm.
 *
 * Messages are what users act on, so the flags in them are as much of a contract as their names.
 *
 * @param error whatever the reader threw
 * @param tried remedies that were taken already and did not help
 */
export function offeredRemedy(error: unknown, tried: readonly Remedy[]): Remedy | undefined {
  if (!(error instanceof DataError)) return undefined;
  return REMEDIES.find((remedy) => !tried.includes(remedy) && mentions(error.message, remedy.flag));
}

/** Whether the message asks how the runs of the log end, which nothing but the user can tell. */
export function asksForEnds(error: unknown): boolean {
  return error instanceof DataError && mentions(error.message, '--ends');
}

function mentions(message: string, flag: string): boolean {
  return new RegExp(`(^|\\s)${flag}(?![\\w-])`).test(message);
}
