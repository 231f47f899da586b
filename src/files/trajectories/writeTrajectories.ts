import { ArgumentError } from '../../core/errors.js';
import { checkTrajectories } from '../../trajectories/checkTrajectories.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { numberText } from '../json/numberText.js';
import type { Provenance } from '../provenance.js';
import { columnNames } from './columns/columnNames.js';
import { type ColumnNames, type LogColumn, REQUIRED } from './columns/logColumn.js';
import { CSV_MARK } from './text/leadingComments.js';
import { WRITTEN_LOG_FORMATS, type WrittenLogFormat, logFormat } from './logFormat.js';
import { logHeaderText } from './logHeader.js';
import { numpyLogBytes } from './numpy/numpyLogBytes.js';
import { parquetPieces } from './parquet/parquetPieces.js';
import { JSONL_MARK } from './text/readJsonRows.js';

export interface WriteTrajectoriesOptions {
  /** Default: by the extension. Needed for standard output. */
  readonly format?: WrittenLogFormat;
  /** Names of columns that are to be called something else in the file. */
  readonly columns?: ColumnNames;
}

/**
 * Writes a log to a file, as `readTrajectories` reads it: every number comes back the same, bit for bit. The first line
 * carries the provenance, the log's source and its size.
 *
 * @param path CSV (`.csv`), JSON lines (`.jsonl`, `.ndjson`), Parquet (`.parquet`) or an archive of arrays (`.npz`)
 *   with one entry a step; `-` is standard output
 * @throws ArgumentError on options, or if the log is not well formed; DataError if the file cannot be written
 *
 * Cost O(steps). The file is written as a stream, or at once if it is an archive, and whole or not at all.
 */
export async function writeTrajectories(
  path: string,
  trajectories: Trajectories,
  provenance: Provenance,
  options: WriteTrajectoriesOptions = {},
): Promise<void> {
  const where = 'writeTrajectories';
  const format = logFormat(where, path, options.format, WRITTEN_LOG_FORMATS);
  const names = columnNames(where, options.columns);
  checkTrajectories(trajectories, where);
  checkNames(trajectories.episodeId);
  const header = logHeaderText(trajectories, provenance);
  const fields = fieldNames(trajectories, names);
  const pieces = {
    csv: () => csvPieces(trajectories, header, fields),
    jsonl: () => jsonlPieces(trajectories, header, fields),
    parquet: () => parquetPieces(trajectories, header, names),
    npz: () => [numpyLogBytes(trajectories, provenance, names)],
  };
  await atomicWrite(path, pieces[format]());
}

function checkNames(names: readonly string[] | undefined): void {
  const seen = new Set<string>();
  for (const name of names ?? []) {
    if (name === '' || seen.has(name))
      throw new ArgumentError(
        `writeTrajectories: episodes must have names of their own, got '${name}'${name === '' ? '' : ' twice'} - leave episodeId out to number them`,
      );
    seen.add(name);
  }
}

function fieldNames(trajectories: Trajectories, names: Readonly<Record<LogColumn, string>>): string[] {
  const { hidden, propensity, propensities, nActions } = trajectories;
  return [
    ...REQUIRED.map((column) => names[column]),
    ...(hidden ? [names.hidden] : []),
    ...(propensity ? [names.propensity] : []),
    ...(propensities ? Array.from({ length: nActions }, (_, a) => `${names.propensity_}${a}`) : []),
  ];
}

function* csvPieces(trajectories: Trajectories, header: string, fields: readonly string[]): Generator<string> {
  yield `${CSV_MARK}${header}\n${fields.map(csvField).join(',')}\n`;
  for (const [name, values] of rowsOf(trajectories)) yield `${csvField(name)},${values.join(',')}\n`;
}

/** Quoted where the text could be taken for something else. */
function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$|^#/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* jsonlPieces(trajectories: Trajectories, header: string, fields: readonly string[]): Generator<string> {
  yield `{${JSON.stringify(JSONL_MARK)}:${header}}\n`;
  const keys = fields.map((field) => `${JSON.stringify(field)}:`);
  const numbered = !trajectories.episodeId;
  for (const [name, values] of rowsOf(trajectories)) {
    const members = values.map((value, i) => `${keys[i + 1]}${value}`);
    yield `{${keys[0]}${numbered ? name : JSON.stringify(name)},${members.join(',')}}\n`;
  }
}

/** For each step the name of its episode and its other fields as text, in the order of `fieldNames`. */
function* rowsOf(trajectories: Trajectories): Generator<readonly [name: string, values: string[]]> {
  const { nEpisodes, nActions, episodeStart, state, action, reward, nextState, terminated } = trajectories;
  const { hidden, propensity, propensities } = trajectories;
  for (let e = 0; e < nEpisodes; e++) {
    const name = episodeName(trajectories, e);
    const [first, end] = [episodeStart[e], episodeStart[e + 1]];
    for (let i = first; i < end; i++) {
      const values = [
        String(i - first),
        String(state[i]),
        String(action[i]),
        numberText(reward[i]),
        String(nextState[i]),
        i === end - 1 && terminated[e] === 1 ? '1' : '0',
      ];
      if (hidden) values.push(String(hidden[e]));
      if (propensity) values.push(String(propensity[i]));
      if (propensities) for (let a = 0; a < nActions; a++) values.push(String(propensities[i * nActions + a]));
      yield [name, values];
    }
  }
}
