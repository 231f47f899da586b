import { DataError } from '../../core/errors.js';
import { type FeatureStates, featureSpaceName } from '../../states/featureStates.js';
import type { LogColumn } from './columns/logColumn.js';
import { findColumns } from './columns/findColumns.js';
import type { LogOfRowsOptions } from './assemble/logSurvey.js';
import type { LogHeader } from './logHeader.js';
import type { StartRows } from './logRows.js';
import type { ReadTrajectoriesOptions } from './readOptions.js';
import { placeIn } from './rows/rowUnit.js';
import { StepRows } from './rows/stepRows.js';
import { DecimalMark } from './text/decimalMark.js';

/** What is asked for of a file of rows, and what it says of itself once its reader came to that. */
export class RowLog {
  readonly file: string;
  readonly say: (sentence: string) => void;
  readonly #names: Readonly<Record<LogColumn, string>>;
  readonly #options: ReadTrajectoriesOptions;
  readonly #pieces: boolean;
  #features: FeatureStates | undefined;
  #known: ReturnType<NonNullable<ReadTrajectoriesOptions['known']>> | undefined;
  /** The rows, once their columns are known. */
  rows: StepRows | undefined;
  header: LogHeader | undefined;

  /**
   * @param file opens the messages of errors
   * @param pieces whether it is read in pieces
   */
  constructor(
    file: string,
    names: Readonly<Record<LogColumn, string>>,
    options: ReadTrajectoriesOptions,
    pieces: boolean,
  ) {
    this.file = file;
    this.say = sayOnce(options.say);
    this.#names = names;
    this.#options = options;
    this.#pieces = pieces;
  }

  /** Finds the columns and makes room for the rows. */
  readonly start: StartRows = ({ line, fields, header, unit = 'line', mark = new DecimalMark('.') }) => {
    const { file, say } = this;
    const options = this.#options;
    const known = (this.#known = options.known?.(header?.source ?? {}));
    this.header = header;
    const features = (this.#features = featuresOf(placeIn(file, unit, line), options.features, header));
    const { numberSteps = false } = options;
    const numberStates = anew('states', options.numberStates, header, say);
    const numberActions = anew('actions', options.numberActions, header, say);
    const found = findColumns(placeIn(file, unit, line), fields, {
      names: this.#names,
      renamed: options.columns ?? {},
      outcome: options.outcome ?? fields.find((field) => field === features?.ends?.column),
      features: features?.columns.map(({ name }) => name),
      missingEnds: options.missingEnds,
      numberActions,
      numberSteps,
      nActions: known?.nActions ?? options.nActions ?? header?.nActions,
      propensity: options.propensity !== false,
      say,
    });
    const rows = new StepRows({
      ...{
        file,
        unit,
        fields,
        columns: found,
        mark,
        numberStates,
        numberActions,
        numberSteps,
        features,
        pieces: this.#pieces,
      },
      nStates:
        known?.nStates ?? options.nStates ?? features?.centres.length ?? (numberStates ? undefined : header?.nStates),
      nActions: known?.nActions ?? options.nActions ?? (numberActions ? undefined : header?.nActions),
      emptyReward: options.emptyReward,
      rounding: options.rounding ?? 0,
    });
    this.rows = rows;
    return { rows, columns: found };
  };

  /** What decides how the rows become a log, when `header` is known. */
  assembly(): LogOfRowsOptions {
    const { missingEnds, ends = {}, endsTerminate = false, source } = this.#options;
    const features = this.#features;
    return {
      source: {
        ...this.header?.source,
        ...source,
        ...this.#known?.source,
        ...(features && { space: featureSpaceName(features), features }),
      },
      outcomes: features?.ends?.names,
      own: this.header !== undefined && !features && !changesEnds(this.#options),
      ...{ missingEnds, ends, endsTerminate, say: this.say },
    };
  }

  /**
   * A file that we wrote ends in a line break and says how much it holds, so that we notice if a part is gone.
   *
   * @param lastByte of the file, where a whole file of ours ends in a line break
   */
  checkWhole(
    { nEpisodes, nSteps, line }: { readonly nEpisodes: number; readonly nSteps: number; readonly line: number },
    lastByte: (() => number | undefined) | undefined,
  ): void {
    const { file, header } = this;
    if (!header) return;
    if (lastByte && lastByte() !== LINE_BREAK)
      throw new DataError(
        `${file}:${line}: the last line must end in a line break, got none - the file is cut short, write it again`,
      );
    const { nEpisodes: episodes = nEpisodes, nSteps: steps = nSteps } = header;
    if (episodes !== nEpisodes || steps !== nSteps)
      throw new DataError(
        `${file}: must hold the ${episodes} episodes and ${steps} steps of its first line, got ${nEpisodes} and ${nSteps} - write it again, or delete the first line if rows were taken out on purpose`,
      );
  }

  /** @param lastByte of the file, if it is text */
  failEmpty(lastByte: (() => number | undefined) | undefined): never {
    const got = lastByte && lastByte() === undefined ? 'an empty file' : 'none';
    throw new DataError(`${this.file}: must hold at least one step, got ${got} - check that it was written to its end`);
  }
}

const LINE_BREAK = 10;

/** What makes the states of a file; undefined where it has them already. */
function featuresOf(
  where: string,
  features: FeatureStates | undefined,
  header: LogHeader | undefined,
): FeatureStates | undefined {
  const space = header?.source?.space;
  if (!features || space === undefined) return features;
  if (space === featureSpaceName(features)) return undefined;
  throw new DataError(
    `${where}: must be over the states that it is read by, '${featureSpaceName(features)}', got '${space}' - leave out --states, or take the log of features`,
  );
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
