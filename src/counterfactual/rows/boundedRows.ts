import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { RowBounds } from '../../mechanisms/bounds/rowBounds.js';
import { type ExtendedMdp, longestRow, modelRow } from './extendedMdp.js';
import { type RowPool, createRowPool, findRow, keepRow, openRow } from './rowPool.js';
import type { ObservedStep } from './observedStep.js';
import { union } from './union.js';

/**
 * What an assumption admits for one row of a model: the entries that are possible at all, and the bounds over those.
 */
export interface BoundedRow {
  /** Shape (K): indices into the model's entries, increasing. */
  readonly entry: Uint32Array;
  readonly bounds: RowBounds;
}

/**
 * The bounds of CF(. | observed), for the observed transition that is entry `observed` of row `observedRow`, against
 * `targetRow`.
 *
 * @returns valid until the next is asked for, which may be written over it
 */
export type BoundedRows = (observedRow: number, observed: number, targetRow: number) => BoundedRow;

/**
 * Bounds of the counterfactual rows of a model under an assumption, each computed once for as long as there is room.
 *
 * The same action in the same state has the same noise and so the same outcome, whatever is assumed: such a row is
 * certain.
 *
 * @param mdp the model whose rows p = P(.|s, a) and q = P(.|s~, a~) are coupled, over the union of their supports
 * @param bytes most bytes of rows to keep; see `RowPool`
 */
export function boundedRows(mdp: ExtendedMdp, assumption: Assumption, bytes: number): BoundedRows {
  const { rowStart } = mdp;
  const pool = createRowPool(bytes, packedLength(longestRow(mdp)));
  const room = createRoom();
  return (observedRow, observed, targetRow) => {
    const observedEntry = rowStart[observedRow] + observed;
    if (targetRow === modelRow(mdp, observedRow)) return certain(room(1), observedEntry);
    if (!findRow(pool, observedEntry, targetRow)) {
      const { entry, bounds } = compute(mdp, assumption, observedRow, observed, targetRow);
      openRow(pool, packedLength(entry.length));
      keepRow(pool, observedEntry, targetRow, pack(pool, entry, bounds));
    }
    return unpack(pool, room);
  };
}

/** The bounds of a row for what was observed at a step; where nothing was, the model's own row is certain. */
export function boundedStep(rows: BoundedRows, mdp: Mdp, step: ObservedStep | undefined, row: number): BoundedRow {
  if (step) return rows(step.row, step.entry, row);
  const [first, end] = [mdp.rowStart[row], mdp.rowStart[row + 1]];
  const entry = Uint32Array.from({ length: end - first }, (_, k) => first + k).filter((k) => mdp.probability[k] > 0);
  const chance = Float64Array.from(entry, (k) => mdp.probability[k]);
  return { entry, bounds: { lower: chance, upper: chance } };
}

function compute(
  mdp: ExtendedMdp,
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

/** The most positions that K entries take: a head, three columns and a cap more than there are classes. */
function packedLength(nEntries: number): number {
  return 4 * nEntries + 2;
}

/**
 * Writes a row from the pool's start on: first K and the number of caps; then entries beside lower bounds, classes
 * beside upper bounds, and, if there are caps, what is free, and the caps.
 *
 * @returns positions written
 */
function pack({ page, start }: RowPool, entry: Uint32Array, { lower, upper, caps }: RowBounds): number {
  const { integer, number } = page;
  const n = entry.length;
  integer[start] = n;
  number[start] = caps ? caps.cap.length : 0;
  integer.set(entry, start + 1);
  number.set(lower, start + 1);
  number.set(upper, start + 1 + n);
  if (!caps) return 1 + 2 * n;
  // A class of −1 comes back from 32 bits as it was.
  integer.set(caps.classOf, start + 1 + n);
  number.set(caps.free, start + 1 + 2 * n);
  number.set(caps.cap, start + 1 + 3 * n);
  return 1 + 3 * n + caps.cap.length;
}

function unpack({ page, start }: RowPool, room: (nEntries: number) => Room): BoundedRow {
  const { integer, number } = page;
  const n = integer[start];
  const to = room(n);
  for (let k = 0; k < n; k++) {
    to.entry[k] = integer[start + 1 + k];
    to.bounds.lower[k] = number[start + 1 + k];
    to.bounds.upper[k] = number[start + 1 + n + k];
  }
  const nCaps = number[start];
  if (nCaps === 0) return to;
  for (let k = 0; k < n; k++) {
    to.classOf[k] = integer[start + 1 + n + k];
    to.free[k] = number[start + 1 + 2 * n + k];
  }
  const cap = number.subarray(start + 1 + 3 * n, start + 1 + 3 * n + nCaps);
  return { entry: to.entry, bounds: { ...to.bounds, caps: { classOf: to.classOf, free: to.free, cap } } };
}

/** Where rows of one length are unpacked to. */
interface Room extends BoundedRow {
  readonly classOf: Int32Array;
  readonly free: Float64Array;
}

/** Room for rows of any length, the same for all of one length: rows are short, and come by the million. */
function createRoom(): (nEntries: number) => Room {
  const rooms: Room[] = [];
  return (n) =>
    (rooms[n] ??= {
      entry: new Uint32Array(n),
      bounds: { lower: new Float64Array(n), upper: new Float64Array(n) },
      classOf: new Int32Array(n),
      free: new Float64Array(n),
    });
}

function certain(room: Room, entry: number): BoundedRow {
  room.entry[0] = entry;
  room.bounds.lower[0] = room.bounds.upper[0] = 1;
  return room;
}
