import { checkProbabilities } from '../../core/probability.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism, SparseRow } from '../../mechanisms/mechanism.js';
import { type ExtendedMdp, modelRow } from './extendedMdp.js';
import { type RowPool, createRowPool, findRow, keepRow, openRow } from './rowPool.js';
import { type Choices, shareOf } from './choices.js';
import { union } from './union.js';

/** What may follow from each state under a policy, given what was observed. */
export interface CounterfactualRows {
  readonly policy: Policy;
  /**
   * Sets the pool to the row of a state that is no end, for the observed transition that is entry `observed` of row
   * `observedRow`: entries (s~, a~, s~') of the model with e(a~|s~) CF(s~' | observed), as far as that is not 0;
   * actions and next states in order.
   */
  find(observedRow: number, observed: number, state: number): void;
  readonly pool: RowPool;
}

/** Writes CF(. | observed entry) of each entry of `targetRow` to `out` from `at`. */
type WriteRow = (observedRow: number, observedEntry: number, targetRow: number, out: Float64Array, at: number) => void;

/**
 * Counterfactual rows of a model under a policy and a mechanism, each computed once for as long as there is room.
 *
 * Where a run repeats the state and action of an added row of the model, its q is that row too.
 *
 * @param mdp the model whose rows p = P(.|s, a) and q = P(.|s~, a~) are coupled, over the union of their supports
 * @param bytes most bytes of rows to keep; see `RowPool`
 */
export function counterfactualRows(
  mdp: ExtendedMdp,
  choices: Choices,
  mechanism: CompleteMechanism,
  bytes: number,
): CounterfactualRows {
  const { nActions, rowStart } = mdp;
  const pool = createRowPool(bytes, mostEntries(mdp, choices));
  const writeRow = writerOf(mdp, mechanism);
  return {
    policy: choices.policy,
    pool,
    find(observedRow, observed, state) {
      const observedEntry = rowStart[observedRow] + observed;
      const repeated = modelRow(mdp, observedRow);
      const meetsAdded = repeated !== observedRow && Math.floor(repeated / nActions) === state;
      // Where nothing depends on what was observed, neither does where the row is kept.
      const key = mechanism.counterfactual.fresh && !meetsAdded && !choices.advice ? 0 : observedEntry;
      if (findRow(pool, key, state)) return;
      openRow(pool, entriesOf(mdp, choices, state) + (meetsAdded ? 1 : 0));
      const { integer, number } = pool.page;
      let end = pool.start;
      for (let own = state * nActions; own < (state + 1) * nActions; own++) {
        const share = shareOf(choices, repeated, own);
        if (share === 0) continue;
        const row = own === repeated ? observedRow : own;
        const at = end;
        // One next state only: whatever happened, it follows.
        if (rowStart[row + 1] - rowStart[row] === 1) number[at] = 1;
        else writeRow(observedRow, observedEntry, row, number, at);
        for (let entry = rowStart[row]; entry < rowStart[row + 1]; entry++) {
          const weight = share * number[at + entry - rowStart[row]];
          if (weight === 0) continue;
          integer[end] = entry;
          number[end++] = weight;
        }
      }
      keepRow(pool, key, state, end - pool.start);
    },
  };
}

function writerOf(mdp: ExtendedMdp, mechanism: CompleteMechanism): WriteRow {
  const { sparse, fresh } = mechanism.counterfactual;
  if (fresh) return modelRows(mdp);
  return sparse ? sparseRows(mdp, mechanism.name, sparse) : unionRows(mdp, mechanism);
}

function modelRows({ rowStart, probability }: ExtendedMdp): WriteRow {
  return (_observedRow, _observedEntry, targetRow, out, at) => {
    for (let k = rowStart[targetRow]; k < rowStart[targetRow + 1]; k++) out[at++] = probability[k];
  };
}

/** Each row of the model that takes part is checked to be one, when it first does. */
function sparseRows(mdp: ExtendedMdp, name: string, sparse: SparseRow): WriteRow {
  const { rowStart, nextState, probability } = mdp;
  const checked = new Uint8Array(rowStart.length - 1);
  const check = (what: string, row: number): void => {
    if (checked[row] === 1) return;
    checkProbabilities(`mechanism ${name}: ${what}`, probability.subarray(rowStart[row], rowStart[row + 1]));
    checked[row] = 1;
  };
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

function unionRows(mdp: ExtendedMdp, mechanism: CompleteMechanism): WriteRow {
  return (observedRow, observedEntry, targetRow, out, at) => {
    const { p, q, outcomes, x, target } = union(mdp, observedRow, observedEntry - mdp.rowStart[observedRow], targetRow);
    const whole = mechanism.counterfactual(p, q, x, outcomes);
    for (let k = 0; k < target.length; k++) out[at + k] = whole[target[k]];
  };
}

/** Entries of the rows that may be taken in a state: of all, where advice depends on what was observed. */
function entriesOf({ nActions, rowStart }: ExtendedMdp, { policy, advice }: Choices, state: number): number {
  let entries = 0;
  for (let row = state * nActions; row < (state + 1) * nActions; row++)
    if (advice || policy.probability[row] > 0) entries += rowStart[row + 1] - rowStart[row];
  return entries;
}

/** One more where a row has one that was added. */
function mostEntries(mdp: ExtendedMdp, choices: Choices): number {
  let most = 0;
  for (let s = 0; s < mdp.nStates; s++) most = Math.max(most, entriesOf(mdp, choices, s));
  return most + (mdp.standsFor ? 1 : 0);
}
