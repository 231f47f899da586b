import { z } from 'zod';
import { ArgumentError, DataError } from '../../../core/errors.js';
import { checkSizes } from '../../../trajectories/align/checkSizes.js';
import { resolveEnds } from '../../../trajectories/align/resolveEnds.js';
import type { Trajectories, TrajectoriesSource } from '../../../trajectories/trajectories.js';
import { checkSchema } from '../../json/checkSchema.js';
import { type NumberArray, asNumbers, numberArray } from '../../numpy/numberArray.js';
import { type NpzArchive, openNpz } from '../../numpy/openNpz.js';
import { parseJsonObject } from '../../json/parseJsonObject.js';
import { readWhole } from '../../read/readWhole.js';
import type { LogColumn } from '../columns/logColumn.js';
import { listed } from '../../read/listed.js';
import { type LogHeader, checkLogHeader } from '../logHeader.js';
import { TRUNCATION_NAMES } from '../columns/conventions.js';
import type { OpenRows } from '../openRows.js';
import { logOfOpenRows } from '../readRowLog.js';
import type { ReadTrajectoriesOptions } from '../readOptions.js';
import { arrayRows } from './arrayRows.js';
import { flatArrays } from './flatArrays.js';
import { refuseHdf5 } from './hdf5.js';
import { type NamedArrays, minariArrays } from './minariArrays.js';
import { sevenColumns } from './sevenColumns.js';
import { stepArrays } from './stepArrays.js';

/** The file of an archive that we wrote that holds what is no array. */
export const LOG_HEADER = 'header.json';

const LARGEST = 2 ** 32;

export interface NumpyLogOptions {
  readonly format: 'npy' | 'npz';
  readonly names: Readonly<Record<LogColumn, string>>;
  /** Whether a name was given by the caller. */
  readonly renamed: boolean;
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  readonly source: TrajectoriesSource | undefined;
  /** All that was asked for. */
  readonly options: ReadTrajectoriesOptions;
}

/**
 * Reads a log from arrays of NumPy's: a single one of shape (episodes, steps, 7), see `sevenColumns`, as an .npy file
 * or alone in an archive; or an archive of arrays with one entry a step, see `flatArrays`.
 *
 * @param file opens the messages of errors
 * @throws ArgumentError if columns of a single array are renamed; DataError on everything that is wrong with the file
 */
export async function readNumpyLog(path: string, file: string, options: NumpyLogOptions): Promise<Trajectories> {
  const { format, names, renamed, options: asked } = options;
  const sizesBy = (
    own: TrajectoriesSource,
  ): Pick<NumpyLogOptions, 'nStates' | 'nActions'> & { source: TrajectoriesSource } =>
    asked.known?.(own) ?? { nStates: options.nStates, nActions: options.nActions, source: options.source ?? {} };
  const bytes = await readWhole(path, LARGEST, 'split the log, or write it as CSV');
  refuseHdf5(file, bytes);
  if (format === 'npy') {
    if (renamed)
      throw new ArgumentError('readTrajectories: columns may be renamed where they have names, got format npy');
    return sevenColumns(file, 'the array', numberArray(file, 'the array', bytes), sizesBy({}));
  }
  const archive = openNpz(file, bytes);
  const { arrays, others } = archive;
  const readArray = (name: string): NumberArray => asNumbers(file, name, archive.array(name));
  if (arrays.length === 1 && !renamed && arrays[0] !== names.state) {
    const values = readArray(arrays[0]);
    archive.finish();
    return sevenColumns(file, arrays[0], values, sizesBy({}));
  }
  if (arrays.length === 0)
    throw new DataError(`${file}: must hold arrays (.npy), got ${listed(others)} - save them by numpy.savez`);
  const header = others.includes(LOG_HEADER) ? archiveHeader(file, archive.text(LOG_HEADER)) : {};
  if (needsRows(asked, names, archive)) {
    const arraysOf: NamedArrays = {
      names: arrays,
      shape: (name) => archive.header(name).shape,
      read: (name) => archive.array(name),
    };
    const columns = asked.names === 'minari' ? minariArrays(file, arraysOf, names) : arraysOf;
    const read: OpenRows['read'] = function* (start) {
      const read = arrayRows(file, columns, names, others.includes(LOG_HEADER) ? header : undefined, start);
      archive.finish();
      return read;
    };
    return logOfOpenRows(file, { read }, names, asked);
  }
  const { nStates, nActions, source } = sizesBy(header.source ?? {});
  const log = flatArrays(file, stepArrays(file, names.state, arrays, readArray), {
    names,
    nStates: nStates ?? header.nStates,
    nActions: nActions ?? header.nActions,
    source: { ...header.source, ...source },
    say: asked.say,
  });
  archive.finish();
  if (!others.includes(LOG_HEADER)) {
    if (isToldApartByEnds(names, arrays))
      asked.say?.(
        `only '${names.terminated}' tells runs apart: one that was cut off is taken together with the next - number them in an array '${names.episode}', or mark where they are cut off in an array '${names.truncated}'`,
      );
    return logOfOthers(file, log, options);
  }
  checkWhole(file, header, log);
  const { episodeId } = header;
  return episodeId?.some((name, e) => name !== String(e)) ? { ...log, episodeId } : log;
}

