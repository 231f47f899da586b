import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { givenModelRows } from '../../ope/study/modelRows.js';
import { type ValueTables, actionValueAt, valueTables } from '../../ope/study/valueTables.js';

/** What a model says of each step of a log, by the target policy's values in it: see `stepTerms`. */
export class ModelTerms {
  readonly #tables: ValueTables;
  readonly #nActions: number;

  /** @param options `horizon` H, which values count the steps to */
  constructor(
    model: Mdp,
    target: MarkovPolicy,
    { horizon, discount }: { readonly horizon: number; readonly discount: number },
  ) {
    this.#tables = valueTables(givenModelRows(model), target, horizon, discount);
    this.#nActions = model.nActions;
  }

  /** r_t − Q_t(s_t, a_t). */
  error(t: number, state: number, action: number, reward: number): number {
    return reward - actionValueAt(this.#tables, t, state * this.#nActions + action);
  }

  /** V_t(s_t). */
  value(t: number, state: number): number {
    const { v, vStride } = this.#tables;
    return v[t * vStride + state];
  }
}
