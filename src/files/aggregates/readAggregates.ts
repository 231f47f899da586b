import type {
  Aggregates,
  CellSums,
  ClippedSums,
  EpisodeSums,
  StepSums,
  TransitionSums,
} from '../../aggregates/aggregates.js';
import { MOST_BLOCKS } from '../../trajectories/blockOf.js';
import { DataError } from '../../core/errors.js';
import { fileName } from '../read/fileFault.js';
import { type AboutAggregates, ABOUT_COLUMNS, aboutOfRow } from './aboutAggregates.js';
import { checkFaults, withheldIn } from './databaseFindings.js';
import { type PartRows, partRows } from './partRows.js';
import { PARTS, type Part } from './parts.js';
import { type AggregatesTable, readTable } from './readTable.js';

export interface ReadAggregatesOptions {
  /** What the file does not say itself, as one from a database. Default: as many as come. */
  readonly nStates?: number | undefined;
  readonly nActions?: number | undefined;
}

/**
 * Reads aggregates from a file: Parquet as `writeAggregates` writes it, or the answer of a database to what
 * `couplet sql` prints, in Parquet, CSV or JSON lines. Rows may come in any order. A file without metadata says by a
 * row with `part` about, in the columns horizon, discount, blocks and target, what its weights are of; counts alone
 * need none.
 *
 * @throws DataError with the file and row on everything that is wrong with it
 *
 * Cost O(rows · log rows).
 *
 * @example
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * const file = `${await mkdtemp(`${tmpdir()}/couplet-`)}/counts.csv`;
 * await writeFile(file, 'part,state,action,next_state,terminated,n,reward\ncount,0,1,1,1,7,3.5\nfirst,0,,,,7,\n');
 * const { counts, first } = await readAggregates(file);
 * [counts.count, first] // [[7], [7, 0]]
 */
export async function readAggregates(path: string, options: ReadAggregatesOptions = {}): Promise<Aggregates> {
  const file = fileName(path);
  const table = await readTable(path, file);
  checkParts(file, table);
  checkFaults(file, table);
  const about = table.about ?? aboutIn(file, table);
  const rows = (part: Part): PartRows => partRows(file, table, part);
  const counted = rows('count');
  if (counted.length === 0)
    throw new DataError(`${file}: must have rows of part 'count', got none - check that it was written to its end`);
  const starts = rows('first');
  const cells = rows('cell');
  const { keys } = counted;
  const nStates = about.nStates ?? options.nStates ?? 1 + Math.max(largest(keys.state), largest(keys.nextState));
  const nActions = about.nActions ?? options.nActions ?? 1 + largest(keys.action);
  checkBelow(file, 'count', 'state', keys.state, nStates);
  checkBelow(file, 'count', 'next_state', keys.nextState, nStates);
  checkBelow(file, 'count', 'action', keys.action, nActions);
  checkBelow(file, 'first', 'state', starts.keys.state, nStates);
  const first = new Float64Array(nStates);
  starts.keys.state.forEach((s, k) => (first[s] = starts.sums.count[k]));
  const { weighted } = about;
  const withheld = about.withheld ?? withheldIn(table);
  const blocks = rows('block');
  if ((weighted === undefined) !== (blocks.length === 0))
    throw new DataError(
      weighted
        ? `${file}: must have rows of part 'block', as it is of a target policy, got none - write them, too${withheld.some(({ part }) => part === 'block') ? '; all were withheld: fewer blocks hold more episodes each' : ''}`
        : `${file}: must have a row of part 'about' beside those of part 'block', got none - give it horizon, discount, blocks and target`,
    );
  return {
    ...{ nStates, nActions, source: about.source, blocks: about.blocks, first },
    counts: { ...keys, terminated: Uint8Array.from(keys.terminated), ...counted.sums } as unknown as TransitionSums,
    ...(withheld.length > 0 && { withheld }),
    ...(weighted && {
      weighted: {
        ...weighted,
        episodes: allBlocks(file, blocks, about.blocks),
        steps: stepsOf(file, rows('step'), about),
        cells: cellsOf(file, cells, nStates),
      },
    }),
  };
}

function stepsOf(file: string, { keys, sums }: PartRows, { blocks, weighted }: AboutAggregates): StepSums {
  checkBelow(file, 'step', 'block', keys.block, blocks);
  checkBelow(file, 'step', 't', keys.t, weighted!.horizon);
  return { ...keys, ...sums } as unknown as StepSums;
}

function cellsOf(file: string, { keys, sums }: PartRows, nStates: number): CellSums {
  checkBelow(file, 'cell', 'state', keys.state, nStates);
  // One more, for the end of the process.
  checkBelow(file, 'cell', 'next_state', keys.nextState, nStates + 1);
  return { ...keys, ...sums } as unknown as CellSums;
}

/** Blocks that no episode is in need not be in the file. */
function allBlocks(file: string, { keys, sums }: PartRows, blocks: number): EpisodeSums {
  checkBelow(file, 'block', 'block', keys.block, blocks);
  const { c, c2, cg, cg2, c2g, c2g2, least, ...episodes } = Object.fromEntries(
    Object.entries(sums).map(([field, values]) => {
      const column = new Float64Array(blocks).fill(NONE[field] ?? 0);
      keys.block.forEach((b, k) => (column[b] = values[k]));
      return [field, column];
    }),
  ) as unknown as Omit<EpisodeSums, 'clipped'> & Partial<ClippedSums>;
  return { ...episodes, ...(c && { clipped: { c, c2, cg, cg2, c2g, c2g2, least } as ClippedSums }) };
}

/** What a block without an episode has in place of 0. */
const NONE: Readonly<Partial<Record<string, number>>> = { logScale: -Infinity, least: Infinity };

function aboutIn(file: string, table: AggregatesTable): AboutAggregates {
  const rows = Array.from(table.part.keys()).filter((row) => table.part[row] === 'about');
  if (rows.length === 0) return { source: {}, blocks: MOST_BLOCKS };
  if (rows.length > 1)
    throw new DataError(`${file}: must have one row of part 'about', got ${rows.length} - merge files one by one`);
  const values = ABOUT_COLUMNS.map((name) => [name, plain(table.columns.get(name)?.[rows[0]])]);
  return aboutOfRow(table.placeOf(rows[0]), Object.fromEntries(values) as Record<string, unknown>);
}

/** Rows that are not sums: see `databaseFindings`. */
const OTHERS: readonly string[] = ['about', 'fault', 'withheld'];

function checkParts(file: string, { part, placeOf }: AggregatesTable): void {
  const odd = part.findIndex((name) => !OTHERS.includes(name) && !Object.hasOwn(PARTS, name));
  if (odd >= 0)
    throw new DataError(
      `${placeOf(odd)}: part must be one of ${Object.keys(PARTS).join(', ')} and about, got '${part[odd]}' - is ${file} a table of aggregates?`,
    );
}

function checkBelow(file: string, part: Part, column: string, values: Int32Array, limit: number): void {
  const most = largest(values);
  if (most >= limit)
    throw new DataError(
      `${file}: ${column} of part '${part}' must be below ${limit}, got ${most} - is the file of another log or policy?`,
    );
}

function largest(values: Int32Array): number {
  return values.reduce((most, value) => Math.max(most, value), -1);
}

/** Databases give integers of 64 bits. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}
