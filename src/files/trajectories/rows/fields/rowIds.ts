import { NO_STATE } from '../../../../trajectories/align/resolveEnds.js';
import type { FoundColumns } from '../../columns/foundColumns.js';
import type { FeatureStates } from '../../../../states/featureStates.js';
import { statePlacer } from '../../../../states/assignStates.js';
import { actionIds } from './actionIds.js';
import { IdNumbers } from '../names/idNumbers.js';
import { AFTER_END } from '../readSteps.js';
import { featureValue } from './featureValue.js';
import { INT32_END, type RowFields } from './rowFields.js';

/** In place of the action of a row that has none. */
export const NO_ACTION = -1;

export interface RowIdsOptions {
  readonly columns: FoundColumns;
  /** Undefined where only the rows will tell. */
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  readonly numberStates: boolean;
  readonly numberActions: boolean;
  /** What makes states of `columns.features`. */
  readonly features?: FeatureStates | undefined;
}

/** Reads the states and the action of a row: numbers within bounds, or ids to be numbered. */
export class RowIds {
  /** With the columns of propensities in the order of the actions. */
  readonly columns: FoundColumns;
  readonly stateIds: IdNumbers | undefined;
  readonly actionIds: IdNumbers | undefined;
  readonly #fields: RowFields;
  readonly #nStates: number | undefined;
  readonly #nActions: number | undefined;
  readonly #features: FeatureStates | undefined;
  readonly #place: ((row: ArrayLike<number>) => number) | undefined;

  constructor(fields: RowFields, { columns, nStates, nActions, numberStates, numberActions, features }: RowIdsOptions) {
    this.#fields = fields;
    this.#nStates = nStates;
    this.#nActions = nActions;
    this.#features = features;
    this.#place = features && statePlacer(features);
    this.stateIds = numberStates ? new IdNumbers() : undefined;
    const { ids, columns: ordered } = actionIds(columns, numberActions);
    this.actionIds = ids;
    this.columns = ordered;
  }

  /** Fields that are ids: digits beyond 2^53 are to be kept. */
  get idFields(): readonly number[] {
    const { episode, state, action, nextState } = this.columns;
    return [
      episode,
      ...(this.stateIds ? [state, ...(nextState === undefined ? [] : [nextState])] : []),
      ...(this.actionIds ? [action] : []),
    ];
  }

  /** @returns `NO_ACTION` where there is none */
  action(): number {
    const fields = this.#fields;
    const { action: field } = this.columns;
    if (this.actionIds) return fields.isEmpty(field) ? NO_ACTION : this.#placeOfAction(this.actionIds, field);
    const integer = fields.integerOrNaN(field);
    if (integer >= 0 && integer < Math.min(this.#nActions ?? INT32_END, INT32_END)) return integer;
    if (integer === NO_ACTION || fields.isMissing(field)) return NO_ACTION;
    return fields.integer(field, 0, this.#nActions, 'number the actions by --number-actions');
  }

  state(): number {
    if (this.#place) return this.#placed(this.#place);
    return this.#stateIn(this.columns.state);
  }

  /** As `state`, in a row without an action: `NO_STATE` where there is none. */
  lastState(): number {
    const fields = this.#fields;
    const { state: field, features } = this.columns;
    if (this.#place) return features?.every((at) => fields.isMissing(at)) ? NO_STATE : this.#placed(this.#place);
    const none = this.stateIds ? fields.isEmpty(field) : fields.isMissing(field);
    return none || fields.integerOrNaN(field) === -1 ? NO_STATE : this.#stateIn(field);
  }

  /** @returns `NO_STATE` where there is none, `AFTER_END` for −1 */
  nextState(): number {
    const fields = this.#fields;
    const { nextState: field } = this.columns;
    if (field === undefined) return NO_STATE;
    const integer = fields.integerOrNaN(field);
    if (integer === -1) return AFTER_END;
    if (this.stateIds ? fields.isEmpty(field) : Number.isNaN(integer) && fields.isMissing(field)) return NO_STATE;
    return this.#stateIn(field);
  }

  #placed(place: (row: ArrayLike<number>) => number): number {
    const { columns = [], missing = 'refuse' } = this.#features ?? {};
    const at = this.columns.features ?? [];
    return place(columns.map((column, j) => featureValue(this.#fields, at[j], column, missing)));
  }

  #stateIn(field: number): number {
    const fields = this.#fields;
    if (!this.stateIds) return fields.integer(field, 0, this.#nStates, 'number the states by --number-states');
    if (fields.isEmpty(field)) fields.fail(field, 'must be a state');
    return this.stateIds.placeOf(fields.value(field));
  }

  /** With columns of propensities the actions are all known. */
  #placeOfAction(ids: IdNumbers, field: number): number {
    const place = ids.placeOf(this.#fields.value(field));
    const known = this.columns.propensities.length;
    if (known > 0 && place >= known)
      this.#fields.fail(field, 'must be one of the actions that have a column of propensities', 'add its column');
    return place;
  }
}
