/** What the page shows: one frozen record, changed by immer alone. */
export interface View {
  /** Index into the report's policies. */
  readonly policy: number;
  /** Index of an episode. */
  readonly patient: number;
  /** Index into the report's mechanisms. */
  readonly mechanism: number;
  /** Step that is looked at, from 0 to the horizon. */
  readonly step: number;
  /** Step at which the policy takes over: from 0, the start, to the episode's length, never. */
  readonly takeOver: number;
  /** Actions set by hand, by step. */
  readonly edits: Readonly<Record<number, number>>;
  /** Of the list of patients. */
  readonly sort: Sort;
  readonly filter: Filter;
  /** Page of the list, from 0. */
  readonly page: number;
}

export type Sort = 'gain' | 'loss' | 'width' | 'name';
/** Index of an observed outcome, or all. */
export type Filter = number | 'all';
