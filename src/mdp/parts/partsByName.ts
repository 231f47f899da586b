import { ArgumentError } from '../../core/errors.js';
import { numberOf } from '../override/numberOf.js';
import type { Named } from '../override/overrides.js';
import type { ListedPart } from './actionPart.js';

/** The parts of actions as people give them: for each, by its name, the actions that have it. */
export type PartsByName = Readonly<Record<string, readonly Named[]>>;

/**
 * Parts of actions that are given by name.
 *
 * @param where opens the message of an error
 * @param names of the actions by number, where they have any; a name goes before a number that is written as one
 * @throws ArgumentError on a part without a name or an action, and on an action that there is not, or that is there twice
 *
 * @example
 * partsByName('parts', { antibiotics: ['A', 'AV'], vasopressors: [1, 'AV'] }, 4, ['-', 'V', 'A', 'AV'])[1] // { name: 'vasopressors', on: [0, 1, 0, 1] }
 */
export function partsByName(
  where: string,
  given: PartsByName,
  nActions: number,
  names: readonly string[] = [],
): readonly ListedPart[] {
  return Object.entries(given).map(([name, actions]) => {
    const fail = (fault: string): never => {
      throw new ArgumentError(`${where}: ${name}: ${fault}`);
    };
    if (name === '') throw new ArgumentError(`${where}: a part must have a name, got an empty one`);
    if (actions.length === 0) fail('at least one action must have it, got none');
    const on = new Array<number>(nActions).fill(0);
    for (const action of actions) {
      const number = numberOf('action', action, names, nActions, fail);
      if (on[number] === 1) fail(`each action may be given once, got ${names[number] ?? number} twice`);
      on[number] = 1;
    }
    return { name, on };
  });
}
