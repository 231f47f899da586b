import type { FoundColumns } from '../../columns/foundColumns.js';
import { NO_OUTCOME, OutcomeNames } from '../names/outcomeNames.js';
import { TERMINATED, TRUNCATED } from '../readSteps.js';
import type { RowFields } from './rowFields.js';

/** Reads whether a run ends in a row, and how. */
export class RowEnds {
  /** Undefined without a column of outcomes. */
  readonly outcomes: OutcomeNames | undefined;
  readonly #fields: RowFields;
  readonly #columns: Pick<FoundColumns, 'terminated' | 'truncated' | 'outcome'>;

  constructor(fields: RowFields, columns: Pick<FoundColumns, 'terminated' | 'truncated' | 'outcome'>) {
    this.#fields = fields;
    this.#columns = columns;
    this.outcomes = columns.outcome === undefined ? undefined : new OutcomeNames(fields.name(columns.outcome));
  }

  /** @returns `TERMINATED`, `TRUNCATED`, both, or 0 */
  flags(): number {
    const { terminated, truncated } = this.#columns;
    return (
      (terminated === undefined ? 0 : TERMINATED * this.#fields.flag(terminated)) +
      (truncated === undefined ? 0 : TRUNCATED * this.#fields.flag(truncated))
    );
  }

  /** @returns its place among the outcomes, or `NO_OUTCOME` */
  outcome(): number {
    const { outcome } = this.#columns;
    return outcome === undefined || !this.outcomes ? NO_OUTCOME : this.outcomes.placeOf(this.#fields.value(outcome));
  }
}
