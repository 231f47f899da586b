import { DataError } from '../../core/errors.js';
import type { MissingRule } from '../../states/featureStates.js';
import { fileName } from '../read/fileFault.js';
import { columnNames } from '../trajectories/columns/columnNames.js';
import { fieldsNamed } from '../trajectories/columns/fieldsNamed.js';
import { LOG_FORMATS, logFormat } from '../trajectories/logFormat.js';
import type { StartRows } from '../trajectories/logRows.js';
import { openRows } from '../trajectories/openRows.js';
import type { ReadTrajectoriesOptions } from '../trajectories/readOptions.js';
import { placeIn } from '../trajectories/rows/rowUnit.js';
import { DecimalMark } from '../trajectories/text/decimalMark.js';
import { FeatureRows } from './featureRows.js';
import type { FeaturesFile } from './featuresFile.js';

/** How a file of features is read. */
export interface ReadFeaturesOptions extends Pick<ReadTrajectoriesOptions, 'format' | 'separator' | 'decimal'> {
  /** Columns of which the logarithm will be taken. */
  readonly log?: readonly string[];
  /** What a missing value is; default `refuse`. */
  readonly missing?: MissingRule;
  /** A column that says how each run ended. */
  readonly outcome?: string;
}

/**
 * Reads columns of numbers from a table in any of the row formats of logs: CSV, JSON or Parquet.
 *
 * @param path as `readTrajectories`
 * @throws ArgumentError on options; DataError with line and column on a value that is missing or no number
 *
 * Cost O(rows · d); 8 bytes a value are kept.
 */
export async function readFeatures(
  path: string,
  columns: readonly string[],
  options: ReadFeaturesOptions = {},
): Promise<FeaturesFile> {
  const file = fileName(path);
  const format = logFormat('readFeatures', path, options.format, LOG_FORMATS);
  if (format === 'npy' || format === 'npz')
    throw new DataError(`${file}: must be a table with named columns (.csv, .jsonl or .parquet), got ${format}`);
  let table: FeatureRows | undefined;
  const start: StartRows = ({ line, fields, unit = 'line', mark = new DecimalMark('.') }) => {
    const where = placeIn(file, unit, line);
    const features = fieldsNamed(where, fields, columns, '--columns');
    const [outcome] = options.outcome === undefined ? [] : fieldsNamed(where, fields, [options.outcome], '--outcome');
    const { log = [], missing = 'refuse' } = options;
    table = new FeatureRows({ file, unit, fields, mark }, columns, features, { log, missing, outcome });
    return { rows: table, columns: { features, outcome } };
  };
  const { read } = await openRows(path, file, format, columnNames('readFeatures'), options);
  const reading = read(start);
  while ((await reading.next()).done !== true);
  if (!table || table.length === 0)
    throw new DataError(
      `${file}: must hold at least one row with features, got none - check that it was written to its end`,
    );
  return table.finish();
}
