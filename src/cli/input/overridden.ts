import { ArgumentError, DataError } from '../../core/errors.js';
import { readOverrides } from '../../files/index.js';
import type { Mdp } from '../../mdp/mdp.js';
import { overrideMdp } from '../../mdp/override/overrideMdp.js';
import { say } from '../say.js';

/**
 * A model with the changes of `--override` made, and says how many; the model itself without a file.
 *
 * @throws DataError on a file that is none of changes, or whose changes the model does not take
 */
export async function overridden(mdp: Mdp, file: string | undefined): Promise<Mdp> {
  if (file === undefined) return mdp;
  const changes = await readOverrides(file);
  const { rows = [], rewards = [], start } = changes;
  try {
    const changed = overrideMdp(mdp, changes, file);
    const what = [
      rows.length > 0 && counted(rows.length, 'row'),
      rewards.length > 0 && counted(rewards.length, 'reward'),
      start && 'the start',
    ];
    say(`what if: ${file} changes ${what.filter(Boolean).join(', ')}`);
    return changed;
  } catch (error) {
    // What is wrong stands in the file.
    throw error instanceof ArgumentError ? new DataError(error.message, { cause: error }) : error;
  }
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
