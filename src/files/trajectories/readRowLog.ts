import { DataError } from '../../core/errors.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { LogColumn } from './columns/logColumn.js';
import { findColumns } from './columns/findColumns.js';
import type { LogHeader } from './logHeader.js';
import { logOfRows } from './logOfRows.js';
import type { RowReader, StartRows } from './logRows.js';
import { placeIn } from './rows/rowUnit.js';
import { type RowFormat, openRows } from './openRows.js';
import type { ReadTrajectoriesOptions } from './readOptions.js';
import type { ReadSteps } from './rows/readSteps.js';
import { StepRows } from './rows/stepRows.js';
import { DecimalMark } from './text/decimalMark.js';
import { watched } from './columns/watched.js';

/**
 * Reads a log from rows, of text, packed or not, or of Parquet: see `readTrajectories`, which checks the options.
 *
 * @param file opens the messages of errors
 * @throws DataError on everything that is wrong with the file
 */
export async function readRowLog(
  path: string,
  file: string,
  format: RowFormat,
  names: Readonly<Record<LogColumn, string>>,
  options: ReadTrajectoriesOptions,
): Promise<Trajectories> {
  const { bytes, reader, lastByte } = await openRows(path, file, format, names, options);
  return logOfReader(file, bytes, reader, names, options, lastByte);
}

/**
 * The log that a reader of rows reads, whatever the format.
 *
 * @param lastByte of the file, where a whole file of ours ends in a line break
 */
export async function logOfReader(
  file: string,
  bytes: AsyncIterable<Buffer>,
  reader: RowReader,
  names: Readonly<Record<LogColumn, string>>,
  options: ReadTrajectoriesOptions,
  lastByte?: () => number | undefined,
): Promise<Trajectories> {
  const say = sayOnce(options.say);
  const seen = { nothing: true };
  let known: ReturnType<NonNullable<ReadTrajectoriesOptions['known']>> | undefined;
  const start: StartRows = ({ line, fields, header, unit = 'line', mark = new DecimalMark('.') }) => {
    known = options.known?.(header?.source ?? {});
    const { numberSteps = false } = options;
    const numberStates = anew('states', options.numberStates, header, say);
    const numberActions = anew('actions', options.numberActions, header, say);
    const found = findColumns(placeIn(file, unit, line), fields, {
      names,
      renamed: options.columns ?? {},
      outcome: options.outcome,
      missingEnds: options.missingEnds,
      numberActions,
      numberSteps,
      nActions: known?.nActions ?? options.nActions ?? header?.nActions,
      propensity: options.propensity !== false,
      say,
    });
    const rows = new StepRows({
      ...{ file, unit, fields, columns: found, mark, numberStates, numberActions, numberSteps },
      nStates: known?.nStates ?? options.nStates ?? (numberStates ? undefined : header?.nStates),
      nActions: known?.nActions ?? options.nActions ?? (numberActions ? undefined : header?.nActions),
      emptyReward: options.emptyReward,
      rounding: options.rounding ?? 0,
    });
    return { rows, columns: found };
  };
  const { rows, header } = await reader(
    file,
    watched(bytes, () => (seen.nothing = false)),
    start,
  );
  if (!rows || rows.length === 0) {
    const got = seen.nothing ? 'an empty file' : 'none';
    throw new DataError(`${file}: must hold at least one step, got ${got} - check that it was written to its end`);
  }
  const steps = rows.finish();
  if (header) checkWhole(file, header, steps, lastByte);
  return logOfRows(file, steps, {
    source: { ...header?.source, ...options.source, ...known?.source },
    own: header !== undefined && !changesEnds(options),
    missingEnds: options.missingEnds,
    ends: options.ends ?? {},
    endsTerminate: options.endsTerminate ?? false,
    say,
  });
}

/** Whether to number states or actions: not those that were numbered before the file was written. */
function anew(
  what: 'states' | 'actions',
  wanted: boolean | undefined,
  header: LogHeader | undefined,
  say: (sentence: string) => void,
): boolean {
  const already = header?.source?.[what] !== undefined;
  if (wanted === true && already) say(`the ${what} are numbered already, and keep their numbers`);
  return wanted === true && !already;
}

function changesEnds({ ends, outcome, endsTerminate }: ReadTrajectoriesOptions): boolean {
  return ends !== undefined || outcome !== undefined || endsTerminate === true;
}

function sayOnce(say: ((sentence: string) => void) | undefined): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (!said.has(sentence)) say?.(sentence);
    said.add(sentence);
  };
}

const LINE_BREAK = 10;

/** A file that we wrote ends in a line break and says how much it holds, so that we notice if a part is gone. */
function checkWhole(
  file: string,
  { nEpisodes, nSteps }: LogHeader,
  { episodes, line }: ReadSteps,
  lastByte: (() => number | undefined) | undefined,
): void {
  const steps = line.length;
  if (lastByte && lastByte() !== LINE_BREAK)
    throw new DataError(
      `${file}:${line[steps - 1]}: the last line must end in a line break, got none - the file is cut short, write it again`,
    );
  if ((nEpisodes ?? episodes.length) !== episodes.length || (nSteps ?? steps) !== steps)
    throw new DataError(
      `${file}: must hold the ${nEpisodes ?? episodes.length} episodes and ${nSteps ?? steps} steps of its first line, got ${episodes.length} and ${steps} - write it again, or delete the first line if rows were taken out on purpose`,
    );
}
