import { ArgumentError } from '../../core/errors.js';
import { type PairIndex, addPair, bytesToAdd, clearPairs, createPairIndex, findPair } from './pairIndex.js';

/** What a pool may take unless told: 256 MiB. */
const POOL_BYTES = 2 ** 28;

/** A stretch of a pool: two columns side by side. */
export interface RowPage {
  readonly integer: Uint32Array;
  readonly number: Float64Array;
}

/**
 * Rows that are computed once and kept, bounded in bytes: what follows from a target (a state or a row) where an entry
 * of the model was observed. Rows lie one after the other in two flat columns; what they mean is for who keeps them.
 *
 * A row is found, or made room for, written and kept; then `page`, `start` and `end` say where it is, until the next is
 * asked for. When there is no more room all are forgotten, and those still needed are computed again: no figure depends
 * on the bound.
 *
 * Bytes: at most `bytes`, pages and index together, however short the rows; but one page of the longest row and an
 * index of 16 are always there.
 */
export interface RowPool {
  page: RowPage;
  /** First position of the row in its page. */
  start: number;
  /** Where it ends: the position after its last. */
  end: number;
  readonly bytes: number;
  readonly pageLength: number;
  readonly pages: RowPage[];
  readonly index: PairIndex;
  /** The page being written, and where in it there is room. */
  at: number;
  room: number;
}

/** Twelve bytes a position. */
const POSITION = 12;
/** Positions of a page: 768 KiB; fewer in a small pool, more for long rows. */
const PAGE = 2 ** 16;
/** Places are 32-bit numbers. */
const MOST_POSITIONS = 2 ** 32 - 2;

/**
 * An empty pool. Pages are taken as they are needed.
 *
 * @param bytes at least 0
 * @param longest most positions that a row can take
 */
export function createRowPool(bytes: number, longest: number): RowPool {
  const most = Math.min(bytes, MOST_POSITIONS * POSITION);
  // One position more: each row is headed by its length.
  const pageLength = Math.max(longest + 1, Math.min(PAGE, Math.floor(most / POSITION / 8)));
  const page = createPage(pageLength);
  return {
    page,
    start: 0,
    end: 0,
    bytes: most,
    pageLength,
    pages: [page],
    index: createPairIndex(),
    at: 0,
    room: 0,
  };
}

/** Whether a row is kept; then the pool is set to it. */
export function findRow(pool: RowPool, observed: number, target: number): boolean {
  const place = findPair(pool.index, observed, target);
  if (place < 0) return false;
  const { pageLength } = pool;
  pool.page = pool.pages[Math.floor(place / pageLength)];
  const head = place % pageLength;
  pool.start = head + 1;
  pool.end = head + 1 + pool.page.integer[head];
  return true;
}

/** Sets the pool to room for a row of up to `length` positions, which may mean that it forgets all others. */
export function openRow(pool: RowPool, length: number): void {
  const { pageLength, pages, index } = pool;
  const turn = pool.room + 1 + length > pageLength;
  const pagesNeeded = turn && pool.at + 1 === pages.length ? 1 : 0;
  const bytes = (pages.length + pagesNeeded) * pageLength * POSITION + index.slots.byteLength + bytesToAdd(index);
  if (bytes > pool.bytes && index.size > 0) {
    clearPairs(index);
    pool.at = pool.room = 0;
  } else if (turn) {
    if (pagesNeeded > 0) pages.push(createPage(pageLength));
    pool.at += 1;
    pool.room = 0;
  }
  pool.page = pages[pool.at];
  pool.start = pool.room + 1;
  pool.end = pool.start;
}

/** Keeps what was written from `start` on. */
export function keepRow(pool: RowPool, observed: number, target: number, length: number): void {
  const { page, start } = pool;
  page.integer[start - 1] = length;
  addPair(pool.index, observed, target, pool.at * pool.pageLength + start - 1);
  pool.end = start + length;
  pool.room = start + length;
}

/** @throws ArgumentError if the option is no number of bytes */
export function checkedRowBytes({ rowBytes = POOL_BYTES }: { readonly rowBytes?: number }): number {
  if (rowBytes >= 0) return rowBytes;
  throw new ArgumentError(`counterfactual: rowBytes must be a number of bytes, at least 0, got ${rowBytes}`);
}

function createPage(length: number): RowPage {
  return { integer: new Uint32Array(length), number: new Float64Array(length) };
}
