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
 * @param isKept whether the rows of an observed entry of the model, by its index, are worth keeping, as it will be
 *   observed again; default all
 */
export function counterfactualRows(
  mdp: ExtendedMdp,
  choices: Choices,
  mechanism: CompleteMechanism,
  bytes: number,
  isKept: (observedEntry: number) => boolean = () => true,
): CounterfactualRows {
  const { nActions, rowStart } = mdp;
  const entries = entriesOfStates(mdp, choices);
  // One more where a row has one that was added.
  const longest = entries.reduce((most, length) => Math.max(most, length), 0) + (mdp.standsFor ? 1 : 0);
  const kept = createRowPool(bytes, longest);
  const passing = createRowPool(0, longest);
  const [writeRow, writeModelRow] = [rowWriter(mdp, mechanism), modelRowWriter(mdp)];
  /** Where rows are kept that depend on no observation: under an entry past the last. */
  const unobserved = mdp.nextState.length;
  const found = { page: kept.page, start: 0, end: 0 };
  return {
    pool: found,
    find(step, state) {
      const observedRow = step?.row ?? -1;
      const observedEntry = step ? rowStart[observedRow] + step.entry : unobserved;
      const repeated = step && modelRow(mdp, observedRow);
      const meetsAdded =
        repeated !== undefined && repeated !== observedRow && Math.floor(repeated / nActions) === state;
      const key = mechanism.counterfactual.fresh && !meetsAdded && !choices.advice ? unobserved : observedEntry;
      const keeps = key === unobserved || isKept(observedEntry);
      const pool = keeps ? kept : passing;
      if (!keeps || !findRow(pool, key, state)) {
        openRow(pool, entries[state] + (meetsAdded ? 1 : 0));
        const { integer, number } = pool.page;
        let end = pool.start;
        for (let own = state * nActions; own < (state + 1) * nActions; own++) {
          const share = shareOf(choices, repeated, own);
          if (share === 0) continue;
          const row = own === repeated ? observedRow : own;
          const at = end;
          const write = step ? writeRow : writeModelRow;
          write(observedRow, observedEntry, row, number, at);
          for (let entry = rowStart[row]; entry < rowStart[row + 1]; entry++) {
            const weight = share * number[at + entry - rowStart[row]];
            if (weight === 0) continue;
            integer[end] = entry;
            number[end++] = weight;
          }
        }
        if (keeps) keepRow(pool, key, state, end - pool.start);
        else pool.end = end;
      }
      found.page = pool.page;
      found.start = pool.start;
      found.end = pool.end;
    },
  };
}

/** Shape (S): entries of the rows that may be taken in a state: of all, where advice depends on what was observed. */
function entriesOfStates({ nStates, nActions, rowStart }: ExtendedMdp, { policy, advice }: Choices): Uint32Array {
  const entries = new Uint32Array(nStates);
  for (let row = 0; row < nStates * nActions; row++)
    if (advice || policy.probability[row] > 0) entries[Math.floor(row / nActions)] += rowStart[row + 1] - rowStart[row];
  return entries;
}
