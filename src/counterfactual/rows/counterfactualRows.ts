import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type ExtendedMdp, modelRow } from './extendedMdp.js';
import type { ObservedStep } from './observedStep.js';
import { type RowPool, createRowPool, findRow, keepRow, openRow } from './rowPool.js';
import { type Choices, shareOf } from './choices.js';
import { modelRowWriter, rowWriter } from './rowWriter.js';

/** What may follow from each state under a policy, given what was observed. */
export interface CounterfactualRows {
  /**
   * Sets the pool to the row of a state that is no end: entries (s~, a~, s~') of the model with e(a~|s~) CF(s~' |
   * observed), as far as that is not 0; actions and next states in order. Valid until the next is asked for.
   *
   * @param step what was observed; undefined where nothing was, as in a skipped step or after the log: then with
   *   e(a~|s~) P(s~' | s~, a~)
   */
  find(step: ObservedStep | undefined, state: number): void;
  readonly pool: Pick<RowPool, 'page' | 'start' | 'end'>;
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
  const [writeRow, writeModelRow] = [rowWriter(mdp, mechanism), modelRowWriter(mdp)];
  /** Where rows are kept that depend on no observation: under an entry past the last. */
  const unobserved = mdp.nextState.length;
  return {
    pool,
    find(step, state) {
      const observedRow = step?.row ?? -1;
      const observedEntry = step ? rowStart[observedRow] + step.entry : unobserved;
      const repeated = step && modelRow(mdp, observedRow);
      const meetsAdded =
        repeated !== undefined && repeated !== observedRow && Math.floor(repeated / nActions) === state;
      const key = mechanism.counterfactual.fresh && !meetsAdded && !choices.advice ? unobserved : observedEntry;
      if (findRow(pool, key, state)) return;
      openRow(pool, entriesOf(mdp, choices, state) + (meetsAdded ? 1 : 0));
      const { integer, number } = pool.page;
      const write = step ? writeRow : writeModelRow;
      let end = pool.start;
      for (let own = state * nActions; own < (state + 1) * nActions; own++) {
        const share = shareOf(choices, repeated, own);
        if (share === 0) continue;
        const row = own === repeated ? observedRow : own;
        const at = end;
        write(observedRow, observedEntry, row, number, at);
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
