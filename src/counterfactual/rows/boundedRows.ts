import type { Mdp } from '../../mdp/mdp.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { RowBounds } from '../../mechanisms/bounds/rowBounds.js';
import { union } from './union.js';

/** What an assumption admits for one row of a model: the entries that are possible at all, and the bounds over those. */
export interface BoundedRow {
  /** Shape (K): indices into the model's entries, increasing. */
  readonly entry: Uint32Array;
  readonly bounds: RowBounds;
}

/** The bounds of CF(. | observed), for the observed transition that is entry `observed` of row `observedRow`, against `targetRow`. */
export type BoundedRows = (observedRow: number, observed: number, targetRow: number) => BoundedRow;

/** Rows kept, in numbers: 256 MiB. Past that, rows are computed afresh. */
const CACHE_CAPACITY = 2 ** 25;

/**
 * Bounds of the counterfactual rows of a model under an assumption, each computed once.
 *
 * The same action in the same state has the same noise and so the same outcome, whatever is assumed: such a row is certain.
 *
 * @param mdp the model whose rows p = P(.|s, a) and q = P(.|s~, a~) are coupled, over the union of their supports
 */
export function boundedRows(mdp: Mdp, assumption: Assumption): BoundedRows {
  // By observed entry, then by row: keys of one map for both would be too large for the engine's fast ones.
  const cache = new Map<number, Map<number, BoundedRow>>();
  let cached = 0;
  return (observedRow, observed, targetRow) => {
    const observedEntry = mdp.rowStart[observedRow] + observed;
    const rows = cache.get(observedEntry) ?? new Map<number, BoundedRow>();
    cache.set(observedEntry, rows);
    const known = rows.get(targetRow);
    if (known) return known;
    const row =
      targetRow === observedRow ? certain(observedEntry) : compute(mdp, assumption, observedRow, observed, targetRow);
    const size = 6 * row.entry.length;
    if (cached + size <= CACHE_CAPACITY) {
      cached += size;
      rows.set(targetRow, row);
    }
    return row;
  };
}

function certain(entry: number): BoundedRow {
  return { entry: Uint32Array.of(entry), bounds: { lower: Float64Array.of(1), upper: Float64Array.of(1) } };
}

function compute(
  mdp: Mdp,
  assumption: Assumption,
  observedRow: number,
  observed: number,
  targetRow: number,
): BoundedRow {
  const { p, q, x, target } = union(mdp, observedRow, observed, targetRow);
  const { lower, upper, caps } = assumption.bounds(p, q, x);
  const possible = Uint32Array.from(target.keys()).filter((k) => upper[target[k]] > 0);
  const at = possible.map((k) => target[k]);
  const bounds = {
    lower: Float64Array.from(at, (y) => lower[y]),
    upper: Float64Array.from(at, (y) => upper[y]),
  };
  return {
    entry: possible.map((k) => mdp.rowStart[targetRow] + k),
    bounds: caps
      ? {
          ...bounds,
          caps: {
            classOf: Int32Array.from(at, (y) => caps.classOf[y]),
            free: Float64Array.from(at, (y) => caps.free[y]),
            cap: caps.cap,
          },
        }
      : bounds,
  };
}
