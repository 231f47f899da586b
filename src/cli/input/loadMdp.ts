import { readMdp } from '../../files/index.js';
import type { Mdp } from '../../mdp/mdp.js';
import { note } from '../say.js';

/**
 * Reads a model, and says what was mended or supposed.
 *
 * @param round `--round`: to what its probabilities were rounded
 * @throws DataError on its content
 */
export function loadMdp(path: string, round?: number): Promise<Mdp> {
  return readMdp(path, { ...(round !== undefined && { rounding: round }), say: note });
}
