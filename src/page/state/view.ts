/** What the page shows: one frozen record, which is replaced and never written to. */
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

/** What the courses that are computed depend on: all of a view that is changed, and not only looked at. */
export type Supposed = Pick<View, 'policy' | 'patient' | 'mechanism' | 'takeOver' | 'edits'>;

/** Whether two views suppose the same, wherever they look. */
export function sameSupposed(a: Supposed, b: Supposed): boolean {
  return (
    a.policy === b.policy &&
    a.patient === b.patient &&
    a.mechanism === b.mechanism &&
    a.takeOver === b.takeOver &&
    sameEdits(a.edits, b.edits)
  );
}

/** Whether the same is done by hand. */
export function sameEdits(a: View['edits'], b: View['edits']): boolean {
  if (a === b) return true;
  const steps = Object.keys(a);
  return steps.length === Object.keys(b).length && steps.every((t) => a[Number(t)] === b[Number(t)]);
}