/**
 * Whether a cut between two runs would go unseen: nothing numbers runs or steps, and no next state shows that they do
 * not join.
 */
function isToldApartByEnds(names: Readonly<Record<LogColumn, string>>, arrays: readonly string[]): boolean {
  const telling = [names.episode, names.t, names.next_state, 'step_per_trajectory'];
  return arrays.includes(names.terminated) && !telling.some((name) => arrays.includes(name));
}

/** With ids that are close together, and ends where they are. */
function logOfOthers(file: string, log: Trajectories, { nStates, nActions, options }: NumpyLogOptions): Trajectories {
  checkSizes(file, log, { states: nStates !== undefined, actions: nActions !== undefined });
  if (log.source.env !== undefined) return log;
  const { log: resolved, said } = resolveEnds(file, log);
  for (const sentence of said) options.say?.(sentence);
  return resolved;
}

/** Whether something is asked for, or there, that is known of rows alone. */
function needsRows(
  asked: ReadTrajectoriesOptions,
  names: Readonly<Record<LogColumn, string>>,
  archive: NpzArchive,
): boolean {
  const options = ['names', 'ends', 'outcome', 'missingEnds', 'numberStates', 'numberActions', 'numberSteps'] as const;
  return (
    [...options, 'endsTerminate', 'emptyReward', 'rounding', 'propensity'].some(
      (option) => asked[option as keyof ReadTrajectoriesOptions] !== undefined,
    ) ||
    [names.truncated, ...TRUNCATION_NAMES].some((name) => archive.arrays.includes(name)) ||
    (archive.arrays.includes(names.episode) && /^([US]|[iu]8)/.test(archive.header(names.episode).dtype))
  );
}

interface ArchiveHeader extends LogHeader {
  readonly episodeId?: readonly string[];
}

const schema = z.object({ episodeId: z.array(z.string().min(1)).exactOptional() });

function archiveHeader(file: string, text: string): ArchiveHeader {
  const where = `${file}: ${LOG_HEADER}`;
  const value = parseJsonObject(where, text);
  return { ...checkLogHeader(where, value), ...checkSchema(where, schema, value) };
}

/** An archive that we wrote says how much it holds, so that we notice if arrays were exchanged. */
function checkWhole(file: string, header: ArchiveHeader, { nEpisodes, state }: Trajectories): void {
  const remedy = `write it again, or leave out ${LOG_HEADER} if steps were taken out on purpose`;
  const { nEpisodes: episodes = nEpisodes, nSteps = state.length, episodeId } = header;
  if (episodes !== nEpisodes || nSteps !== state.length)
    throw new DataError(
      `${file}: must hold the ${episodes} episodes and ${nSteps} steps of its ${LOG_HEADER}, got ${nEpisodes} and ${state.length} - ${remedy}`,
    );
  if (episodeId && new Set(episodeId).size !== nEpisodes)
    throw new DataError(
      `${file}: ${LOG_HEADER} must have ${nEpisodes} different names of episodes, got ${new Set(episodeId).size} - ${remedy}`,
    );
}
