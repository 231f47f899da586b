import { createRng } from '../../core/random/rng.js';
import { PERMUTATIONS, checkStates, rejectedTests } from '../../honest/checkStates/checkStates.js';
import { stateFindings } from '../../honest/checkStates/stateFindings.js';
import { stateTests } from '../../honest/checkStates/tests/registry.js';
import type { LoadedLog } from '../input/loadLog.js';
import { note, warn } from '../say.js';
import { checkedStates } from './checkedStates.js';

/** Steps × permutations × tests up to which the tests are run along the way: a fraction of a second. */
export const ALONG_THE_WAY = 2e7;

/**
 * Says what `check-states` finds of the states that a model was fitted to; of a log too long for that, how to ask.
 *
 * @param path how the log was named
 * @param space of the model; the log's own where undefined
 */
export function sayStateCheck(loaded: LoadedLog, path: string, space: string | undefined): void {
  const command = `couplet check-states ${path}${space === undefined ? '' : ` --space ${space}`}`;
  if (loaded.log.state.length * PERMUTATIONS * stateTests.length > ALONG_THE_WAY) {
    note(`whether these states hide something, ${command} tells`);
    return;
  }
  const { log, ends } = checkedStates(loaded, space);
  const check = checkStates(createRng(1), log, ends && { ends });
  if (rejectedTests(check).length > 0) warn(`${stateFindings(check)} The tests: ${command}`);
  else note(stateFindings(check));
}
