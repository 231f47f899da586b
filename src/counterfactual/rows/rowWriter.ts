import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism, SparseRow } from '../../mechanisms/mechanism.js';
import type { ExtendedMdp } from './extendedMdp.js';
import { rowCheck } from './rowCheck.js';
import { union } from './union.js';

/**
 * Writes CF(. | observed entry) of each entry of `targetRow` to `out` from `at`. Both rows are of the model or added to
 * it; for a run that repeats an added row, its target is that row too.
 */
export type RowWriter = (
  observedRow: number,
  observedEntry: number,
  targetRow: number,
  out: Float64Array,
  at: number,
) => void;

/**
 * The rows of a mechanism over the entries of a model, by the fastest form that it has.
 *
 * @throws NumericalError in use, if the observed entry has probability 0
 */
export function rowWriter(mdp: ExtendedMdp, mechanism: CompleteMechanism): RowWriter {
  const { sparse, fresh } = mechanism.counterfactual;
  if (fresh) return modelRowWriter(mdp);
  return orCertain(mdp, sparse ? sparseRows(mdp, mechanism.name, sparse) : unionRows(mdp, mechanism));
}

/** Writes the model's own rows, as if nothing had been observed. */
export function modelRowWriter(mdp: Mdp): RowWriter {
  const { rowStart, probability } = mdp;
  return orCertain(mdp, (_observedRow, _observedEntry, targetRow, out, at) => {
    for (let k = rowStart[targetRow]; k < rowStart[targetRow + 1]; k++) out[at++] = probability[k];
  });
}

/** One next state only: whatever happened, it follows. */
function orCertain({ rowStart }: Mdp, write: RowWriter): RowWriter {
  return (observedRow, observedEntry, targetRow, out, at) => {
    if (rowStart[targetRow + 1] - rowStart[targetRow] === 1) out[at] = 1;
    else write(observedRow, observedEntry, targetRow, out, at);
  };
}

function sparseRows(mdp: ExtendedMdp, name: string, sparse: SparseRow): RowWriter {
  const { rowStart, nextState, probability } = mdp;
  const check = rowCheck(mdp, name);
  const pair = { outcome: nextState, probability, pStart: 0, pEnd: 0, x: 0, qStart: 0, qEnd: 0 };
  return (observedRow, observedEntry, targetRow, out, at) => {
    check('p', observedRow);
    check('q', targetRow);
    pair.pStart = rowStart[observedRow];
    pair.pEnd = rowStart[observedRow + 1];
    pair.x = observedEntry;
    pair.qStart = rowStart[targetRow];
    pair.qEnd = rowStart[targetRow + 1];
    sparse(pair, out, at);
  };
}

function unionRows(mdp: ExtendedMdp, mechanism: CompleteMechanism): RowWriter {
  return (observedRow, observedEntry, targetRow, out, at) => {
    const { p, q, outcomes, x, target } = union(mdp, observedRow, observedEntry - mdp.rowStart[observedRow], targetRow);
    const whole = mechanism.counterfactual(p, q, x, outcomes);
    for (let k = 0; k < target.length; k++) out[at + k] = whole[target[k]];
  };
}
