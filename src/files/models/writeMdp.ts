import { type Mdp, checkMdp } from '../../mdp/mdp.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { jsonPieces } from '../json/jsonPieces.js';
import type { Provenance } from '../provenance.js';
import type { MdpHeader } from './mdpHeader.js';
import { modelFormat } from './modelFormat.js';
import { NPZ_HEADER } from './readMdp.js';
import { writeNpz } from '../numpy/writeNpz.js';

/**
 * Writes a model to a file, as `readMdp` reads it: every number comes back the same, bit for bit.
 *
 * @param path JSON (`.json`), or NumPy's archive (`.npz`), a fifth the size and many times as fast; `-` is standard
 *   output, in JSON
 * @throws ArgumentError if the path has another extension or the model is not well formed; DataError if the file cannot
 *   be written
 */
export async function writeMdp(path: string, mdp: Mdp, provenance: Provenance): Promise<void> {
  const format = modelFormat('writeMdp', path);
  checkMdp(mdp, 'writeMdp');
  const { nStates, nActions, outcomes, stateLabels, actionLabels, actionParts, variables, source } = mdp;
  const header: MdpHeader = {
    nStates,
    nActions,
    outcomes,
    ...(stateLabels && { stateLabels }),
    ...(actionLabels && { actionLabels }),
    ...(actionParts && { actionParts }),
    ...(variables && { variables }),
    source,
  };
  const { rowStart, nextState, probability, reward, initial, terminal, outcome, observed, visits } = mdp;
  const columns = {
    rowStart,
    nextState,
    probability,
    reward,
    initial,
    terminal,
    outcome,
    ...(observed && { observed }),
    ...(visits && { visits }),
  };
  const described = { couplet: provenance, ...header };
  await atomicWrite(
    path,
    format === 'json'
      ? jsonPieces({ ...described, ...columns })
      : [writeNpz(columns, { [NPZ_HEADER]: [...jsonPieces(described)].join('') })],
  );
}
