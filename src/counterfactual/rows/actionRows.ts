import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type ExtendedMdp, longestRow, modelRow } from './extendedMdp.js';
import type { ObservedStep } from './observedStep.js';
import { type RowPool, createRowPool, findRow, keepRow, openRow } from './rowPool.js';
import { modelRowWriter, rowWriter } from './rowWriter.js';

/** What may follow from each state and action, given what was observed; no policy weighs it. */
export interface ActionRows {
  /**
   * Sets the pool to CF(. | observed) of a row: entries (s~, a~, s~') of the model by increasing s~', as far as their
   * probability is not 0; none where the action is not possible. Valid until the next is asked for.
   *
   * @param step what was observed; undefined where nothing was, as in a skipped step or after the log: then P(. | s~, a~)
   * @param row s~ · A + a~, of the model's own rows. If the log took an added row at that state and action, its entries
   *   are those that are found, as the run repeats it
   */
  find(step: ObservedStep | undefined, row: number): void;
  readonly pool: RowPool;
}

/**
 * Counterfactual rows of a model under a mechanism, state by state and action by action, each computed once for as long
 * as there is room: for whoever chooses an action by what follows. Under a policy see `counterfactualRows`.
 *
 * Where the row is that which was observed, mechanisms that are one function for all rows give the observed entry
 * alone; others, such as `independent`, what they will.
 *
 * @param mdp the model whose rows p = P(.|s, a) and q = P(.|s~, a~) are coupled, over the union of their supports
 * @param bytes most bytes of rows to keep; see `RowPool`
 */
export function actionRows(mdp: ExtendedMdp, mechanism: CompleteMechanism, bytes: number): ActionRows {
  const { rowStart } = mdp;
  const pool = createRowPool(bytes, longestRow(mdp));
  const [writeRow, writeModelRow] = [rowWriter(mdp, mechanism), modelRowWriter(mdp)];
  /** Where rows are kept that depend on no observation: under an entry past the last. */
  const unobserved = mdp.nextState.length;
  return {
    pool,
    find(step, own) {
      const row = step && own === modelRow(mdp, step.row) ? step.row : own;
      const [first, end] = [rowStart[row], rowStart[row + 1]];
      const observedEntry = step ? rowStart[step.row] + step.entry : unobserved;
      const depends = step !== undefined && !mechanism.counterfactual.fresh && end - first > 1;
      const key = depends ? observedEntry : unobserved;
      if (findRow(pool, key, row)) return;
      openRow(pool, end - first);
      const { integer, number } = pool.page;
      const at = pool.start;
      const write = depends ? writeRow : writeModelRow;
      write(step?.row ?? row, observedEntry, row, number, at);
      let length = 0;
      for (let k = 0; k < end - first; k++) {
        const chance = number[at + k];
        if (chance === 0) continue;
        integer[at + length] = first + k;
        number[at + length++] = chance;
      }
      keepRow(pool, key, row, length);
    },
  };
}
