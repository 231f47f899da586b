import type { NextStates } from '../../../counterfactual/explain/nextStates.js';

/** One state that may follow. */
export interface NextRow {
  readonly state: number;
  readonly chance: number;
  readonly lower: number;
  readonly upper: number;
  readonly model: number;
  /** Whether it is the one that was seen to follow. */
  readonly happened: boolean;
}

export interface NextRows {
  readonly rows: readonly NextRow[];
  /** Those that are not among the rows. */
  readonly others: { readonly count: number; readonly chance: number };
}

const MOST_ROWS = 6;

/** The likeliest states that may follow, by what is known or by the model alone; what happened is always among them. */
export function nextRows({ state, chance, lower, upper, model, observed }: NextStates): NextRows {
  const all = Array.from(state, (s, k) => ({
    ...{ state: s, chance: chance[k], lower: lower[k], upper: upper[k], model: model[k] },
    happened: s === observed,
  })).sort((a, b) => Number(b.happened) - Number(a.happened) || weight(b) - weight(a) || a.state - b.state);
  const shown = all.slice(0, MOST_ROWS).sort((a, b) => weight(b) - weight(a) || a.state - b.state);
  const rest = all.slice(MOST_ROWS);
  return { rows: shown, others: { count: rest.length, chance: rest.reduce((sum, row) => sum + row.chance, 0) } };
}

function weight({ chance, model }: NextRow): number {
  return Math.max(chance, model);
}
