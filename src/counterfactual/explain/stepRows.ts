import type { Assumption } from '../../mechanisms/bounds/registry.js';
import { extremeMean } from '../../mechanisms/bounds/extremeMean.js';
import { largerFinite } from '../intervals/apart/largerFinite.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { actionRows } from '../rows/actionRows.js';
import { type BoundedRow, boundedRows, boundedStep } from '../rows/boundedRows.js';
import { type ExtendedMdp, longestRow, modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';
import type { Objective } from './objective.js';

/**
 * What a recursion over counterfactual rows asks of them, one row at a time: those of a mechanism, or the worst of all
 * that an assumption admits.
 */
export interface StepRows {
  /** Turns to the row (s~, a~) of the model, for what was observed at a step. */
  open(step: ObservedStep | undefined, row: number): void;
  /** Calls with every state that the row may lead to, at least. */
  eachNext(visit: (state: number) => void): void;
  /**
   * The mean of what the row earns and what is worth later, for n columns of values at once:
   *
   *     out[i] = Σ_s' row[s'] (r + discount later[s' · width + i])
   *
   * or the least that it can be. Columns of −Infinity, where nothing can be done, stay so if the row may lead there.
   */
  means(objective: Objective, later: Float64Array, width: number, n: number, out: Float64Array): void;
  /** The largest finite |r + discount later| since it was last set: what rounding is relative to. */
  scale: number;
}

export interface MechanismRows extends StepRows {
  /** Calls with every state that the row may lead to, and its probability. */
  eachMove(visit: (state: number, chance: number) => void): void;
}

/** The rows of one mechanism; see `apart` for another way to them. Cost of a mean O(K) a column. */
export function mechanismRows(mdp: ExtendedMdp, mechanism: CompleteMechanism, bytes: number): MechanismRows {
  const rows = actionRows(mdp, mechanism, bytes);
  const { pool } = rows;
  const { nextState } = mdp;
  return {
    scale: 0,
    open(step, row) {
      rows.find(step, row);
    },
    eachNext(visit) {
      const { integer } = pool.page;
      for (let k = pool.start; k < pool.end; k++) visit(nextState[integer[k]]);
    },
    eachMove(visit) {
      const { integer, number } = pool.page;
      for (let k = pool.start; k < pool.end; k++) visit(nextState[integer[k]], number[k]);
    },
    means({ reward, discount }, later, width, n, out) {
      const { integer, number } = pool.page;
      for (let i = 0; i < n; i++) out[i] = 0;
      for (let k = pool.start; k < pool.end; k++) {
        const [entry, chance] = [integer[k], number[k]];
        const [earned, at] = [reward[entry], nextState[entry] * width];
        for (let i = 0; i < n; i++) {
          const value = earned + discount * later[at + i];
          out[i] += chance * value;
          this.scale = largerFinite(this.scale, value);
        }
      }
    },
  };
}

/**
 * The worst of the rows that an assumption admits, for each column by itself: nature may choose another row at every
 * step, state and action, and for every number of changes that are left. Cost of a mean O(K log K) a column.
 */
export function leastRows(mdp: ExtendedMdp, assumption: Assumption, bytes: number): StepRows {
  const rows = boundedRows(mdp, assumption, bytes);
  const { nextState, rowStart } = mdp;
  const longest = longestRow(mdp);
  /** Of one next state only: whatever happened, it follows. */
  const certain = { entry: new Uint32Array(1), bounds: { lower: Float64Array.of(1), upper: Float64Array.of(1) } };
  const [value, worst] = [new Float64Array(longest), new Float64Array(longest)];
  let current: BoundedRow;
  return {
    scale: 0,
    open(step, row) {
      const repeats = step !== undefined && row === modelRow(mdp, step.row);
      if (repeats || rowStart[row + 1] - rowStart[row] > 1) current = boundedStep(rows, mdp, step, row);
      else {
        certain.entry[0] = rowStart[row];
        current = certain;
      }
    },
    eachNext(visit) {
      for (let k = 0; k < current.entry.length; k++) visit(nextState[current.entry[k]]);
    },
    means({ reward, discount }, later, width, n, out) {
      const { entry, bounds } = current;
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < entry.length; k++) {
          value[k] = reward[entry[k]] + discount * later[nextState[entry[k]] * width + i];
          this.scale = largerFinite(this.scale, value[k]);
        }
        out[i] = entry.length === 1 ? value[0] : extremeMean(bounds, value, 'least', worst);
      }
    },
  };
}
