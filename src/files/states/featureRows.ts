import { type GrowingColumn, float64Column } from '../../trajectories/growingColumn.js';
import type { MissingRule } from '../../states/featureStates.js';
import { OutcomeNames } from '../trajectories/rows/names/outcomeNames.js';
import { RowFields, type RowFieldsOptions } from '../trajectories/rows/fields/rowFields.js';
import { featureValue } from '../trajectories/rows/fields/featureValue.js';
import type { FeaturesFile } from './featuresFile.js';

/** Takes in the features of rows. */
export class FeatureRows {
  readonly idFields: readonly number[] = [];
  readonly #names: readonly string[];
  readonly #features: readonly number[];
  readonly #fields: RowFields;
  readonly #rules: { readonly log: boolean }[];
  readonly #missing: MissingRule;
  readonly #outcome: number | undefined;
  readonly #outcomes: OutcomeNames | undefined;
  readonly #values: GrowingColumn<Float64Array>;
  readonly #nMissing: Uint32Array;
  #nEmpty = 0;

  /** @param features where the columns are among the fields */
  constructor(
    options: RowFieldsOptions,
    names: readonly string[],
    features: readonly number[],
    rules: { readonly log: readonly string[]; readonly missing: MissingRule; readonly outcome: number | undefined },
  ) {
    this.#names = names;
    this.#features = features;
    this.#fields = new RowFields(options);
    this.#rules = names.map((name) => ({ log: rules.log.includes(name) }));
    this.#missing = rules.missing;
    this.#outcome = rules.outcome;
    this.#outcomes = rules.outcome === undefined ? undefined : new OutcomeNames(options.fields[rules.outcome]);
    this.#values = float64Column(names.length);
    this.#nMissing = new Uint32Array(names.length);
  }

  /** Values so far. */
  get length(): number {
    return this.#values.length;
  }

  add(line: number, row: readonly unknown[]): void {
    const fields = this.#fields;
    fields.goTo(line, row);
    if (this.#outcome !== undefined) this.#outcomes?.placeOf(fields.value(this.#outcome));
    if (this.#features.every((field) => fields.isMissing(field))) {
      this.#nEmpty++;
      return;
    }
    this.#features.forEach((field, j) => {
      const value = featureValue(fields, field, this.#rules[j], this.#missing);
      if (Number.isNaN(value)) this.#nMissing[j]++;
      this.#values.push(value);
    });
  }

  finish(): FeaturesFile {
    const names = this.#outcomes?.finish().names ?? [];
    return {
      columns: this.#names,
      values: this.#values.finish(),
      nEmpty: this.#nEmpty,
      nMissing: this.#nMissing,
      ...(this.#outcome !== undefined && { ends: { column: this.#fields.name(this.#outcome), names } }),
    };
  }
}
