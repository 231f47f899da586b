import { chunkRows } from '../../../aggregates/source/chunkRows.js';
import type { StepChunk, StepSource } from '../../../aggregates/source/stepSource.js';
import { ArgumentError, DataError } from '../../../core/errors.js';
import type { Progress } from '../../../core/progress.js';
import { parquetSteps } from './parquetSteps.js';
import type { StepFile, StepFileOptions, StepPieces } from './stepFile.js';
import { textSteps } from './textSteps.js';

/** One of several parts of a log, by number from 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface FilesSourceOptions extends StepFileOptions {
  /**
   * A part of about as many rows as the others; an episode is in that in which it begins, so that the parts together
   * have every episode once. Default: all.
   */
  readonly shard?: Shard | undefined;
  /** Told of the rows that were read, of those of the part. */
  readonly progress?: Progress | undefined;
}

/** A group of rows of a file. */
interface Piece {
  readonly file: StepFile;
  readonly piece: number;
  readonly rows: number;
}

/**
 * A log in one or more files, read one after another. An episode may go on in the next file.
 *
 * @param paths in the order of the log; of Parquet (`.parquet`) a group of rows is held at a time, of text some megabytes
 * @throws ArgumentError for a shard out of range; DataError where files are of different states
 */
export async function filesSource(paths: readonly string[], options: FilesSourceOptions = {}): Promise<StepSource> {
  if (paths.length === 0) throw new ArgumentError('aggregate: files must be at least one, got none');
  const { shard = { index: 0, of: 1 }, progress } = options;
  const { index, of } = shard;
  if (!(Number.isInteger(of) && of >= 1 && Number.isInteger(index) && index >= 0 && index < of))
    throw new ArgumentError(`aggregate: shard must be i/n with i from 0 to n − 1, got ${index}/${of}`);
  const pieces: Piece[] = [];
  let first: StepFile | undefined;
  for (const path of paths) {
    const file = await stepsOf(path, options);
    checkSame(paths[0], first ?? file, path, file);
    first ??= file;
    file.pieces.forEach((rows, piece) => pieces.push({ file, piece, rows }));
  }
  const { nStates, nActions, source, hasPropensity } = first!;
  const [from, to] = bounds(pieces, shard);
  const name = paths.length === 1 ? paths[0] : `${paths[0]} and ${paths.length - 1} more`;
  return {
    name: of === 1 ? name : `shard ${index}/${of} of ${name}`,
    ...{ nStates, nActions, source, hasPropensity },
    chunks: () => wholeEpisodes(pieces, from, to, progress),
  };
}

async function stepsOf(path: string, options: StepFileOptions): Promise<StepFile> {
  return /\.parquet$/i.test(path) ? parquetSteps(path, options) : textSteps(path, options);
}

/** First piece of a shard, and that of the next: cut where the rows before are its share. */
function bounds(pieces: readonly Piece[], { index, of }: Shard): [number, number] {
  const total = pieces.reduce((sum, { rows }) => sum + rows, 0);
  const cut = (share: number): number => {
    let before = 0;
    const at = pieces.findIndex(({ rows }) => {
      const isPast = before >= share * total;
      before += rows;
      return isPast;
    });
    return at < 0 ? pieces.length : at;
  };
  return [index === 0 ? 0 : cut(index / of), index + 1 === of ? pieces.length : cut((index + 1) / of)];
}

/** From the first episode that begins in a piece of the shard to the end of the last one that does. */
async function* wholeEpisodes(
  pieces: readonly Piece[],
  from: number,
  to: number,
  progress?: Progress,
): AsyncGenerator<StepChunk> {
  if (from >= to) return;
  let begun = from === 0;
  let open: { readonly file: StepFile; readonly steps: StepPieces } | undefined;
  const total = pieces.slice(from, to).reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  try {
    for (let k = from; k < pieces.length; k++) {
      const { file, piece, rows } = pieces[k];
      if (open?.file !== file) {
        await open?.steps.close?.();
        open = undefined;
        open = { file, steps: await file.open() };
      }
      progress?.(Math.min(done, total), total);
      done += rows;
      for await (const chunk of open.steps.chunks(piece)) {
        const begins = begun && k < to ? -1 : chunk.t.indexOf(0);
        if (!begun) {
          // Those of an episode that began before are another shard's.
          if (begins < 0) continue;
          begun = true;
          // None began in the pieces of this shard.
          if (k >= to) return;
          yield chunkRows(chunk, begins, chunk.t.length);
        } else if (k < to || begins < 0) yield chunk;
        else {
          if (begins > 0) yield chunkRows(chunk, 0, begins);
          return;
        }
      }
    }
  } finally {
    await open?.steps.close?.();
  }
}

function checkSame(firstPath: string, first: StepFile, path: string, file: StepFile): void {
  const about = ({ nStates, nActions, source: { space, env, states, actions }, hasPropensity }: StepFile): string =>
    JSON.stringify({ nStates, nActions, space, env, states, actions, hasPropensity });
  if (about(first) !== about(file))
    throw new DataError(
      `${path}: must be of the same states, actions and columns as ${firstPath}, got others - aggregate each by itself`,
    );
}
