import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type ExtendedMdp, modelRow } from './extendedMdp.js';
import { type RowPool, createRowPool, findRow, keepRow, openRow } from './rowPool.js';
import { type Choices, shareOf } from './choices.js';
import { rowWriter } from './rowWriter.js';

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
  const writeRow = rowWriter(mdp, mechanism);
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
        writeRow(observedRow, observedEntry, row, number, at);
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
