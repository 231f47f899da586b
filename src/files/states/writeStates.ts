import type { FittedStates } from '../../states/fitStates.js';
import { jsonPieces } from '../json/jsonPieces.js';
import type { Provenance } from '../provenance.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { STATES_FORMAT, STATES_VERSION } from './statesFormat.js';

/**
 * Writes states of features to a file, as `readStates` reads it, with how well they fit.
 *
 * @param path JSON; `-` is standard output
 * @throws DataError if the file cannot be written
 */
export async function writeStates(path: string, fitted: FittedStates, provenance: Provenance): Promise<void> {
  const { states, sizes, meanSquare, iterations, converged } = fitted;
  await atomicWrite(
    path,
    jsonPieces({
      couplet: provenance,
      format: STATES_FORMAT,
      version: STATES_VERSION,
      ...states,
      ...{ sizes, meanSquare, iterations, converged },
    }),
  );
}
